"""Reads of organisations that sign. An actor sees the server's register and that of the actor's own organisation."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.core.sealed import keyring
from petitions.people.bodies import country_code
from petitions.people.organisations.finding import Entry, find
from petitions.people.organisations.list_judging import OnFile
from petitions.people.organisations.models import (
    CoalitionMember,
    OrganisationDomain,
    RegisteredOrganisation,
    Representative,
)
from petitions.people.organisations.rules import name_key
from petitions.people.search_queries import visible_to
from petitions.people.spelling import fold


def get_visible(actor: Actor, registered_id: UUID) -> RegisteredOrganisation:
    """An organisation on a register that the actor may see. Raises `NotFound` for every other."""
    query = select(RegisteredOrganisation).where(RegisteredOrganisation.id == registered_id, _visible(actor))
    found = db.session.scalars(query).first()
    if found is None:
        raise NotFound(_("There is no such organisation."))
    return found


def get_representative(actor: Actor, registered_id: UUID, representative_id: UUID) -> Representative:
    """A representative of an organisation that the actor may see. Raises `NotFound` for every other."""
    found = db.session.get(Representative, representative_id)
    if found is None or found.registered_id != get_visible(actor, registered_id).id:
        raise NotFound(_("There is no such representative."))
    return found


def representative_by_id(actor: Actor, representative_id: UUID) -> Representative:
    """A representative of any organisation that the actor may see. Raises `NotFound` for every other."""
    query = select(Representative).join(Representative.organisation)
    found = db.session.scalars(query.where(Representative.id == representative_id, _visible(actor))).first()
    if found is None:
        raise NotFound(_("There is no such representative."))
    return found


def representatives_by_id(actor: Actor, ids: Collection[UUID]) -> Sequence[Representative]:
    """Those of the representatives whose organisations the actor may see, by organisation."""
    return _representatives(actor, Representative.id.in_(ids))


def representatives_at(actor: Actor, addresses: Iterable[str]) -> Mapping[str, Sequence[Representative]]:
    """By address the representatives at it, of organisations that the actor may see."""
    wanted = {keyring().index(address): address for address in addresses}
    found: dict[str, list[Representative]] = {}
    for row in _representatives(actor, Representative.email_index.in_(wanted)):
        found.setdefault(wanted[row.email_index], []).append(row)
    return found


def get_member(actor: Actor, registered_id: UUID, member_id: UUID) -> CoalitionMember:
    """A membership in a coalition that the actor may see. Raises `NotFound` for every other."""
    found = db.session.get(CoalitionMember, member_id)
    if found is None or found.coalition_id != get_visible(actor, registered_id).id:
        raise NotFound(_("There is no such member of this coalition."))
    return found


def search(actor: Actor, *, text: str = "", country: str = "", kind: str = "") -> list[RegisteredOrganisation]:
    """Who is meant, best first; without words all who fit, by name. The country may be given as code or name."""
    found = [
        one
        for one in _every(actor)
        if (not country or one.country == country_code(country)) and (not kind or one.kind == kind)
    ]
    if not text.strip():
        return found
    return find(text, [Entry(one, one.name, one.abbreviation, one.distinction) for one in found])


def twins(
    actor: Actor, name: str, domains: Sequence[str], *, but: UUID | None = None
) -> Sequence[RegisteredOrganisation]:
    """Those on file that bear this name, spelling apart, or have one of these domains; `but` is left out."""
    of_domains = select(OrganisationDomain.registered_id).where(OrganisationDomain.domain.in_(domains))
    same = or_(RegisteredOrganisation.name_key == name_key(name), RegisteredOrganisation.id.in_(of_domains))
    query = select(RegisteredOrganisation).where(_visible(actor), same)
    if but is not None:
        query = query.where(RegisteredOrganisation.id != but)
    return db.session.scalars(query.order_by(RegisteredOrganisation.name_key)).all()


def on_file(actor: Actor) -> list[OnFile]:
    """Everything that the actor may see, as a list of organisations is held against it; the actor's own first."""
    own_first = sorted(_every(actor, domains=True), key=lambda one: one.organisation_id is None)
    return [
        OnFile(
            id=one.id,
            title=one.title,
            name_key=one.name_key,
            abbreviation=one.abbreviation,
            country=one.country,
            kind=one.kind,
            domains=frozenset(entry.domain for entry in one.domains),
        )
        for one in own_first
    ]


def memberships(actor: Actor, registered: RegisteredOrganisation) -> Sequence[CoalitionMember]:
    """In which coalitions the organisation is or was, as far as the actor may see them."""
    query = (
        select(CoalitionMember)
        .join(RegisteredOrganisation, CoalitionMember.coalition_id == RegisteredOrganisation.id)
        .where(CoalitionMember.member_id == registered.id, _visible(actor))
    )
    return db.session.scalars(query.order_by(RegisteredOrganisation.name_key)).all()


def may_join(actor: Actor, coalition: RegisteredOrganisation) -> list[RegisteredOrganisation]:
    """Those that could become members of the coalition: not itself, and not those that are members already."""
    taken = {member.member_id for member in coalition.members if member.until is None} | {coalition.id}
    return [one for one in _every(actor) if one.id not in taken]


def by_label(member: CoalitionMember) -> tuple[bool, str]:
    """The key that sorts a coalition's members: those of today first, then by name."""
    return member.until is not None, fold(member.label)


def with_people(organisations: Sequence[RegisteredOrganisation]) -> Sequence[RegisteredOrganisation]:
    """The same organisations, their heads, representatives and domains read in a few statements, however many."""
    query = select(RegisteredOrganisation).where(RegisteredOrganisation.id.in_([one.id for one in organisations]))
    parts = (RegisteredOrganisation.heads, RegisteredOrganisation.representatives, RegisteredOrganisation.domains)
    db.session.scalars(query.options(*map(selectinload, parts))).all()
    return organisations


def _representatives(actor: Actor, which: ColumnElement[bool]) -> Sequence[Representative]:
    query = select(Representative).join(Representative.organisation).where(which, _visible(actor))
    query = query.options(contains_eager(Representative.organisation))
    return db.session.scalars(query.order_by(RegisteredOrganisation.name_key, Representative.id)).all()


def _every(actor: Actor, *, domains: bool = False) -> Sequence[RegisteredOrganisation]:
    query = select(RegisteredOrganisation).where(_visible(actor))
    if domains:
        query = query.options(selectinload(RegisteredOrganisation.domains))
    return db.session.scalars(query.order_by(RegisteredOrganisation.name_key, RegisteredOrganisation.id)).all()


def _visible(actor: Actor) -> ColumnElement[bool]:
    return visible_to(RegisteredOrganisation.organisation_id, actor)
