"""Finding organisations to invite: who may sign for each today, and whether its head can be asked in person."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.core.i18n import current_language
from petitions.people.bodies import country_name
from petitions.people.organisations import queries as organisations
from petitions.people.organisations.models import OrganisationKind, RegisteredOrganisation, Representative
from petitions.people.organisations.rules import HEAD, Authority, authority_at, head_called, is_own_address
from petitions.signing import queries
from petitions.signing.states import InvitationState

KINDS = frozenset(OrganisationKind)
ENDORSERS = KINDS | {HEAD}


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who can be asked: to sign for the organisation, or in person. `why_not` is empty where that is possible."""

    id: UUID
    role: str
    label: str
    why_not: str
    note: str


@dataclass(frozen=True, slots=True)
class Endorser:
    """An organisation as the picker lists one, with everybody who can be asked."""

    id: UUID
    name: str
    kind: str
    country: str
    speakers: Sequence[Speaker]


def countries(actor: Actor) -> list[tuple[str, str]]:
    """The countries of the organisations on file, as choices."""
    codes = {one.country for one in organisations.search(actor)} - {""}
    return sorted(((code, country_name(code, current_language())) for code in codes), key=lambda pair: pair[1])


def found(
    actor: Actor, campaign: Campaign, bodies: Collection[str], text: str, country: str, most: int
) -> tuple[list[Endorser], int]:
    """The organisations that are meant, at most so many of them, and how many there are."""
    every = organisations.search(actor, text=text, country=country)
    fit = [one for one in every if HEAD in bodies or one.kind in bodies]
    shown = organisations.with_people(fit[:most])
    asked = _asked(campaign)
    return [_endorser(one, bodies, asked) for one in shown], len(fit)


def _asked(campaign: Campaign) -> set[tuple[str, UUID]]:
    """Which organisations, and which representatives in which capacity, were asked."""
    from_there = [one for one in queries.invitations(campaign) if one.registered_id is not None]
    live = {(one.body, one.registered_id) for one in from_there if one.state != InvitationState.STOPPED}
    once = {(one.body, one.representative_id) for one in from_there}
    return {(body, one) for body, one in live | once if one is not None}


def _endorser(one: RegisteredOrganisation, bodies: Collection[str], asked: Collection[tuple[str, UUID]]) -> Endorser:
    return Endorser(
        id=one.id,
        name=one.title,
        kind=_("Coalition") if one.is_coalition else _("Organisation"),
        country=country_name(one.country, current_language()) if one.country else "",
        speakers=list(_speakers(one, bodies, asked)),
    )


def _speakers(
    one: RegisteredOrganisation, bodies: Collection[str], asked: Collection[tuple[str, UUID]]
) -> Iterator[Speaker]:
    for row in one.representatives:
        if authority_at(row, today()) is not Authority.IN_FORCE:
            continue
        who = {"name": row.name, "capacity": row.capacity}
        if one.kind in bodies:
            done = (one.kind, one.id) in asked or (one.kind, row.id) in asked
            label = _("through %(name)s, %(capacity)s", **who)
            yield Speaker(row.id, "organisation", label, _("invited") if done else "", vouched(row))
        if HEAD in bodies and head_called(one.heads, row.name, today()):
            done = (HEAD, row.id) in asked
            label = _("%(name)s in person, as head", **who)
            yield Speaker(row.id, "head", label, _("invited") if done else "", vouched(row))


def vouched(row: Representative) -> str:
    """Who vouches for an address outside the organisation's own domains; nothing where it lies in one of them."""
    if is_own_address(row.email, [entry.domain for entry in row.organisation.domains]):
        return ""
    return _("address outside its own domains, confirmed by %(who)s", who=row.confirmed_by)
