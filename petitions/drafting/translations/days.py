"""The days that a text names: which are written in figures or as another language does. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from petitions.drafting.paragraphs import paragraphs
from petitions.drafting.translations.conventions import Convention, Piece, convention, conventions
from petitions.drafting.translations.quotations import ASIDE

_ASIDE = re.compile(ASIDE)
_FIGURES = (
    (re.compile(r"(?<![\w./-])(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?![\w/-]|\.\d)"), ("ymd",)),
    (re.compile(r"(?<![\w./-])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?![\w/-]|\.\d)"), ("dmy",)),
    (re.compile(r"(?<![\w./-])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})(?![\w/-]|\.\d)"), ("dmy", "mdy")),
)
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class OddDay:
    """A day that is not written as the language writes days, in a paragraph counted from 1; 0 is the subject.

    ``forms`` is how the language writes it: two of them where figures can be read in two ways.
    """

    paragraph: int
    written: str
    forms: tuple[str, ...]


def odd_days(subject: str, body: str, language: str) -> list[OddDay]:
    """The days that are written in figures, or as other languages write them."""
    return [
        OddDay(number, written, forms)
        for number, paragraph in enumerate([subject, *paragraphs(body)])
        if any(map(str.isdigit, paragraph))
        for written, forms in _odd(paragraph, convention(language))
    ]


def _odd(text: str, known: Convention) -> list[tuple[str, tuple[str, ...]]]:
    """What is not the language's, in reading order; of two that overlap the longer."""
    taken = [match.span() for match in _ASIDE.finditer(text)]
    taken += [match.span() for regex in _regexes(known.language) for match in regex.finditer(text)]
    found = sorted(_candidates(text, known), key=lambda one: (one[0] - one[1], one[0]))
    kept: list[tuple[int, int, tuple[str, ...]]] = []
    for start, end, forms in found:
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            kept.append((start, end, forms))
    return [(text[start:end], forms) for start, end, forms in sorted(kept)]


def _candidates(text: str, known: Convention) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    yield from _in_figures(text, known)
    for other in conventions():
        if other.language != known.language:
            yield from _written_as(other, text, known)


def _in_figures(text: str, known: Convention) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for regex, orders in _FIGURES[1:] if known.takes_iso else _FIGURES:
        for match in regex.finditer(text):
            days = dict.fromkeys(_day(match["y"], match["m"], match["d"], order) for order in orders)
            forms = tuple(known.day(day) for day in days if day)
            if forms:
                yield *match.span(), forms


def _written_as(other: Convention, text: str, known: Convention) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    months = {name.casefold(): number for number, name in other.months.items()}
    for regex in _regexes(other.language):
        for match in regex.finditer(text):
            year = match.groupdict().get("year")
            day = _day(year or str(_LEAP_YEAR), str(months[match["month"].casefold()]), match["day"], "ymd")
            if day:
                yield *match.span(), (known.day(day, with_year=bool(year)),)


def _day(year: str, month: str, day: str, order: str) -> date | None:
    if order == "mdy":
        month, day = day, month
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _regexes(language: str) -> list[re.Pattern[str]]:
    known = convention(language)
    return [re.compile(rf"(?<![\w./-]){_regex(known, pattern)}(?!\w|-\d)") for pattern in known.patterns]


def _regex(known: Convention, pattern: tuple[Piece, ...]) -> str:
    ordinal = "|".join(map(re.escape, known.ordinal))
    # Names as they are written, or begun with a capital: English "may" is no month.
    names = {name for month in known.months.values() for name in (month, month[:1].upper() + month[1:])}
    months = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    said = {
        "day": rf"(?P<day>\d{{1,2}})(?:{ordinal})?" if ordinal else r"(?P<day>\d{1,2})",
        "month": f"(?P<month>{months})",
        "year": r"(?P<year>\d{4})",
        "space": "[ \u00a0\u202f\\n]+",
    }
    return "".join(said.get(piece.kind) or re.escape(piece.words) for piece in pattern)
