"""Invented organisations that sign, made as organisers make them."""

from datetime import date
from typing import Any

from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.people.organisations import coalitions, representing, service
from petitions.people.organisations.models import CoalitionMember, RegisteredOrganisation, Representative
from petitions.people.organisations.representing import RepresentativeData
from petitions.people.organisations.service import HeadData, OrganisationData

FIRST = date(2026, 3, 1)


def an_ngo(actor: Actor, name: str = "Meridian Bridge Legal Aid", **more: Any) -> RegisteredOrganisation:
    """An organisation on the actor's register."""
    sure, head = more.pop("sure", False), more.pop("head", None)
    with transaction():
        return service.add(actor, OrganisationData(name, **more), head and HeadData(head), sure=sure)


def a_coalition(actor: Actor, *members: RegisteredOrganisation | str, name: str = "Open Courts Coalition") -> Any:
    """A coalition with these members."""
    coalition = an_ngo(actor, name, kind="coalition")
    for member in members:
        joined(actor, coalition, member)
    return coalition


def joined(
    actor: Actor, coalition: RegisteredOrganisation, member: RegisteredOrganisation | str, since: date | None = None
) -> CoalitionMember:
    """A member added to a coalition."""
    with transaction():
        return coalitions.add_member(actor, coalition, member, since)


def a_representative(actor: Actor, registered: RegisteredOrganisation, **more: Any) -> Representative:
    """Somebody with authority to sign, not yet confirmed."""
    values = {
        "name": "Solveig Brandão-Test",
        "capacity": "Director",
        "email": "solveig@meridian-bridge.example",
        "authority_from": FIRST,
        "authority_to": None,
        "evidence": "By its statutes the director represents the organisation alone.",
        "source": "Statutes of 2 May 2024, article 12",
        **more,
    }
    with transaction():
        return representing.authorise(actor, registered, RepresentativeData(**values))
