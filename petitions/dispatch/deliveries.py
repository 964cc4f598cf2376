"""Deliveries: what the outbox tells of them, what people settle by hand, and whether a letter may leave."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import InvalidTransition
from petitions.dispatch import policy
from petitions.dispatch.mail import KIND
from petitions.dispatch.models import Delivery
from petitions.dispatch.states import STEPS, DeliveryState
from petitions.outbox import service as outbox
from petitions.outbox.events import MessageBounced, MessageMoved
from petitions.outbox.models import Message
from petitions.outbox.states import MessageState

S = DeliveryState

ON_ITS_WAY = frozenset({S.QUEUED, S.SENDING, S.DEFERRED})
BY_HAND = frozenset({S.HANDED_OVER, S.DELIVERED})


def follow_message(event: MessageMoved) -> None:
    """Write a letter's delivery state as the outbox reports it; a repeated report changes nothing."""
    if event.kind != KIND:
        return
    delivery = db.session.get_one(Delivery, event.ref)
    locked(delivery)
    if event.state == MessageState.CANCELLED and delivery.state in BY_HAND:
        # The mail was held back because the letter went by hand.
        return
    _step(delivery, DeliveryState(event.state))


def follow_bounce(event: MessageBounced) -> None:
    """Say that a letter came back which the office's server had taken. One settled otherwise meanwhile stays so."""
    if event.kind != KIND:
        return
    delivery = db.session.get_one(Delivery, event.ref)
    locked(delivery)
    if delivery.state == S.ACCEPTED:
        _step(delivery, S.BOUNCED)


def letter_may_leave(ref: UUID) -> str | None:
    """Asked before each sending: why this delivery's letter may not leave, or None.

    The row stays locked until `sending` is committed, so that nobody cancels a letter that is already leaving.
    """
    delivery = db.session.get(Delivery, ref)
    if delivery is None:
        return _("There is no such delivery.")
    locked(delivery)
    if delivery.letter.campaign.state == CampaignState.WITHDRAWN:
        return _("The campaign was withdrawn.")
    if delivery.state not in ON_ITS_WAY:
        return _("The delivery was cancelled or settled by hand.")
    return None


def settle(actor: Actor, delivery: Delivery, *, accepted: bool, reason: str) -> None:
    """Say what became of a letter whose sending was cut off: the office has it, or it is to be sent again."""
    _take_in_hand(actor, delivery, S.UNKNOWN)
    message = db.session.get_one(Message, delivery.message_id)
    outbox.settle(actor, message, "accepted" if accepted else "queued", reason)
    if accepted and message.bounce is not None:
        # It came back while nobody knew whether it had left.
        _step(delivery, S.BOUNCED)
    _record(actor, "delivery:settle", delivery, {"accepted": accepted, "reason": reason})


def cancel(actor: Actor, delivery: Delivery) -> None:
    """Stop a letter that has not left yet: the gate holds its mail back from now on."""
    _take_in_hand(actor, delivery, S.QUEUED, S.DEFERRED)
    _step(delivery, S.CANCELLED)
    _record(actor, "delivery:cancel", delivery)


def hand_over(actor: Actor, delivery: Delivery) -> None:
    """Record that the letter is taken to the office by hand instead of by mail."""
    _take_in_hand(actor, delivery, S.QUEUED)
    _step(delivery, S.HANDED_OVER)
    _record(actor, "delivery:hand_over", delivery)


def mark_delivered(actor: Actor, delivery: Delivery) -> None:
    """Record that a letter taken by hand has arrived."""
    _take_in_hand(actor, delivery, S.HANDED_OVER)
    _step(delivery, S.DELIVERED)
    _record(actor, "delivery:settle", delivery, {"delivered": True})


def _take_in_hand(actor: Actor, delivery: Delivery, *states: DeliveryState) -> None:
    policy.require_confirm(actor)
    locked(delivery)
    if delivery.state not in states:
        raise InvalidTransition(_("The delivery has moved on since you opened this page. Look at it again."))


def _step(delivery: Delivery, after: DeliveryState) -> None:
    before = DeliveryState(delivery.state)
    if before == after:
        return
    if after not in STEPS[before]:
        raise InvalidTransition(
            _("A delivery that is “%(before)s” can’t become “%(after)s”.", before=before, after=after)
        )
    delivery.state = after
    delivery.changed_at = now()
    db.session.flush()


def _record(actor: Actor, action: str, delivery: Delivery, details: dict[str, Any] | None = None) -> None:
    campaign = delivery.letter.campaign
    record(
        actor,
        action,
        delivery,
        delivery.addressee_name,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details=details,
    )
