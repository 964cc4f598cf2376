"""A pasted list of names or addresses: whom each line means, told before anything is sent."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.errors import DomainError
from petitions.people import exact_queries
from petitions.people.formats.assembly import is_honorific
from petitions.people.models import Person
from petitions.people.search_queries import Found
from petitions.signing.batches.organisation_judging import Endorsing
from petitions.signing.official_queries import officials

MOST_LINES = 1_000
LOOKED_FOR = 100
"""Names not on file as they are typed that are searched for as a person's name is, one by one."""
MOST_NAMED = 4

_ADDRESS = re.compile(r"[^\s<>,;:\"'()]+@[^\s<>,;:\"'()]+")
_BULLET = re.compile(r"^\s*(?:[-–—•*·]+|\d{1,4}[.)])\s+")
_REST = re.compile(r"\s*[;\t|(<].*$")


class Means(StrEnum):
    """Whom a line means."""

    FOUND = "found"
    SEVERAL = "several"
    REPEATED = "repeated"
    UNKNOWN = "unknown"


class TooLong(DomainError):
    """The list has more lines than one batch takes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it stands, what was typed, and whom it means; ``note`` names those whom it may mean, or says why
    it means nobody.
    """

    number: int
    typed: str
    means: Means
    whom: Person | Endorsing | None = None
    note: str = ""


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines in which anything stands, with their numbers. Raises `TooLong`."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise TooLong(
            _("The list has %(found)d lines; a batch takes %(most)d. Part it.", found=len(lines), most=MOST_LINES)
        )
    return lines


def told(actor: Actor, allowed: Collection[str], text: str) -> list[Line]:
    """Whom each line means among the members of the bodies. Raises `TooLong`.

    An address is that of one person or unknown. A name is on file as it is typed, in either order and however it is
    accented, or it is searched for; then it means somebody only where nobody else can be meant.
    """
    lines = lines_of(text)
    keys = {typed: key(typed) for _number, typed in lines}
    found = _exact(actor, allowed, keys.values())
    missing = [wanted for wanted in dict.fromkeys(keys.values()) if wanted and "@" not in wanted and not found[wanted]]
    for name in missing[:LOOKED_FOR]:
        found[name] = _clear(officials(actor, allowed, text=name)[: MOST_NAMED + 1])
    told_of: dict[UUID, int] = {}
    return [_line(number, typed, found.get(keys[typed], ()), told_of) for number, typed in lines]


def key(typed: str) -> str:
    """What is looked for: the address in the line, else the name without what lists put around one."""
    address = address_in(typed)
    if address:
        return address
    words = _REST.sub("", _BULLET.sub("", typed)).split()
    return " ".join(words[1:] if words and is_honorific(words[0]) else words)


def address_in(typed: str) -> str:
    """The mail address that stands in a line, in lower case; empty where there is none."""
    found = _ADDRESS.search(typed)
    return found[0].strip(".").lower() if found else ""


def _exact(actor: Actor, allowed: Collection[str], keys: Iterable[str]) -> dict[str, Sequence[Found]]:
    wanted = set(keys)
    addresses = {one for one in wanted if "@" in one}
    every = {
        **exact_queries.by_addresses(actor, addresses),
        **exact_queries.by_names(actor, wanted - addresses),
    }
    return {one: [each for each in found if each.mandate.body in allowed] for one, found in every.items()}


def _clear(found: Sequence[Found]) -> Sequence[Found]:
    """The one who must be meant, else all who may be."""
    sure = [one for one in found if one.sure]
    return sure if len(sure) == 1 else [Found(one.person, one.mandate, one.score, False) for one in found]


def _line(number: int, typed: str, found: Sequence[Found], told_of: dict[UUID, int]) -> Line:
    if not found:
        return Line(number, typed, Means.UNKNOWN)
    if len(found) > 1 or not found[0].sure:
        return Line(number, typed, Means.SEVERAL, note=_names(found))
    person = found[0].person
    if person.id in told_of:
        return Line(number, typed, Means.REPEATED, person, _("as in line %(number)d", number=told_of[person.id]))
    told_of[person.id] = number
    return Line(number, typed, Means.FOUND, person)


def _names(found: Sequence[Found]) -> str:
    """Who may be meant, each with country and group, so that they can be told apart."""
    named = [f"{one.person.name} ({one.mandate.delegation}, {one.mandate.group_code})" for one in found[:MOST_NAMED]]
    return ", ".join(named) + (" …" if len(found) > MOST_NAMED else "")
