"""The days of whole rosters: on each a member stands there, or is absent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Text, and_, bindparam, cast, or_, select

from petitions.core.db import db
from petitions.people.models import Person, Roster, WaitingRow
from petitions.people.name_tables import batches


def _several(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


# Made once: to build it takes longer than the database takes to run it. Ids come as text, however this database writes
# them, since to make an id takes longer than to read its row.
_WHOLE_ROSTERS = (
    select(cast(Roster.organisation_id, Text), Roster.body, cast(Roster.id, Text), Roster.as_of, WaitingRow.label)
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
        rosters: dict[tuple[str | None, str], dict[str, date]] = defaultdict(dict)
        self._waiting: dict[str | None, set[str]] = defaultdict(set)
        for some in batches(list({person.name for person in asked})):
            for owner, body, roster, day, label in db.session.execute(_WHOLE_ROSTERS, {**meant, "names": some}):
                rosters[owner, body][roster] = day
                self._waiting[label].add(roster)
        self._rosters = {(UUID(owner) if owner else None, body): days for (owner, body), days in rosters.items()}

    def of(self, entries: Sequence[Person], body: str) -> list[date]:
        """In order the days on which the one person whom all these entries are stands or is absent.

        A row that waits is neither presence nor absence, under whichever of the names it does.
        """
        unsure = {roster for entry in entries for roster in self._waiting.get(entry.name, ())}
        rosters = self._rosters.get((entries[0].organisation_id, body), {})
        return sorted({day for roster, day in rosters.items() if roster not in unsure})
