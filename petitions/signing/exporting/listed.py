"""A list of signatories as plain data, ready for any kind of file. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

import icu
from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Kind(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    DOCX = "docx"
    LINES = "txt"


class Arranged(StrEnum):
    """In which order a list stands: as the instrument prints it, or country by country."""

    PRINTED = "printed"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One signatory as a list shows one; ``line`` is the whole entry as the instrument prints it."""

    name: str
    capacity: str = ""
    group: str = ""
    country: str = ""
    signed_on: date | None = None
    note: str = ""
    line: str = ""


class Rows(Protocol):
    """The rows of a list. Those of a petition are read as they are gone through, since they may be a million."""

    def __len__(self) -> int:
        """How many there are."""

    def __iter__(self) -> Iterator[Listed]:
        """Each in its order."""

    def by_country(self, language: str) -> "Rows":
        """The same country by country, as the language sorts their names; those without one come last."""


class Held(tuple[Listed, ...]):
    """Rows that are few enough to be held at once."""

    __slots__ = ()

    def by_country(self, language: str) -> "Held":
        """The same country by country; within one they stay in their order."""
        place = place_of_country(language)
        return Held(sorted(self, key=lambda row: place(row.country)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryList:
    """Who signed which text, as of a moment. ``rows`` hold who is shown, ``counted`` says how many are not.

    ``undisclosed`` of the rows are of people who are not to be named: 0 unless they were asked for. ``prints`` are the
    parts of a signatory that the instrument prints, ``parted`` what stands between two lines; ``edition`` is None for
    a list that is not closed.
    """

    campaign: str
    subject: str
    version: int
    sha256: str
    language: str
    moment: datetime
    rows: Rows
    counted: int = 0
    undisclosed: int = 0
    prints: frozenset[str] = frozenset()
    parted: str = "\n"
    order: Arranged = Arranged.PRINTED
    edition: int | None = None

    @property
    def stand(self) -> str:
        """Which version, and which edition of it, the list is of."""
        if self.edition is None:
            return _("Version %(version)d", version=self.version)
        return _("Version %(version)d, edition %(edition)d", version=self.version, edition=self.edition)

    @property
    def made(self) -> str:
        """When the list was made, in words."""
        return format_datetime(self.moment, "d MMMM y, HH:mm 'UTC'")

    @property
    def rest(self) -> str:
        """How many there are besides, who are not named; empty for none."""
        if not self.counted:
            return ""
        if not len(self.rows):
            return ngettext("%(num)d who is not disclosed", "%(num)d who are not disclosed", self.counted)
        return ngettext("and %(num)d who is not disclosed", "and %(num)d who are not disclosed", self.counted)

    @property
    def warning(self) -> str:
        """What is to be known of a file that names people who are not to be named; empty for every other."""
        if not self.undisclosed:
            return ""
        return ngettext(
            "This file names %(num)d person who did not agree to be named. Do not pass it on.",
            "This file names %(num)d people who did not agree to be named. Do not pass it on.",
            self.undisclosed,
        )


def arranged(found: SignatoryList, order: Arranged) -> SignatoryList:
    """The same list in this order; within a country, as the list's language sorts them, the order of print stays."""
    if order == Arranged.PRINTED:
        return found
    return replace(found, rows=found.rows.by_country(found.language), order=order)


def place_of_country(language: str) -> Callable[[str], tuple[bool, bytes]]:
    """The key that sorts the names of countries as the language does; none comes last."""
    collator = icu.Collator.createInstance(icu.Locale(language))
    return lambda name: (not name, collator.getSortKey(name))


def in_one_line(text: str) -> str:
    """The text without breaks and signs that nobody can see, so that it stays in its cell, its line, its paragraph."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def countries(rows: Iterable[Listed]) -> list[tuple[str, list[Listed]]]:
    """The rows country by country, in their order; rows that follow one another under one country stand together."""
    found: list[tuple[str, list[Listed]]] = []
    for row in rows:
        if not found or found[-1][0] != row.country:
            found.append((row.country, []))
        found[-1][1].append(row)
    return found
