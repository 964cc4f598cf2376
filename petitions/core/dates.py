"""Dates as honest as their source: a day, a month, a stretch of time, or unknown."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import format_date
from flask_babel import gettext as _


class Precision(StrEnum):
    """How exactly the source dates a thing."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    EARLY_IN_MONTH = "early_in_month"
    END_OF_MONTH = "end_of_month"
    EARLY_IN_YEAR = "early_in_year"
    RANGE = "range"
    WINDOW = "window"
    UNKNOWN = "unknown"


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


TWO_ENDED = frozenset({Precision.RANGE, Precision.WINDOW})


@dataclass(frozen=True)
class UncertainDate:
    """A date with its precision.

    ``earliest`` and ``latest`` bound it, both ends included; a range is a thing that lasted or recurred,
    a window is one moment known only to lie between. ``basis`` says what a window rests on.
    ``wording`` replaces the printed form where the source's own words are more honest.
    """

    precision: str
    earliest: date | None = None
    latest: date | None = None
    basis: str = ""
    wording: str = ""

    @property
    def sort_key(self) -> tuple[date, date]:
        """Orders a timeline: by the first day possible, then by the last; the unknown comes last."""
        first = self.earliest or date.max
        return first, self.latest or first

    @property
    def iso(self) -> str | None:
        """The value for the `datetime` attribute of HTML, or None where none would be true."""
        if self.earliest is None:
            return None
        if self.precision == Precision.DAY:
            return self.earliest.isoformat()
        if self.precision == Precision.MONTH:
            return f"{self.earliest:%Y-%m}"
        return f"{self.earliest:%Y}" if self.precision == Precision.YEAR else None

    @property
    def label(self) -> str:
        """The date as a person reads it, in the language of the page."""
        return self.wording or _label(self)


UNKNOWN_DATE = UncertainDate(Precision.UNKNOWN)


def bounds(precision: str, year: int, month: int = 1, day: int = 1) -> tuple[date, date]:
    """The first and the last day that a single date of this precision may mean.

    "Early" and "late" in a month are its first ten days and the days after its twentieth; "early in a year" is its
    first third. These only order a timeline; the label never prints them. Raises ``ValueError`` for no such day.
    """
    end = monthrange(year, month)[1] if 1 <= month <= 12 else 0
    return {
        Precision.DAY: lambda: (date(year, month, day), date(year, month, day)),
        Precision.MONTH: lambda: (date(year, month, 1), date(year, month, end)),
        Precision.YEAR: lambda: (date(year, 1, 1), date(year, 12, 31)),
        Precision.EARLY_IN_MONTH: lambda: (date(year, month, 1), date(year, month, 10)),
        Precision.END_OF_MONTH: lambda: (date(year, month, 21), date(year, month, end)),
        Precision.EARLY_IN_YEAR: lambda: (date(year, 1, 1), date(year, 4, 30)),
    }[Precision(precision)]()


def problem(when: UncertainDate) -> str | None:
    """What is wrong with the date, in a sentence for the person who typed it, or None."""
    if when.precision == Precision.UNKNOWN:
        return _("Leave the dates empty when the date is unknown.") if when.earliest or when.latest else None
    if when.earliest is None:
        return _("Enter the date, or choose “unknown”.")
    if when.precision not in TWO_ENDED:
        return None
    if when.latest is None:
        return _("Enter the last possible date too.")
    if when.latest < when.earliest:
        return _("The last date is before the first.")
    return None


def stretch(precision: str, first: str, last: str) -> str:
    """Two printed ends as one phrase: a thing that lasted, or one moment somewhere between."""
    if precision == Precision.WINDOW:
        return str(_("between %(first)s and %(last)s", first=first, last=last))
    return str(_("%(first)s to %(last)s", first=first, last=last))


def _label(when: UncertainDate) -> str:
    if when.precision == Precision.UNKNOWN or when.earliest is None:
        return _("date not stated")
    month = format_date(when.earliest, "MMMM y")
    labels = {
        Precision.DAY: lambda: _day(when.earliest),
        Precision.MONTH: lambda: month,
        Precision.YEAR: lambda: format_date(when.earliest, "y"),
        Precision.EARLY_IN_MONTH: lambda: _("early %(month)s", month=month),
        Precision.END_OF_MONTH: lambda: _("late %(month)s", month=month),
        Precision.EARLY_IN_YEAR: lambda: _("early in %(year)s", year=format_date(when.earliest, "y")),
        Precision.RANGE: lambda: stretch(when.precision, _first_day(when), _day(when.latest)),
        Precision.WINDOW: lambda: stretch(when.precision, _first_day(when), _day(when.latest)),
    }
    return str(labels[Precision(when.precision)]())


def _day(day: date | None) -> str:
    return str(format_date(day, "d MMMM y"))


def _first_day(when: UncertainDate) -> str:
    """The first end, without the month and year that it shares with the last."""
    first, last = when.earliest, when.latest
    if first is None or last is None or first.year != last.year or first == last:
        return _day(first)
    return str(format_date(first, "d" if first.month == last.month else "d MMMM"))
