"""Signatory lines as the Parliamentary Assembly prints them under a written declaration, read and written.

`Mr Jan NOWAK, Poland, SOC ; Lady Ann TESTER, United Kingdom, NR`: honorific, name, delegation, group. A line that
starts with `@` heads a declaration: `@number|document|date|title|address`. One with `#` is a remark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from petitions.people.bodies import country_code
from petitions.people.formats.cells import refuse_unsafe
from petitions.people.formats.encodings import decode
from petitions.people.formats.kinds import HONORIFICS
from petitions.people.formats.printed_names import made_id, print_name, split_name
from petitions.people.formats.unreadable import RosterUnreadable, entry, line
from petitions.people.rosters import RosterRow
from petitions.people.sentences import N_

_HONORIFIC = re.compile(rf"({HONORIFICS})\s+")
_LONGEST = 1_000
_BROKEN = N_(
    "%(where)s of %(file)s: “%(text)s” is no signatory as the Assembly prints one (Mr Jan NOWAK, Poland, SOC). "
    "The file may be cut off."
)
_NO_DATE = N_("%(where)s of %(file)s heads a declaration and says no date, as in @1|2|2022-02-08|Title.")
_WHICH = N_("%(file)s holds declarations of several days: %(days)s. Enter the day of the one to import.")
_NOBODY = N_("%(file)s holds no signatories.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One signatory as the Assembly prints one; ``country`` is the state's name there, ``group`` a code or `NR`."""

    honorific: str
    given_name: str
    surname: str
    country: str
    group: str

    @property
    def name(self) -> str:
        """Given name and SURNAME, without the signs that part one entry of a line from the next."""
        return _unparted(print_name(self.given_name, self.surname))

    @property
    def line(self) -> str:
        """The whole entry, without its semicolon. `read_signatories` reads it back to the same person."""
        return ", ".join([f"{self.honorific} {self.name}".strip(), _unparted(self.country), _unparted(self.group)])


def is_honorific(word: str) -> bool:
    """Whether the Assembly prints this before a name."""
    return _HONORIFIC.fullmatch(f"{word} ") is not None


def read_signatories(data: bytes, filename: str, as_of: date | None) -> tuple[tuple[RosterRow, ...], str]:
    """The signatories as rows, and the encoding. Of a file with several dated declarations, those of that day.

    Raises `RosterUnreadable`.
    """
    text, encoding = decode(data, filename)
    by_day: dict[date | None, list[tuple[int, str]]] = {}
    day: date | None = None
    for number, content in enumerate(text.splitlines(), start=1):
        if content.startswith("@"):
            day = _day(content, number, filename)
        elif content.strip() and not content.startswith("#"):
            by_day.setdefault(day, []).append((number, content))
    chosen = _chosen(by_day, as_of, filename)
    printed = dict.fromkeys(_signatories(chosen, filename))
    return tuple(_row(number, *parts, filename) for number, parts in enumerate(printed, start=1)), encoding


def _unparted(text: str) -> str:
    return " ".join(re.sub("[,;]", " ", text).split())


def _day(head: str, number: int, filename: str) -> date:
    try:
        return date.fromisoformat(head.split("|")[2].strip())
    except (IndexError, ValueError) as error:
        raise RosterUnreadable(_NO_DATE, where=line(number), file=filename) from error


def _chosen(
    by_day: dict[date | None, list[tuple[int, str]]], as_of: date | None, filename: str
) -> list[tuple[int, str]]:
    if not by_day:
        raise RosterUnreadable(_NOBODY, file=filename)
    if as_of in by_day:
        return by_day[as_of]
    if len(by_day) > 1:
        days = ", ".join(sorted(day.isoformat() for day in by_day if day))
        raise RosterUnreadable(_WHICH, file=filename, days=days)
    return next(iter(by_day.values()))


def _signatories(lines: list[tuple[int, str]], filename: str) -> Iterator[tuple[str, str, str, str]]:
    """A signatory ends with a semicolon, or with a line once all of it is there."""
    pending = ""
    for number, content in lines:
        parts = content.split(";")
        for place, part in enumerate(parts):
            pending = f"{pending} {part}".strip()
            if len(pending) > _LONGEST:
                raise RosterUnreadable(_BROKEN, where=line(number), file=filename, text=pending[:80])
            cells = [cell.strip() for cell in pending.split(",")]
            if pending and len(cells) == 3 and all(cells):
                yield _signatory(*cells)
                pending = ""
            elif pending and (place < len(parts) - 1 or len(cells) > 3):
                raise RosterUnreadable(_BROKEN, where=line(number), file=filename, text=pending[:80])
    if pending:
        raise RosterUnreadable(_BROKEN, where=line(lines[-1][0]), file=filename, text=pending[:80])


def _signatory(name: str, country: str, group: str) -> tuple[str, str, str, str]:
    title = _HONORIFIC.match(name)
    return title[1] if title else "", name[title.end() :] if title else name, country, group


def _row(number: int, honorific: str, name: str, country: str, group: str, filename: str) -> RosterRow:
    refuse_unsafe({"name": name, "country": country, "group": group}, entry(number), filename)
    first, last = split_name(name)
    member = made_id(first, last, country_code(country) or country)
    return RosterRow(number, member, first, last, country, group, "", honorific=honorific)
