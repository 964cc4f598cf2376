"""How a language writes quotations and days: CLDR's data, and beside it what `conventions.yaml` states."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import icu
import yaml
from babel import Locale

from petitions.drafting.languages import LANGUAGES
from petitions.drafting.translations.quotations import SINGLE, Apostrophes

_FILE = Path(__file__).with_name("conventions.yaml")
_PATTERN = re.compile(r"'(?P<quoted>[^']*)'|(?P<month>MMMM)|(?P<day>d+)|(?P<year>y+)|(?P<space>\s)|(?P<other>.)")


class Marks(NamedTuple):
    """The two marks of a quotation."""

    opening: str
    closing: str

    @property
    def is_single(self) -> bool:
        """Whether they are of one stroke each."""
        return self.opening in SINGLE


class Piece(NamedTuple):
    """A piece of the pattern of a date: day, month, year, space, or literal words."""

    kind: str
    words: str = ""


@dataclass(frozen=True)
class Convention:
    """How one language writes. ``inner`` marks stand inside ``outer`` ones; ``also`` and ``also_inner`` are right too.

    Patterns are pieces; the first that has a year, and the first without, is how a day is proposed.
    """

    language: str
    outer: Marks
    inner: Marks
    also: tuple[Marks, ...]
    also_inner: tuple[Marks, ...]
    apostrophes: Apostrophes
    inside: str
    months: Mapping[int, str]
    patterns: tuple[tuple[Piece, ...], ...]
    ordinal: tuple[str, ...]
    first: str
    takes_iso: bool

    def day(self, when: date, *, with_year: bool = True) -> str:
        """A day as this language writes it."""
        pattern = next(pattern for pattern in self.patterns if (Piece("year") in pattern) == with_year)
        said = {
            "day": f"{when.day}{self.first if when.day == 1 else ''}",
            "month": self.months[when.month],
            "year": str(when.year),
        }
        return "".join(said.get(piece.kind, piece.words) for piece in pattern)

    def takes(self, marks: Marks, *, is_inside: bool) -> bool:
        """Whether a quotation may have these marks, inside another or by itself.

        Single ones may stand by themselves too, around a word that is meant in a special way.
        """
        is_inner = marks in (self.inner, *self.also_inner)
        return self.takes_outside(marks) or (is_inner and (is_inside or marks.is_single))

    def takes_outside(self, marks: Marks) -> bool:
        """Whether these are marks of a quotation that stands in no other."""
        return marks in (self.outer, *self.also)


@lru_cache(maxsize=64)
def convention(language: str) -> Convention:
    """How a language writes. One that CLDR does not know writes as English does."""
    known = language if language in LANGUAGES else "en"
    said = _stated().get(known, {})
    locale, data = Locale.parse(said.get("locale", known)), icu.LocaleData(said.get("locale", known))
    marks = [data.getDelimiter(number) for number in range(4)]
    usual = (locale.date_formats["long"].pattern, str(locale.datetime_skeletons["MMMMd"]))
    return Convention(
        language=known,
        outer=Marks(*marks[:2]),
        inner=Marks(*marks[2:]),
        also=tuple(Marks(*pair) for pair in said.get("also", ())),
        also_inner=tuple(Marks(*pair) for pair in said.get("also_inner", ())),
        apostrophes=Apostrophes.of(said.get("elided", ()), said.get("possessive", "")),
        inside=said.get("inside", ""),
        months=dict(locale.months["format"]["wide"]),
        patterns=tuple(map(_pieces, [*usual, *said.get("dates", ())])),
        ordinal=tuple(said.get("ordinal", ())),
        first=said.get("first", ""),
        takes_iso=said.get("numeric") == "iso",
    )


def conventions() -> Sequence[Convention]:
    """How each language that texts are written in writes."""
    return [convention(language) for language in LANGUAGES]


@lru_cache(maxsize=1)
def _stated() -> dict[str, dict[str, Any]]:
    stated: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return stated


def _pieces(pattern: str) -> tuple[Piece, ...]:
    return tuple(_piece(match) for match in _PATTERN.finditer(pattern))


def _piece(match: re.Match[str]) -> Piece:
    if match.lastgroup in {"day", "month", "year"}:
        return Piece(match.lastgroup)
    if match["quoted"] is not None:
        return Piece("literal", match["quoted"])
    return Piece("space" if match["space"] else "literal", match[0])
