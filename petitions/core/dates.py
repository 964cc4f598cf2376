"""Dates as honest as their source: a day, a month, a stretch of time, or unknown."""

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
        Precision.RANGE: lambda: _("%(first)s to %(last)s", first=_day(when.earliest), last=_day(when.latest)),
        Precision.WINDOW: lambda: _(
            "between %(first)s and %(last)s", first=_day(when.earliest), last=_day(when.latest)
        ),
    }
    return str(labels[Precision(when.precision)]())


def _day(day: date | None) -> str:
    return str(format_date(day, "d MMMM y"))
