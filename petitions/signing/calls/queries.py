"""Reads of open calls: whether one is in force, the names that are found in it, and what organisations asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from petitions.campaigns import instruments
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor, ActorKind
from petitions.core.clock import today
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.core.i18n import current_language
from petitions.people.bodies import country_name
from petitions.people.told import Mandates
from petitions.signing.calls import rules
from petitions.signing.calls.models import CallRequest, OpenCall
from petitions.signing.calls.states import RequestState
from petitions.signing.official_queries import officials
from petitions.signing.queries import phase_of
from petitions.signing.rules import Phase

LOOKED_AT = 50
"""So many hits are looked at for a mandate in force; whoever stands further down is found by more of the name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A member as rosters name one to everybody."""

    id: UUID
    name: str
    country: str
    group: str


@dataclass(frozen=True, slots=True)
class Names:
    """The members found, and whether more of the name would find others."""

    shown: Sequence[Named]
    more: bool


def audience_of(campaign: Campaign) -> rules.Audience:
    """To whom a call under this campaign speaks."""
    return rules.audience(instruments.load(campaign.instrument).bodies)


def in_force(campaign: Campaign) -> OpenCall | None:
    """The call that is not ended."""
    query = select(OpenCall).where(OpenCall.campaign_id == campaign.id, OpenCall.ended_at.is_(None))
    return db.session.scalars(query).first()


def is_public(campaign: Campaign) -> bool:
    """Whether anybody can read the campaign's page."""
    try:
        return campaigns.public_by_slug(campaign.slug).id == campaign.id
    except NotFound:
        return False


def takes(campaign: Campaign) -> bool:
    """Whether people and organisations can come by themselves at this moment."""
    return in_force(campaign) is not None and phase_of(campaign) == Phase.OPEN and is_public(campaign)


def anybody(campaign: Campaign) -> Actor:
    """Whoever reads the public page: sees what the campaign's own organisation has on its register, and no more."""
    return Actor(ActorKind.SIGNATORY, _("The open call"), None, campaign.organisation_id)


def names(campaign: Campaign, text: str) -> Names:
    """Members of the bodies that may sign, whose mandate is in force, by their name; at most ten."""
    bodies = audience_of(campaign).officials
    if not bodies or not rules.is_enough(text):
        return Names([], more=False)
    hits = officials(anybody(campaign), bodies, text=text)
    found = hits[:LOOKED_AT]
    mandates = Mandates(hit.person for hit in found)
    holding = [(hit.person, mandates.at(hit.person, today(), bodies).certain) for hit in found]
    named = {
        person.id: Named(person.id, person.name, country_name(held.delegation, current_language()), held.group_code)
        for person, held in holding
        if held is not None
    }
    return Names(list(named.values())[: rules.MOST_NAMES], len(named) > rules.MOST_NAMES or len(hits) > LOOKED_AT)


def get(campaign: Campaign, asked_id: UUID) -> CallRequest:
    """A confirmed request under the campaign. Raises `NotFound` for every other."""
    found = db.session.get(CallRequest, asked_id)
    if found is None or found.campaign_id != campaign.id or found.state == RequestState.UNCONFIRMED:
        raise NotFound(_("There is no such request."))
    return found


def requests(campaign: Campaign) -> Sequence[CallRequest]:
    """Every confirmed request, those that wait first, then the newest."""
    query = select(CallRequest).where(
        CallRequest.campaign_id == campaign.id, CallRequest.state != RequestState.UNCONFIRMED
    )
    query = query.order_by(CallRequest.decided_at.is_not(None), CallRequest.confirmed_at.desc())
    return db.session.scalars(query).all()


def waiting(actor: Actor) -> Sequence[CallRequest]:
    """Requests under the organisation's campaigns that wait for an organiser, the oldest first."""
    query = select(CallRequest).join(CallRequest.campaign).options(contains_eager(CallRequest.campaign))
    query = query.where(Campaign.organisation_id == actor.organisation_id, CallRequest.state == RequestState.WAITING)
    return db.session.scalars(query.order_by(CallRequest.confirmed_at)).all()


def how_many_wait(campaign: Campaign) -> int:
    """How many requests wait for an organiser."""
    query = select(func.count()).where(
        CallRequest.campaign_id == campaign.id, CallRequest.state == RequestState.WAITING
    )
    return db.session.scalar(query) or 0
