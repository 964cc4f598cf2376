"""What an organisation says of itself beside what the register has, for the organiser who decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.people.organisations import queries as organisations
from petitions.people.organisations.domains import UnfitDomain, is_shared, own_domain
from petitions.people.organisations.models import RegisteredOrganisation
from petitions.people.organisations.policy import is_own
from petitions.people.organisations.rules import is_own_address, name_key
from petitions.people.organisations.words import domains
from petitions.signing.calls.models import CallRequest


@dataclass(frozen=True, slots=True)
class Twin:
    """An organisation on the register that may be the one: why, and how the address stands to its domains."""

    id: UUID
    title: str
    why: str
    domains: str
    is_own_address: bool
    may_be_chosen: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The address's domain, whether everybody shares it, who on the register may be meant, and how it fits the page."""

    domain: str
    is_shared: bool
    twins: Sequence[Twin]
    beside_website: str


def compare(actor: Actor, asked: CallRequest) -> Comparison:
    """Hold the request against the register as the actor sees it."""
    domain = asked.email.rpartition("@")[2].lower()
    shared = is_shared(domain)
    found = organisations.twins(actor, asked.organisation, () if shared else (domain,))
    return Comparison(domain, shared, [_twin(actor, asked, one) for one in found], _beside_website(asked))


def offered(actor: Actor, found: Comparison) -> list[RegisteredOrganisation]:
    """The organisations on the actor's own register, those that may be meant first."""
    meant = {twin.id for twin in found.twins}
    own = [one for one in organisations.search(actor) if is_own(actor, one)]
    return sorted(own, key=lambda one: one.id not in meant)


def _beside_website(asked: CallRequest) -> str:
    try:
        domain = own_domain(asked.website)
    except UnfitDomain:
        return _("the web address is no domain of its own")
    if is_own_address(asked.email, [domain]):
        return _("in the domain of the web address")
    return _("not in the domain of the web address")


def _twin(actor: Actor, asked: CallRequest, one: RegisteredOrganisation) -> Twin:
    same_name = one.name_key == name_key(asked.organisation)
    return Twin(
        id=one.id,
        title=one.title,
        why=_("the same name") if same_name else _("the same domain"),
        domains=domains(one),
        is_own_address=is_own_address(asked.email, [entry.domain for entry in one.domains]),
        may_be_chosen=is_own(actor, one),
    )
