"""Verbs of campaigns."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.events import CampaignMoved
from petitions.campaigns.models import Campaign, CampaignStep
from petitions.campaigns.states import STEPS, CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import InvalidTransition
from petitions.core.events import emit

ACTION_OF = {
    CampaignState.DRAFTING: "campaign:take_back",
    CampaignState.REVIEW: "campaign:submit",
    CampaignState.COLLECTING: "campaign:open",
    CampaignState.CLOSED: "campaign:close",
    CampaignState.DISPATCHED: "dispatch:confirm",
    CampaignState.CONCLUDED: "campaign:conclude",
    CampaignState.WITHDRAWN: "campaign:withdraw",
}
PAUSING = frozenset({CampaignState.COLLECTING, CampaignState.CLOSED})


def move(
    actor: Actor, campaign: Campaign, after: CampaignState, reason: str = "", *, open_version_id: UUID | None = None
) -> None:
    """Take a campaign to its next state, under a lock; to be where it already is changes nothing.

    ``open_version_id`` is set with the step to `collecting`. Raises `InvalidTransition` where the state
    does not lead there.
    """
    locked(campaign)
    before = CampaignState(campaign.state)
    if open_version_id is not None:
        campaign.open_version_id = open_version_id
    if before == after:
        return
    if after not in STEPS[before]:
        raise InvalidTransition(
            _("A campaign that is “%(before)s” can’t become “%(after)s”.", before=before, after=after)
        )
    campaign.state = after
    moment = now()
    db.session.add(_step(actor, campaign, before, after, reason, moment))
    record(
        actor,
        _action(before, after),
        campaign,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"reason": reason} if reason else None,
    )
    db.session.flush()
    emit(CampaignMoved(campaign.id, before, after))


def _action(before: CampaignState, after: CampaignState) -> str:
    if after == CampaignState.REVIEW and before in PAUSING:
        return "campaign:pause"
    if after == CampaignState.COLLECTING and before == CampaignState.CLOSED:
        return "campaign:reopen"
    return ACTION_OF[after]


def _step(
    actor: Actor, campaign: Campaign, before: CampaignState, after: CampaignState, reason: str, moment: datetime
) -> CampaignStep:
    return CampaignStep(
        campaign_id=campaign.id,
        before=before,
        after=after,
        at=moment,
        actor_id=actor.id,
        actor_label=actor.label,
        reason=reason,
    )
