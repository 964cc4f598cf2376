"""What rosters tell of one human being, under however many names the register has it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from petitions.core.db import db
from petitions.people.holding import Seat, joined
from petitions.people.merge_queries import selves
from petitions.people.models import Mandate, Person, Roster, WaitingRow


@dataclass(frozen=True, slots=True)
class Told:
    """The seats in one body, in order, and the days of the rosters on which the person stands or is absent."""

    body: str
    seats: Sequence[Seat[Mandate]]
    days: Sequence[date]


def told(person: Person, among: Collection[str] = ()) -> list[Told]:
    """By body, or by those asked for, the body of the latest mandate last. Persons who were merged are told as one."""
    entries = selves(person)
    mandates: dict[str, list[Mandate]] = {}
    for mandate in sorted((m for entry in entries for m in entry.mandates), key=lambda mandate: mandate.first_seen):
        mandates[mandate.body] = [*mandates.pop(mandate.body, []), mandate]
    return [_told(entries, body, held) for body, held in mandates.items() if not among or body in among]


def _told(entries: Sequence[Person], body: str, held: Iterable[Mandate]) -> Told:
    seats = [Seat(m, m.first_seen, m.last_seen, m.since, m.until) for m in held]
    days = _roster_days(entries, body)
    alone = len(entries) == 1
    return Told(body, seats if alone else joined(seats, lambda m: (m.delegation, m.group_code), days), days)


def _roster_days(entries: Sequence[Person], body: str) -> Sequence[date]:
    """A row that waits is neither presence nor absence, under whichever name it does."""
    names = [entry.name for entry in entries]
    waits = exists().where(WaitingRow.roster_id == Roster.id, WaitingRow.label.in_(names))
    query = select(Roster.as_of).where(
        Roster.organisation_id == entries[0].organisation_id, Roster.body == body, Roster.is_whole, ~waits
    )
    return db.session.scalars(query.distinct().order_by(Roster.as_of)).all()
