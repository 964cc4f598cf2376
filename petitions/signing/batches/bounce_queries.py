"""Invitations whose mail came back: for whom, what the server said, and whether the address is another now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.outbox import queries as outbox
from petitions.outbox.models import Message
from petitions.people import queries as people
from petitions.people.addresses import masked
from petitions.signing import mail, queries
from petitions.signing.entitlement import SIGNATORY
from petitions.signing.models import Invitation
from petitions.signing.reminding.models import Reminded
from petitions.signing.rules import Phase
from petitions.signing.states import InvitationState
from petitions.signing.supporters.rules import ANYONE

_ASKING = (CampaignState.REVIEW, CampaignState.COLLECTING, CampaignState.DISPATCHED)
# Members of the public ask for their own invitation; nobody mends their addresses.
_IS_BOUNCED = and_(Invitation.state == InvitationState.BOUNCED, Invitation.body != ANYONE)


@dataclass(frozen=True, slots=True)
class Bounced:
    """One invitation that came back; ``corrected`` where another address is registered since."""

    invitation: Invitation
    name: str
    address: str
    said: str
    at: datetime
    corrected: bool


def bounced(campaign: Campaign) -> list[Bounced]:
    """Those that came back and were not sent again, by name, read in a few statements."""
    query = select(Invitation).where(Invitation.campaign_id == campaign.id, _IS_BOUNCED)
    invitations = db.session.scalars(query.options(*SIGNATORY)).all()
    last = last_mails([one.id for one in invitations])
    addresses = people.addresses_in_force(one.person for one in invitations if one.representative is None)
    found = []
    for one in invitations:
        registered = addresses.get(one.person_id)
        now = one.representative.email if one.representative else registered.address if registered else ""
        found.append(_bounced(one, last.get(one.id), now))
    return sorted(found, key=lambda one: one.name.casefold())


def campaigns_with_bounced(actor: Actor) -> Sequence[tuple[Campaign, int]]:
    """The campaigns of the actor's organisation that still ask, and how many of each one's invitations came back."""
    count = func.count(Invitation.id)
    query = select(Campaign, count).join(Invitation, Invitation.campaign_id == Campaign.id)
    query = query.where(_IS_BOUNCED, Campaign.state.in_(_ASKING))
    query = query.where(Campaign.organisation_id == actor.organisation_id)
    rows = db.session.execute(query.group_by(Campaign.id).order_by(Campaign.title))
    return [(campaign, count) for campaign, count in rows if still_asks(campaign)]


def still_asks(campaign: Campaign) -> bool:
    """Whether an invitation can be sent again, now or once signing goes on: afterwards nothing can be done."""
    return campaign.state in _ASKING and queries.phase_of(campaign) in {Phase.OPEN, Phase.PAUSED}


def words_of(message: Message) -> str:
    """What the server said last; where it names the address, as masked as we show it."""
    written = re.compile(re.escape(message.recipient), re.IGNORECASE)
    return written.sub(lambda _match: masked(message.recipient), message.last_words)


def last_mails(invitation_ids: Sequence[UUID]) -> dict[UUID, Message]:
    """The newest mail that asked or reminded each of them: it is the one that came back."""
    reminded = select(Reminded.id, Reminded.invitation_id).where(Reminded.invitation_id.in_(invitation_ids))
    of = {row.id: row.invitation_id for row in db.session.execute(reminded)}
    of |= {invitation_id: invitation_id for invitation_id in invitation_ids}
    mails = sorted(outbox.latest_of(of, mail.UNASKED).values(), key=lambda message: message.created_at)
    return {of[message.ref]: message for message in mails}


def _bounced(invitation: Invitation, message: Message | None, address: str) -> Bounced:
    sent_to = message.recipient if message else ""
    return Bounced(
        invitation=invitation,
        name=invitation.signatory,
        address=masked(sent_to),
        said=words_of(message) if message else "",
        at=_came_back_at(message) or invitation.created_at,
        corrected=bool(message and address and address != sent_to),
    )


def _came_back_at(message: Message | None) -> datetime | None:
    if message is None:
        return None
    if message.bounce is not None:
        return message.bounce.at
    return message.attempts[-1].started_at if message.attempts else None
