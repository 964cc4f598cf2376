"""Writes down on which committees a roster shows its members."""

from collections.abc import Collection

from sqlalchemy import delete, insert, select

from petitions.core.db import db
from petitions.people.committees.models import PRINTED, committee_seats
from petitions.people.models import Person, Roster
from petitions.people.rosters import RosterRow

T = committee_seats.c


def keep(roster: Roster, seen: Collection[tuple[Person, RosterRow]]) -> None:
    """Keep the seats of persons as their rows on the roster print them, in one statement. The persons are flushed."""
    seats = {
        (code, person.id): {"roster_id": roster.id, "code": code, "person_id": person.id, "role": _role(letter)}
        for person, row in seen
        for code, letter in row.committees
    }
    if seats:
        db.session.execute(insert(committee_seats), list(seats.values()))


def keep_anew(roster: Roster, person: Person, row: RosterRow) -> None:
    """Keep the seats of one person whose row was taken later; what that roster said of the person before gives way."""
    db.session.execute(delete(committee_seats).where(T.roster_id == roster.id, T.person_id == person.id))
    keep(roster, [(person, row)])


def tells_seats(roster: Roster) -> bool:
    """Whether anybody's seat is kept from this roster."""
    return db.session.scalar(select(T.code).where(T.roster_id == roster.id).limit(1)) is not None


def _role(letter: str) -> str:
    return PRINTED.get(letter, letter)
