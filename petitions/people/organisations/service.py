"""Verbs that keep the register of organisations that sign: add one, and change one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.core.revision import next_revision
from petitions.people.organisations import policy, queries
from petitions.people.organisations.models import (
    OrganisationDomain,
    OrganisationHead,
    OrganisationKind,
    RegisteredOrganisation,
)
from petitions.people.organisations.rules import name_key


class OnFileAlready(DomainError):
    """One of this name or domain is on file. Somebody has to look before another is added."""


class NameTaken(DomainError):
    """The register has this name already, and nothing tells the two apart."""


class MembersLeft(DomainError):
    """A coalition with members can't become an organisation by itself."""


@dataclass(frozen=True, slots=True)
class HeadData:
    """Who heads an organisation, and since which day if known."""

    name: str
    title: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationData:
    """An organisation as it is typed. `domains` are in their ASCII form; `country` is an ISO code or empty."""

    name: str
    kind: str = OrganisationKind.ORGANISATION
    abbreviation: str = ""
    distinction: str = ""
    country: str = ""
    domains: Sequence[str] = ()
    works_here: bool = False


def add(
    actor: Actor, data: OrganisationData, head: HeadData | None = None, *, sure: bool = False
) -> RegisteredOrganisation:
    """Put an organisation on the actor's register.

    Raises `OnFileAlready` where one of its name or domain is on file, unless the actor is `sure` that it is another;
    `NameTaken` where nothing tells it apart from one of its name.
    """
    _refuse_twins(actor, data, sure, None)
    registered = enter(actor.organisation_id, actor.label, data, head)
    record(actor, "registered_organisation:add", registered, registered.title)
    return registered


def edit(
    actor: Actor, registered: RegisteredOrganisation, data: OrganisationData, made_from: int, *, sure: bool = False
) -> None:
    """Change an organisation. Raises as `add` does, `StalePage` when it has changed meanwhile, or `MembersLeft`."""
    policy.require_own(actor, registered)
    next_revision(registered, made_from)
    _refuse_twins(actor, data, sure, registered)
    if data.kind != OrganisationKind.COALITION and registered.members:
        raise MembersLeft(_("A coalition with members stays one. Take its members off first."))
    _fill(registered, data)
    db.session.flush()
    record(actor, "registered_organisation:edit", registered, registered.title)


def add_domain(actor: Actor, registered: RegisteredOrganisation, domain: str) -> None:
    """Add a domain of the organisation's own, in its ASCII form, behind those on file. Raises `NotAllowed`."""
    policy.require_own(actor, registered)
    next_revision(registered, registered.revision)
    place = max((entry.position for entry in registered.domains), default=0) + 1
    registered.domains.append(OrganisationDomain(registered_id=registered.id, domain=domain, position=place))
    db.session.flush()
    record(actor, "registered_organisation:edit", registered, registered.title)


def enter(owner: UUID | None, by: str, data: OrganisationData, head: HeadData | None) -> RegisteredOrganisation:
    """Write a new organisation, for verbs that have looked whether it is on file and that record what they do."""
    registered = RegisteredOrganisation(organisation_id=owner, registered_at=now(), registered_by=by)
    _fill(registered, data)
    db.session.add(registered)
    if head is not None:
        db.session.add(
            OrganisationHead(
                registered_id=registered.id, name=head.name, title=head.title, since=head.since, recorded_at=now()
            )
        )
    db.session.flush()
    return registered


def _fill(registered: RegisteredOrganisation, data: OrganisationData) -> None:
    registered.kind = data.kind
    registered.name, registered.name_key = data.name, name_key(data.name)
    registered.abbreviation, registered.country = data.abbreviation, data.country
    registered.distinction, registered.distinction_key = data.distinction, name_key(data.distinction)
    registered.works_here_id = registered.organisation_id if data.works_here else None
    kept = {entry.domain: entry for entry in registered.domains}
    registered.domains = [
        kept.get(domain) or OrganisationDomain(registered_id=registered.id, domain=domain) for domain in data.domains
    ]
    for position, entry in enumerate(registered.domains, start=1):
        entry.position = position


def _refuse_twins(actor: Actor, data: OrganisationData, sure: bool, own: RegisteredOrganisation | None) -> None:
    twins = queries.twins(actor, data.name, data.domains, but=own.id if own else None)
    key = (name_key(data.name), name_key(data.distinction))
    if any((twin.name_key, twin.distinction_key) == key and policy.is_own(actor, twin) for twin in twins):
        raise NameTaken(_("An organisation of this name is on file. If this is another, say what tells it apart."))
    if twins and not sure:
        raise OnFileAlready(_("This may be on file already. Look at what is shown below before you add it."))
    if data.works_here:
        _refuse_second_link(actor, own)


def _refuse_second_link(actor: Actor, own: RegisteredOrganisation | None) -> None:
    query = select(RegisteredOrganisation).where(
        RegisteredOrganisation.organisation_id == actor.organisation_id,
        RegisteredOrganisation.works_here_id == actor.organisation_id,
    )
    linked = db.session.scalars(query).first()
    if linked is not None and linked is not own:
        raise NameTaken(_("%(name)s is marked as your own organisation already.", name=linked.title))
