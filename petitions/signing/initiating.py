"""Who puts a text forward: initiators are printed before all others, in the order in which they were named."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import db, locked
from petitions.core.errors import InvalidTransition
from petitions.signing.inviting import require_alive
from petitions.signing.models import Invitation

STILL_OPEN = frozenset({CampaignState.REVIEW, CampaignState.COLLECTING})


def name_initiator(actor: Actor, invitation: Invitation) -> None:
    """Put an invited person behind the initiators named so far. Naming twice changes nothing.

    Raises `InvalidTransition` once the order of names is closed, or the invitation was ended.
    """
    _lock(invitation)
    require_alive(invitation)
    if invitation.initiator is not None:
        return
    last = select(func.max(Invitation.initiator)).where(Invitation.campaign_id == invitation.campaign_id)
    invitation.initiator = (db.session.scalar(last) or 0) + 1
    _note(actor, invitation, "invitation:name_initiator")


def drop_initiator(actor: Actor, invitation: Invitation) -> None:
    """Let an initiator stand among the others again. Raises `InvalidTransition` once the order is closed."""
    _lock(invitation)
    if invitation.initiator is None:
        return
    invitation.initiator = None
    _note(actor, invitation, "invitation:drop_initiator")


def _lock(invitation: Invitation) -> None:
    locked(invitation.campaign)
    locked(invitation)
    if invitation.campaign.state not in STILL_OPEN:
        raise InvalidTransition(_("The order of names is fixed once a campaign is closed. Reopen it to change it."))


def _note(actor: Actor, invitation: Invitation, action: str) -> None:
    campaign = invitation.campaign
    record(
        actor, action, invitation, invitation.signatory, case_id=campaign.case_id, campaign_id=invitation.campaign_id
    )
    db.session.flush()
