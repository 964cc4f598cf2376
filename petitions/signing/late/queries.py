"""Reads of late withdrawals."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from petitions.campaigns import instruments
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.signing import queries as signing
from petitions.signing.late import rules
from petitions.signing.late.models import WithdrawalRequest
from petitions.signing.models import Invitation, Signature


def requests(signature: Signature) -> Sequence[WithdrawalRequest]:
    """What the bearer asked, and what was done about it, first to last."""
    query = select(WithdrawalRequest).where(WithdrawalRequest.signature_id == signature.id)
    return db.session.scalars(query.order_by(WithdrawalRequest.asked_at, WithdrawalRequest.id)).all()


def open_request(signature: Signature) -> WithdrawalRequest | None:
    """The request that nobody has answered."""
    return next((row for row in requests(signature) if row.answered_at is None), None)


def may_request(invitation: Invitation) -> bool:
    """Whether the signatory's wish to withdraw can only be a request."""
    campaign = invitation.campaign
    held, _signature = signing.held(invitation)
    return rules.may_request(campaign.state, held, instruments.load(campaign.instrument))


def get_visible(actor: Actor, campaign: Campaign, request_id: UUID) -> WithdrawalRequest:
    """A request under a campaign of the actor's own organisation. Raises `NotFound` for every other."""
    found = db.session.get(WithdrawalRequest, request_id)
    own = campaign.organisation_id == actor.organisation_id
    if found is None or found.signature.campaign_id != campaign.id or not own:
        raise NotFound(_("There is no such request."))
    return found


def all_open(organisation_id: UUID | None, only: UUID | None = None) -> Sequence[tuple[Campaign, WithdrawalRequest]]:
    """Requests that nobody has answered, whatever became of the signature since, the oldest first; of one campaign, or
    of all.
    """
    query = select(Campaign, WithdrawalRequest).join(Signature, Signature.campaign_id == Campaign.id)
    query = query.join(WithdrawalRequest, WithdrawalRequest.signature_id == Signature.id)
    query = query.where(Campaign.organisation_id == organisation_id, WithdrawalRequest.answered_at.is_(None))
    if only is not None:
        query = query.where(Campaign.id == only)
    query = query.options(joinedload(WithdrawalRequest.signature))
    return [(campaign, row) for campaign, row in db.session.execute(query.order_by(WithdrawalRequest.asked_at))]
