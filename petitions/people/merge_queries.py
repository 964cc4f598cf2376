"""Reads of merges: who is one with whom, and who said so."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import or_, select

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.people.merge_models import PersonMerge
from petitions.people.models import Person
from petitions.people.selves import Selves


def selves_in(organisation_id: UUID | None) -> Selves:
    """Who is one in an organisation's register. In the server's nobody is merged."""
    if organisation_id is None:
        return Selves()
    query = select(PersonMerge.merged_id, PersonMerge.kept_id)
    query = query.where(PersonMerge.organisation_id == organisation_id, PersonMerge.undone_at.is_(None))
    links = db.session.execute(query.order_by(PersonMerge.merged_at, PersonMerge.id))
    return Selves((merged, kept) for merged, kept in links)


def selves(person: Person) -> list[Person]:
    """Every entry in the register that is this person, the kept one first."""
    ids = selves_in(person.organisation_id).of(person.id)
    return [person if one == person.id else db.session.get_one(Person, one) for one in ids]


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
