"""Reads of people. An actor sees the server's register and that of the actor's own organisation."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.people.addresses import masked
from petitions.people.holding import MandateAnswer
from petitions.people.merge_queries import Part, selves_of
from petitions.people.models import Address, Mandate, Person, Roster
from petitions.people.name_tables import batches
from petitions.people.search_queries import Found, hits, visible_to
from petitions.people.spelling import fold
from petitions.people.told import Mandates
from petitions.people.words import provenance

ADDRESSES = Part("addresses", selectinload(Person.addresses))


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered address, all but hidden, with its source, the moment of its registration, and under which name."""

    masked: str
    provenance: str
    registered_at: datetime
    entered_as: str


def get_visible(actor: Actor, person_id: UUID) -> Person:
    """A person on a roster that the actor may see. Raises `NotFound` for every other."""
    query = select(Person).where(Person.id == person_id, visible_to(Person.organisation_id, actor))
    person = db.session.scalars(query).first()
    if person is None:
        raise NotFound(_("There is no such person."))
    return person


def search(actor: Actor, *, text: str = "", **filters: Any) -> list[Found]:
    """Who is meant, best first; nobody rather than a near name. Without words all who fit the filters of `hits`."""
    return list(hits(actor, text=text, **filters))


def mandate_at(person: Person, on: date, among: Collection[str] = ()) -> MandateAnswer[Mandate]:
    """What rosters tell of the mandate of one person, as `Mandates` tells it of many."""
    return Mandates([person]).at(person, on, among)


def addresses_in_force(persons: Iterable[Person]) -> dict[UUID, Address]:
    """By person the address to which codes go; of persons who are one that of the kept, where it has none of the next.

    They are read in a few statements, however many persons there are.
    """
    found = selves_of(persons, ADDRESSES)
    return {one: entry.address for one, entries in found.items() for entry in reversed(entries) if entry.address}


def address_in_force(person: Person) -> Address | None:
    """The address to which codes go, if there is one."""
    return addresses_in_force([person]).get(person.id)


def current_address(person: Person) -> str:
    """The registered address in force, or the empty string."""
    current = address_in_force(person)
    return current.address if current else ""


def registered(person: Person) -> Registered | None:
    """The address in force as a page may show it, or None."""
    current = address_in_force(person)
    if current is None:
        return None
    return Registered(masked(current.address), basis(current), current.registered_at, current.person.name)


def addresses_by_id(address_ids: Iterable[UUID | None]) -> dict[UUID | None, Address]:
    """The addresses on which signatures rest, with their rosters; nothing for None, where no address was noted."""
    query = select(Address).options(joinedload(Address.roster).joinedload(Roster.entry))
    return {
        address.id: address
        for some in batches([one for one in set(address_ids) if one])
        for address in db.session.scalars(query.where(Address.id.in_(some)))
    }


def basis(address: Address) -> str:
    """Where an address is known from, for organisers: a roster, or two of their own and a source."""
    if address.roster is not None:
        return provenance(address.roster)
    names = {"who": address.registered_by, "source": address.source, "day": format_date(address.source_on, "d MMMM y")}
    if address.confirmed_by:
        said = _("address registered by %(who)s from %(source)s of %(day)s, confirmed by %(second)s")
        return said % {**names, "second": address.confirmed_by}
    return _("address registered by %(who)s from %(source)s of %(day)s, not confirmed") % names


def mandate_basis(mandate: Mandate | None) -> str:
    """Who vouches for a mandate that no roster shows, for organisers; empty where one does."""
    return provenance(mandate.roster) if mandate is not None and mandate.roster.is_by_hand else ""


def proposed(actor: Actor) -> Sequence[Address]:
    """Addresses in the actor's own register that wait for a second organiser, the oldest first."""
    query = select(Address).join(Address.person).where(Person.organisation_id == actor.organisation_id)
    query = query.where(Address.superseded_at.is_(None), Address.roster_id.is_(None), Address.confirmed_at.is_(None))
    return db.session.scalars(query.options(contains_eager(Address.person)).order_by(Address.registered_at)).all()


def get_address(actor: Actor, address_id: UUID) -> Address:
    """An address in the actor's own register. Raises `NotFound` for every other."""
    query = select(Address).join(Address.person)
    found = db.session.scalars(query.where(Address.id == address_id, Person.organisation_id == actor.organisation_id))
    address = found.first()
    if address is None:
        raise NotFound(_("There is no such address."))
    return address


def by_surname(found: Found) -> tuple[str, str]:
    """The key that sorts people as a list of names does."""
    return fold(found.person.surname), fold(found.person.given_name)
