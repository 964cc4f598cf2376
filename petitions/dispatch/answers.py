"""Verbs for what comes after a letter: replies, and what is to be done next."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now, today
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.dispatch import policy
from petitions.dispatch.models import Delivery, FollowUp, Letter, Reply

SENT = frozenset({CampaignState.DISPATCHED, CampaignState.CONCLUDED})


@dataclass(frozen=True)
class ReplyData:
    """A reply as it is recorded. ``delivery_id`` is the delivery that it answers, where that is known."""

    received_on: date
    sender: str
    summary: str
    is_public: bool = False
    delivery_id: UUID | None = None


def record_reply(actor: Actor, campaign: Campaign, data: ReplyData) -> Reply:
    """Keep what an addressee answered. Raises `DomainError` for a day to come or another campaign's delivery."""
    _refuse_early(actor, campaign)
    if data.received_on > today():
        raise DomainError(_("The day of the reply lies ahead. Enter the day on which it came."))
    if data.delivery_id is not None and not _is_delivery_of(campaign, data.delivery_id):
        raise DomainError(_("There is no such delivery."))
    reply = Reply(
        campaign_id=campaign.id,
        delivery_id=data.delivery_id,
        received_on=data.received_on,
        sender=data.sender,
        summary=data.summary,
        is_public=data.is_public,
        recorded_by=actor.label,
        recorded_at=now(),
    )
    db.session.add(reply)
    db.session.flush()
    record(actor, "reply:record", reply, data.sender, case_id=campaign.case_id, campaign_id=campaign.id)
    return reply


def add_follow_up(actor: Actor, campaign: Campaign, due_on: date, task: str) -> FollowUp:
    """Note what is to be done next, by which day."""
    _refuse_early(actor, campaign)
    follow_up = FollowUp(campaign_id=campaign.id, due_on=due_on, task=task, recorded_by=actor.label)
    db.session.add(follow_up)
    db.session.flush()
    record(actor, "follow_up:add", follow_up, task, case_id=campaign.case_id, campaign_id=campaign.id)
    return follow_up


def close_follow_up(actor: Actor, follow_up: FollowUp) -> None:
    """Mark a follow-up as done; to do so twice changes nothing."""
    policy.require_prepare(actor)
    locked(follow_up)
    if follow_up.done_at is not None:
        return
    follow_up.done_at = now()
    campaign = db.session.get_one(Campaign, follow_up.campaign_id)
    record(actor, "follow_up:close", follow_up, follow_up.task, case_id=campaign.case_id, campaign_id=campaign.id)


def _refuse_early(actor: Actor, campaign: Campaign) -> None:
    policy.require_prepare(actor)
    if campaign.state not in SENT:
        raise InvalidTransition(_("Nothing has been sent yet."))


def _is_delivery_of(campaign: Campaign, delivery_id: UUID) -> bool:
    delivery = db.session.get(Delivery, delivery_id)
    return delivery is not None and db.session.get_one(Letter, delivery.letter_id).campaign_id == campaign.id
