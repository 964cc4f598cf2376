"""Extending the deadline that people were told."""

from datetime import datetime

from flask_babel import gettext as _

from petitions.campaigns import queries, service
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, StalePage


def extend(actor: Actor, campaign: Campaign, deadline: datetime, made_from: int) -> None:
    """Set a later deadline than the one that people were told; a campaign that is closed collects again.

    Signatures stay, and so do the clocks by which it is told. Raises `StalePage`, `InvalidTransition` where no deadline
    was told or the campaign is over, and `DomainError` where the deadline is not later, or in the past.
    """
    locked(campaign)
    if campaign.revision != made_from:
        raise StalePage(_("Somebody changed this campaign while you wrote. Compare, then save once more."))
    if campaign.deadline is None or not queries.may_be_extended(campaign):
        raise InvalidTransition(_("There is no deadline here that could be extended."))
    if deadline <= campaign.deadline:
        raise DomainError(_("Choose a later moment than the deadline that people were told."))
    service.require_future(deadline)
    details = {"before": campaign.deadline.isoformat(), "after": deadline.isoformat()}
    campaign.deadline_before, campaign.deadline = campaign.deadline, deadline
    campaign.deadline_by_id = actor.id
    campaign.revision += 1
    db.session.flush()
    if campaign.state == CampaignState.CLOSED:
        service.move(actor, campaign, CampaignState.COLLECTING, action="campaign:extend", details=details)
        return
    record(
        actor,
        "campaign:extend",
        campaign,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details=details,
    )
