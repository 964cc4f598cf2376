"""An uncertain date as somebody types it: a precision and up to three parts, twice where there are two ends."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.core.dates import TWO_ENDED, Precision, UncertainDate, bounds, problem, stretch

PARTS = ("year", "month", "day")
# How many parts, of year, month and day, each precision calls for.
CALLS_FOR = {
    Precision.DAY: 3,
    Precision.MONTH: 2,
    Precision.EARLY_IN_MONTH: 2,
    Precision.END_OF_MONTH: 2,
    Precision.YEAR: 1,
    Precision.EARLY_IN_YEAR: 1,
}
_PATTERNS = {3: "d MMMM y", 2: "MMMM y", 1: "y"}
_EARLIEST_YEAR = 1900


class MistypedDate(ValueError):
    """What was typed is no date; says beside which part the sentence belongs."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part
        self.message = message


@dataclass(frozen=True)
class End:
    """One end of a stretch, as exactly as it was typed: 3 parts are a day, 2 a month, 1 a year."""

    day: date
    exactness: int

    @property
    def label(self) -> str:
        """The end as printed, never more exact than it was typed."""
        return str(format_date(self.day, _PATTERNS[self.exactness]))


def read(typed: Mapping[str, str]) -> UncertainDate:
    """Make the date out of its typed parts (`precision`, `day` … `last_year`, `basis`, `wording`).

    Raises `MistypedDate`.
    """
    precision = Precision(typed["precision"])
    when = _stretch(typed, precision) if precision in TWO_ENDED else _single(typed, precision)
    sentence = problem(when)
    if sentence:
        raise MistypedDate("last_year" if precision in TWO_ENDED else "year", sentence)
    return when


def parts_of(when: UncertainDate | None) -> dict[str, str]:
    """The parts that `read` would make this date of."""
    if when is None:
        return {"precision": Precision.DAY}
    parts = {"precision": when.precision, "basis": when.basis, "wording": when.wording}
    if when.earliest is None:
        return parts
    if when.precision not in TWO_ENDED or when.latest is None:
        return {**parts, **_typed(End(when.earliest, CALLS_FOR.get(Precision(when.precision), 3)), "")}
    first, last, wording = End(when.earliest, 3), End(when.latest, 3), when.wording
    for ends in _coarser(when.earliest, when.latest):
        if stretch(when.precision, ends[0].label, ends[1].label) == when.wording:
            first, last, wording = *ends, ""
    return {**parts, "wording": wording, **_typed(first, ""), **_typed(last, "last_")}


def _single(typed: Mapping[str, str], precision: Precision) -> UncertainDate:
    if precision == Precision.UNKNOWN:
        if any(typed.get(part) for part in PARTS):
            raise MistypedDate("year", _("Leave the date empty when it is not stated, or choose how exact it is."))
        return UncertainDate(precision, basis=typed.get("basis", ""), wording=typed.get("wording", ""))
    numbers = _numbers(typed, "")
    wanted = CALLS_FOR[precision]
    if len(numbers) < wanted:
        part = PARTS[len(numbers)]
        raise MistypedDate(part, _missing(part))
    if len(numbers) > wanted:
        raise MistypedDate(PARTS[len(numbers) - 1], _("This is more exact than what you chose. Choose “on a day”."))
    first, last = bounds(precision, *numbers)
    return UncertainDate(precision, first, last, typed.get("basis", ""), typed.get("wording", ""))


def _stretch(typed: Mapping[str, str], precision: Precision) -> UncertainDate:
    first, last = _end(typed, ""), _end(typed, "last_")
    wording = typed.get("wording", "")
    if not wording and min(first.exactness, last.exactness) < 3:
        wording = stretch(precision, first.label, last.label)
    return UncertainDate(precision, first.day, last.day, typed.get("basis", ""), wording)


def _end(typed: Mapping[str, str], prefix: str) -> End:
    numbers = _numbers(typed, prefix)
    if not numbers:
        raise MistypedDate(f"{prefix}year", _("Enter the last date too.") if prefix else _missing("year"))
    precision = {3: Precision.DAY, 2: Precision.MONTH, 1: Precision.YEAR}[len(numbers)]
    return End(bounds(precision, *numbers)[1 if prefix else 0], len(numbers))


def _numbers(typed: Mapping[str, str], prefix: str) -> list[int]:
    """Year, month and day as far as they were typed, checked to be a real date."""
    texts = [typed.get(prefix + part, "") for part in PARTS]
    for part, text, coarser in zip(PARTS[1:], texts[1:], texts, strict=False):
        if text and not coarser:
            missing = PARTS[PARTS.index(part) - 1]
            raise MistypedDate(prefix + missing, _missing(missing))
    numbers = [_number(prefix + part, text) for part, text in zip(PARTS, texts, strict=True) if text]
    _check(numbers, prefix)
    return numbers


def _number(part: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise MistypedDate(part, _("Write the date in numbers, such as 27 3 2024."))
    return int(text)


def _check(numbers: list[int], prefix: str) -> None:
    year, month, day = [*numbers, 1, 1][:3] if numbers else [_EARLIEST_YEAR, 1, 1]
    if len(numbers) == 1:
        month = day = 1
    if year < _EARLIEST_YEAR or year > 2200:
        raise MistypedDate(f"{prefix}year", _("Write the year with four digits, such as 2024."))
    if not 1 <= month <= 12:
        raise MistypedDate(f"{prefix}month", _("Write the month as a number from 1 to 12."))
    if not 1 <= day <= monthrange(year, month)[1]:
        raise MistypedDate(f"{prefix}day", _("That month has no such day."))


def _missing(part: str) -> str:
    return {
        "year": _("Enter the year, or choose “not stated”."),
        "month": _("Enter the month, or choose “in a year”."),
        "day": _("Enter the day, or choose “in a month”."),
    }[part]


def _typed(end: End, prefix: str) -> dict[str, str]:
    values = (end.day.year, end.day.month, end.day.day)
    return {prefix + part: str(value) for part, value in zip(PARTS[: end.exactness], values, strict=False)}


def _coarser(first: date, last: date) -> Iterator[tuple[End, End]]:
    """The ends at every exactness at which they would have been read as these very days."""
    for one, other in product((3, 2, 1), repeat=2):
        starts = {3: first, 2: first.replace(day=1), 1: first.replace(month=1, day=1)}[one]
        month_end = last.replace(day=monthrange(last.year, last.month)[1])
        stops = {3: last, 2: month_end, 1: date(last.year, 12, 31)}[other]
        if (starts, stops) == (first, last):
            yield End(first, one), End(last, other)
