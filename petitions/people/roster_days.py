"""The days of whole rosters: on each a member stands there, or is absent."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, and_, bindparam, or_, select

from petitions.core.db import db
from petitions.people.models import Person, Roster, WaitingRow
from petitions.people.name_tables import batches


def _several(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


# Made once: to build it takes longer than the database takes to run it.
_WHOLE_ROSTERS = (
    select(Roster.organisation_id, Roster.body, Roster.id, Roster.as_of, WaitingRow.label)
    .outerjoin(WaitingRow, and_(WaitingRow.roster_id == Roster.id, WaitingRow.label.in_(_several("names"))))
    .where(
        Roster.is_whole,
        Roster.body.in_(_several("bodies")),
        or_(Roster.organisation_id.is_(None), Roster.organisation_id.in_(_several("owners"))),
    )
)


class RosterDays:
    """The days of the rosters that tell of these persons, read in a few statements, however many they are."""

    def __init__(self, persons: Iterable[Person]) -> None:
        asked = list(persons)
        registers = {(person.organisation_id, mandate.body) for person in asked for mandate in person.mandates}
        meant = {"bodies": [*{body for _, body in registers}], "owners": [*{owner for owner, _ in registers if owner}]}
        self._rosters: dict[tuple[UUID | None, str], dict[UUID, date]] = {}
        self._waiting: dict[UUID, set[str | None]] = {}
        for some in batches(list({person.name for person in asked})):
            for owner, body, roster_id, day, label in db.session.execute(_WHOLE_ROSTERS, {**meant, "names": some}):
                self._rosters.setdefault((owner, body), {})[roster_id] = day
                self._waiting.setdefault(roster_id, set()).add(label)

    def of(self, entries: Sequence[Person], body: str) -> list[date]:
        """In order the days on which the one person whom all these entries are stands or is absent.

        A row that waits is neither presence nor absence, under whichever of the names it does.
        """
        names = {entry.name for entry in entries}
        rosters = self._rosters.get((entries[0].organisation_id, body), {})
        return sorted({day for roster_id, day in rosters.items() if names.isdisjoint(self._waiting.get(roster_id, ()))})
