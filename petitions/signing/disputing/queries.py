"""Reads of disputes."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.people.name_tables import batches
from petitions.signing.disputing.models import Dispute
from petitions.signing.disputing.states import UNDECIDED
from petitions.signing.models import Invitation, Signature
from petitions.signing.states import is_disputed, is_given

MOST = 50
"""So many are listed as waiting: a petition may have a million signatories."""


def disputes(invitation: Invitation) -> Sequence[Dispute]:
    """What was said against signatures under this invitation, first to last."""
    query = select(Dispute).where(Dispute.invitation_id == invitation.id)
    return db.session.scalars(query.order_by(Dispute.made_at, Dispute.id)).all()


def undecided(invitation: Invitation) -> Dispute | None:
    """The dispute on which organisers have to decide."""
    return next((dispute for dispute in disputes(invitation) if dispute.state in UNDECIDED), None)


def get_visible(actor: Actor, campaign: Campaign, dispute_id: UUID) -> Dispute:
    """A dispute under a campaign of the actor's own organisation. Raises `NotFound` for every other."""
    found = db.session.get(Dispute, dispute_id)
    own = campaign.organisation_id == actor.organisation_id
    if found is None or found.invitation.campaign_id != campaign.id or not own:
        raise NotFound(_("There is no such dispute."))
    return found


def all_undecided(organisation_id: UUID | None, only: UUID | None = None) -> Sequence[Dispute]:
    """Disputes that wait for organisers, with invitation and campaign, the oldest first; of one campaign, or of all."""
    query = select(Dispute).join(Dispute.invitation).join(Invitation.campaign)
    query = query.where(Campaign.organisation_id == organisation_id, Dispute.state.in_(UNDECIDED))
    if only is not None:
        query = query.where(Invitation.campaign_id == only)
    told = joinedload(Dispute.invitation)
    query = query.options(told.joinedload(Invitation.campaign), told.joinedload(Invitation.person))
    return db.session.scalars(query.order_by(Dispute.made_at, Dispute.id).limit(MOST)).all()


def others_wait(dispute: Dispute) -> bool:
    """Whether another dispute under the same campaign waits already: one mail is enough for a whole petition."""
    query = select(Dispute.id).join(Dispute.invitation).where(Dispute.state.in_(UNDECIDED), Dispute.id != dispute.id)
    query = query.where(Invitation.campaign_id == dispute.invitation.campaign_id)
    return db.session.scalars(query.limit(1)).first() is not None


def disputed_on(invitations: Collection[UUID]) -> dict[UUID, datetime]:
    """By invitation when its signatures were disputed last."""
    query = select(Dispute.invitation_id, Dispute.made_at).order_by(Dispute.made_at)
    return {
        invitation_id: moment
        for some in batches(list(invitations))
        for invitation_id, moment in db.session.execute(query.where(Dispute.invitation_id.in_(some)))
    }


def about(dispute: Dispute) -> Signature:
    """The signature that a dispute is about: the last that was given before it."""
    given = [one for one in dispute.invitation.signatures if one.created_at <= dispute.made_at]
    return given[-1]


def standing(invitation: Invitation) -> list[Signature]:
    """The signatures that a dispute sets aside: all that their bearer would be said to have given."""
    return [signature for signature in invitation.signatures if is_given(signature.state, signature.look)]


def set_aside(invitation: Invitation) -> list[Signature]:
    """The signatures that a dispute has set aside, and that wait for its end."""
    return [signature for signature in invitation.signatures if is_disputed(signature.state, signature.look)]
