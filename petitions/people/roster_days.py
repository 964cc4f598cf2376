"""The days of whole rosters: on each a member stands there, or is absent."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select

from petitions.core.db import db
from petitions.people.models import Person, Roster, WaitingRow
from petitions.people.name_tables import batches


class RosterDays:
    """The days of the rosters that tell of these persons, read in a few statements, however many they are."""

    def __init__(self, persons: Iterable[Person]) -> None:
        asked = list(persons)
        telling = _telling({(person.organisation_id, mandate.body) for person in asked for mandate in person.mandates})
        self._rosters: dict[tuple[UUID | None, str], list[tuple[UUID, date]]] = {}
        query = select(Roster.organisation_id, Roster.body, Roster.id, Roster.as_of).where(telling)
        for owner, body, roster_id, day in db.session.execute(query):
            self._rosters.setdefault((owner, body), []).append((roster_id, day))
        self._waiting: dict[UUID, set[str]] = {}
        waiting = select(WaitingRow.roster_id, WaitingRow.label).join(WaitingRow.roster).where(telling)
        for some in batches(list({person.name for person in asked})):
            for roster_id, label in db.session.execute(waiting.where(WaitingRow.label.in_(some))):
                self._waiting.setdefault(roster_id, set()).add(label)

    def of(self, entries: Sequence[Person], body: str) -> list[date]:
        """In order the days on which the one person whom all these entries are stands or is absent.

        A row that waits is neither presence nor absence, under whichever of the names it does.
        """
        names = {entry.name for entry in entries}
        rosters = self._rosters.get((entries[0].organisation_id, body), [])
        return sorted({day for roster_id, day in rosters if names.isdisjoint(self._waiting.get(roster_id, ()))})


def _telling(registers: Iterable[tuple[UUID | None, str]]) -> ColumnElement[bool]:
    """The condition that a roster is whole, and of one of the registers and bodies."""
    each = (and_(Roster.organisation_id == owner, Roster.body == body) for owner, body in registers)
    return and_(Roster.is_whole, or_(false(), *each))
