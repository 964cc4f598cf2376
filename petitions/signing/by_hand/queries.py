"""Reads of what was recorded by hand."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.signing import queries
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.by_hand.states import HandState
from petitions.signing.models import Invitation
from petitions.signing.rules import Phase


def get_visible(campaign: Campaign, confirmation_id: UUID) -> HandConfirmation:
    """A recording of this campaign. Raises `NotFound` for every other."""
    recorded = db.session.get(HandConfirmation, confirmation_id)
    if recorded is None or recorded.campaign_id != campaign.id:
        raise NotFound(_("There is no such recording."))
    return recorded


def of_invitation(invitation: Invitation) -> Sequence[HandConfirmation]:
    """Everything that was recorded for one signatory, the newest first."""
    query = select(HandConfirmation).where(HandConfirmation.invitation_id == invitation.id)
    query = query.options(joinedload(HandConfirmation.version))
    return db.session.scalars(query.order_by(HandConfirmation.recorded_at.desc())).all()


def latest(campaign: Campaign) -> dict[UUID, HandConfirmation]:
    """By invitation what was recorded last: it waits, or it was decided."""
    query = select(HandConfirmation).where(HandConfirmation.campaign_id == campaign.id)
    found = db.session.scalars(query.order_by(HandConfirmation.recorded_at))
    return {recorded.invitation_id: recorded for recorded in found}


def count_waiting(campaign: Campaign) -> int:
    """How many recordings of a campaign wait for their second organiser."""
    query = _waiting().where(HandConfirmation.campaign_id == campaign.id)
    return db.session.scalar(query.with_only_columns(func.count())) or 0


def waiting_for(actor: Actor) -> list[HandConfirmation]:
    """What colleagues recorded and this organiser can confirm today, the oldest first."""
    query = _waiting().join(Campaign, Campaign.id == HandConfirmation.campaign_id)
    query = query.where(Campaign.organisation_id == actor.organisation_id, HandConfirmation.recorded_by_id != actor.id)
    whole = joinedload(HandConfirmation.invitation).joinedload(Invitation.campaign)
    found = db.session.scalars(query.options(whole).order_by(HandConfirmation.recorded_at))
    return [recorded for recorded in found if queries.phase_of(recorded.invitation.campaign) == Phase.OPEN]


def _waiting() -> Select[HandConfirmation]:
    return select(HandConfirmation).where(HandConfirmation.state == HandState.PROPOSED)
