"""What a recording lapses by: another version, the signatory's own answer, or the end of the campaign."""

from sqlalchemy import Select, select

from petitions.campaigns.events import CampaignMoved
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db
from petitions.signing import queries
from petitions.signing.by_hand.models import BY_HAND, HandConfirmation
from petitions.signing.by_hand.states import HandState, Lapse
from petitions.signing.events import InvitationMoved, SignatureConfirmed
from petitions.signing.models import Invitation, Signature
from petitions.signing.rules import Phase
from petitions.signing.states import InvitationState

_BY_STATE = {InvitationState.DECLINED: Lapse.DECLINED, InvitationState.STOPPED: Lapse.STOPPED}


def follow_signature(confirmed: SignatureConfirmed) -> None:
    """The signatory signed here: what was recorded by hand is not needed any more."""
    signature = db.session.get_one(Signature, confirmed.signature_id)
    if signature.proved_by not in BY_HAND:
        _lapse_of(signature.invitation, Lapse.SIGNED)


def follow_invitation(moved: InvitationMoved) -> None:
    """The signatory declined, or the invitation was ended."""
    lapse = _BY_STATE.get(moved.state)
    if lapse is not None:
        _lapse_of(db.session.get_one(Invitation, moved.invitation_id), lapse)


def follow_campaign(moved: CampaignMoved) -> None:
    """Another version was opened, or nothing can be signed any more. A pause and a closing may still be undone."""
    campaign = db.session.get_one(Campaign, moved.campaign_id)
    proposed = _proposed().where(HandConfirmation.campaign_id == campaign.id)
    if queries.phase_of(campaign) in {Phase.SENT, Phase.WITHDRAWN}:
        _lapse(proposed, Lapse.OVER)
    else:
        _lapse(proposed.where(HandConfirmation.version_id != campaign.open_version_id), Lapse.VERSION)


def _lapse_of(invitation: Invitation, lapse: Lapse) -> None:
    """Nothing is read where nothing waits, as for nearly everybody who signs."""
    if invitation.waits_by_hand:
        _lapse(_proposed().where(HandConfirmation.invitation_id == invitation.id), lapse)


def _proposed() -> Select[HandConfirmation]:
    return select(HandConfirmation).where(HandConfirmation.state == HandState.PROPOSED).with_for_update()


def _lapse(which: Select[HandConfirmation], lapse: Lapse) -> None:
    for recorded in db.session.scalars(which).all():
        recorded.lapse = lapse
        recorded.settle(HandState.LAPSED, now())
    db.session.flush()
