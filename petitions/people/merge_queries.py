"""Reads of merges: who is one with whom, and who said so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.sql.base import ExecutableOption

from petitions.core.actor import Actor
from petitions.core.db import db, has_read
from petitions.core.errors import NotFound
from petitions.people.merge_models import PersonMerge
from petitions.people.models import Person
from petitions.people.name_tables import batches
from petitions.people.selves import Selves


def selves_in(organisation_id: UUID | None) -> Selves:
    """Who is one in an organisation's register. In the server's nobody is merged."""
    if organisation_id is None:
        return Selves()
    query = select(PersonMerge.merged_id, PersonMerge.kept_id)
    query = query.where(PersonMerge.organisation_id == organisation_id, PersonMerge.undone_at.is_(None))
    links = db.session.execute(query.order_by(PersonMerge.merged_at, PersonMerge.id))
    return Selves((merged, kept) for merged, kept in links)


@dataclass(frozen=True, slots=True)
class Part:
    """A relation of persons that is read with them, and how."""

    name: str
    option: ExecutableOption


def selves_of(persons: Iterable[Person], part: Part | None = None) -> dict[UUID, list[Person]]:
    """By person every entry in the register that is this person, the kept one first.

    The entries, and the `part` of each, are read in a few statements, however many persons there are, unless they were
    read before in this transaction.
    """
    asked = {person.id: person for person in persons}
    if all(_is_alone(one) and (part is None or has_read(one, part.name)) for one in asked.values()):
        return {person_id: [person] for person_id, person in asked.items()}
    registers = {owner: selves_in(owner) for owner in {p.organisation_id for p in asked.values() if not _is_alone(p)}}
    alone = Selves()
    ids = {person.id: registers.get(person.organisation_id, alone).of(person.id) for person in asked.values()}
    entries = {one for group in ids.values() for one in group}
    unread = [one for one in entries if one not in asked or (part is not None and not has_read(asked[one], part.name))]
    query = select(Person).options(*([part.option] if part else []))
    for some in batches(unread):
        asked |= {entry.id: entry for entry in db.session.scalars(query.where(Person.id.in_(some)))}
    return {person_id: [asked[one] for one in group] for person_id, group in ids.items()}


def _is_alone(person: Person) -> bool:
    """Whether it is known without a look that the person is one with nobody."""
    return person.organisation_id is None or (has_read(person, "merges") and not person.merges)


def selves(person: Person) -> list[Person]:
    """Every entry in the register that is this person, the kept one first."""
    return selves_of([person])[person.id]


def kept(person: Person) -> Person:
    """The entry under which the person is read."""
    return selves(person)[0]


def merges_of(person: Person) -> Sequence[PersonMerge]:
    """The merges in force by which the person is one with others, the first said first."""
    ids = selves_in(person.organisation_id).of(person.id)
    query = select(PersonMerge).where(or_(PersonMerge.kept_id.in_(ids), PersonMerge.merged_id.in_(ids)))
    return db.session.scalars(query.where(PersonMerge.undone_at.is_(None)).order_by(PersonMerge.merged_at)).all()


def get_merge(actor: Actor, merge_id: UUID) -> PersonMerge:
    """A merge in the actor's own register, in force or undone. Raises `NotFound` for every other."""
    query = select(PersonMerge).where(PersonMerge.id == merge_id, PersonMerge.organisation_id == actor.organisation_id)
    merge = db.session.scalars(query).first()
    if merge is None:
        raise NotFound(_("There is no such merge."))
    return merge
