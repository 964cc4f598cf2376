"""How persons who are one stand in a search: once, with their latest mandate, found by the names of all."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, tuple_

from petitions.core.db import db
from petitions.people.merge_queries import selves_in
from petitions.people.models import Mandate, Person


class OneEntry:
    """Whom an organisation has merged, with the mandate that is shown of each; read before each search."""

    def __init__(self, organisation_id: UUID | None, body: str = "") -> None:
        self._selves = selves_in(organisation_id)
        every = [person for group in self._selves.groups() for person in group]
        persons = db.session.scalars(select(Person).where(Person.id.in_(every))) if every else ()
        self._persons = {person.id: person for person in persons}
        mandates = db.session.scalars(select(Mandate).where(Mandate.person_id.in_(every))).all() if every else ()
        self._members = {(mandate.body, mandate.member_id) for mandate in mandates}
        self._shown = self._latest(mandate for mandate in mandates if body in ("", mandate.body))

    def where(self, alone: ColumnElement[bool]) -> ColumnElement[bool]:
        """The condition on a mandate that it is listed: as `alone` says, unless its bearer was merged.

        The server's entry of a member whom the organisation has merged is left out too.
        """
        if not self._persons:
            return alone
        merged = or_(Person.id.in_(self._persons), tuple_(Mandate.body, Mandate.member_id).in_(self._members))
        return or_(and_(alone, ~merged), Mandate.id.in_([mandate.id for mandate in self._shown.values()]))

    def bearers(self, person_ids: Iterable[UUID]) -> list[UUID]:
        """These persons, and for each that was merged the one whose mandate is shown."""
        found = dict.fromkeys(person_ids)
        kept = {self._selves.kept(person_id) for person_id in found} if self._persons else set()
        found.update((self._shown[one].person_id, None) for one in kept if one in self._shown)
        return list(found)

    def kept(self, person: Person) -> Person:
        """The person under whom this one is listed."""
        return self._persons.get(self._selves.kept(person.id), person)

    def names(self, person_id: UUID) -> list[Person]:
        """Everyone who is one with the person, for their names; nobody where it was never merged."""
        return [self._persons[one] for one in self._selves.of(person_id)] if person_id in self._persons else []

    def _latest(self, mandates: Iterable[Mandate]) -> Mapping[UUID, Mandate]:
        """By the kept person the mandate that was seen last."""
        ordered = sorted(mandates, key=lambda mandate: (mandate.last_seen, mandate.first_seen, mandate.id))
        return {self._selves.kept(mandate.person_id): mandate for mandate in ordered}
