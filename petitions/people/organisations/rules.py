"""What follows from an organisation's dates and names. Pure."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from typing import Protocol, TypeVar

from petitions.people.spelling import PARTICLES, fold

# The capacity of somebody who heads an organisation and signs in person; the others are the organisation's kind.
HEAD = "head"


class Authorised(Protocol):
    """What is known of somebody's authority to sign for an organisation."""

    authority_from: date
    authority_to: date | None
    confirmed_at: datetime | None


class Dated(Protocol):
    """Something that holds from one day to another, both included; None where no day is known, or none has come."""

    since: date | None
    until: date | None


class Heading(Dated, Protocol):
    """Somebody who heads an organisation."""

    name: str


D = TypeVar("D", bound=Dated)
H = TypeVar("H", bound=Heading)


class Authority(Enum):
    """Whether somebody may sign for the organisation on a day, or why not."""

    IN_FORCE = "in force"
    UNCONFIRMED = "unconfirmed"
    NOT_YET = "not yet"
    ENDED = "ended"


def authority_at(representative: Authorised, on: date) -> Authority:
    """Whether the authority is in force that day, its first and last day included.

    Evidence that no second person has confirmed gives no authority on any day.
    """
    if on < representative.authority_from:
        return Authority.NOT_YET
    if representative.authority_to is not None and representative.authority_to < on:
        return Authority.ENDED
    return Authority.IN_FORCE if representative.confirmed_at else Authority.UNCONFIRMED


def holding(things: Iterable[D], on: date) -> list[D]:
    """Those that may hold that day as far as their dates are known; more than one only where a date is missing."""
    return [thing for thing in things if (thing.since or on) <= on <= (thing.until or on)]


def head_called(heads: Iterable[H], name: str, on: date) -> H | None:
    """The head of that day, if the name is the head's, spelling apart."""
    return next((head for head in holding(heads, on) if name_key(head.name) == name_key(name)), None)


def parted(name: str) -> tuple[str, str]:
    """Given name and surname as far as a whole name tells them: the last word, with the particles before it."""
    words = name.split()
    start = max(len(words) - 1, 0)
    while start > 1 and fold(words[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def name_key(name: str) -> str:
    """The spelling by which two names are one: without accents, case, marks and a leading article."""
    return fold(name).removeprefix("the ")


def is_own_address(address: str, domains: Iterable[str]) -> bool:
    """Whether a mail address lies in one of the organisation's own domains, or in a sub-domain of one."""
    host = address.rpartition("@")[2].lower()
    return any(host == domain or host.endswith("." + domain) for domain in domains)
