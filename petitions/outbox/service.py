"""Verbs of the outbox: claim a message, conclude what came of a try, release what a dead worker held, settle.

The worker sends between `claim` and `conclude`, outside any transaction. Whatever happens in between, a message that
goes once is never sent again by the machine.
"""

from email.utils import parseaddr
from typing import Literal
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, select

from petitions.core import audit
from petitions.core.actor import Actor, ActorKind
from petitions.core.clock import now, watch
from petitions.core.config import Settings
from petitions.core.db import after_commit, db, locked
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.core.events import emit
from petitions.outbox.bounces.return_address import return_address
from petitions.outbox.events import MessageMoved
from petitions.outbox.mail import write
from petitions.outbox.models import Attempt, Message
from petitions.outbox.queries import WAITING
from petitions.outbox.queue import wake
from petitions.outbox.rules import PAUSES, Outcome, Parcel, after, lease, pause_after, seconds_to_hand_over
from petitions.outbox.states import FINAL, STEPS, MessageState

S = MessageState
GATES = "undersigned.may_send"
WRITTEN_LATE = "undersigned.written_late"


def claim(message_id: UUID, host: str) -> Parcel | None:
    """Take a due message for sending, as one attempt under a lease.

    None where another worker has it, where it is not due, or where it must not go out any more: then it is cancelled
    with the reason. Commit before sending.
    """
    message = _take(message_id, *WAITING)
    if message is None or message.due_at > now():
        return None
    reason = _objection(message)
    if reason is not None:
        _attempt(message, host).finished_at = now()
        _note(message, Outcome(S.CANCELLED, reason))
        _move(message, S.CANCELLED, Outcome(S.CANCELLED, reason))
        return None
    if message.is_promised:
        write(message, current_app.extensions[WRITTEN_LATE][message.kind](message.ref))
    if message.state == S.DEFERRED:
        _move(message, S.QUEUED)
    _attempt(message, host)
    hand_over_by = watch() + seconds_to_hand_over(message.once)
    message.lease_until = now() + lease(message.once)
    _move(message, S.SENDING)
    return _parcel(message, hand_over_by)


def conclude(parcel: Parcel, outcome: Outcome) -> bool:
    """Write down what came of the attempt and move the message on. False when its lease had run out meanwhile.

    Then the attempt is still written down: a person who settles the message sees the server's words.
    """
    message = db.session.get_one(Message, parcel.message_id)
    locked(message)
    in_time = message.state == S.SENDING and message.attempt_count == parcel.attempt
    _note(message, outcome, parcel.attempt)
    if in_time:
        _proceed(message, outcome)
    return in_time


def note(parcel: Parcel, outcome: Outcome) -> None:
    """Write down the result of the attempt alone, where moving the message on has failed. `release` goes on from it."""
    message = db.session.get_one(Message, parcel.message_id)
    locked(message)
    _note(message, outcome, parcel.attempt)


def release(message_id: UUID) -> MessageState | None:
    """Free a message whose worker did not come back, and return its new state; None when there was nothing to free.

    Where the result is known, it counts. Otherwise a message that goes once becomes unknown, and any other is sent
    again under the same Message-ID.
    """
    message = _take(message_id, S.SENDING)
    if message is None or message.lease_until is None or message.lease_until > now():
        return None
    attempt = _last_attempt(message)
    if attempt.result is not None:
        _proceed(message, Outcome(S(attempt.result), attempt.reply_text, attempt.reply_code))
        return S(message.state)
    lost = Outcome(S.UNKNOWN, _("The worker stopped before the server's answer was written down."))
    _note(message, lost)
    if message.once:
        _move(message, S.UNKNOWN, lost)
    elif message.attempt_count > len(PAUSES):
        _defer(message, lost)
    else:
        message.due_at = now()
        _move(message, S.QUEUED, lost)
    return S(message.state)


def postpone(message_id: UUID) -> None:
    """Set a message aside for a while because handling it failed, so that the others get their turn.

    One that could not be written was tried, and has failed after as many tries as any other.
    """
    message = db.session.get_one(Message, message_id)
    locked(message)
    if message.state == S.SENDING:
        message.lease_until = now() + lease(message.once)
    elif message.is_promised:
        _count_as_tried(message, _("It could not be written. The worker’s log says why."))
    elif message.state in WAITING:
        message.due_at = now() + PAUSES[1]


def call_back(message: Message, reason: str) -> bool:
    """Let a message that still waits not leave any more. False where it is leaving or has left."""
    locked(message)
    if message.state not in WAITING:
        return False
    _move(message, S.CANCELLED, Outcome(S.CANCELLED, reason))
    return True


def settle(actor: Actor, message: Message, settled_as: Literal["accepted", "queued"], reason: str) -> None:
    """Say, as a person who has found out, what became of an unknown message: it arrived, or is to be sent again.

    Raises `NotAllowed` for a machine, `DomainError` without a reason, `InvalidTransition` where nothing is unknown.
    """
    if actor.kind not in (ActorKind.USER, ActorKind.COMMAND_LINE):
        raise NotAllowed(_("Only a person can say what became of this message."))
    if not reason.strip():
        raise DomainError(_("Say how you found out what became of this message."))
    locked(message)
    if message.state != S.UNKNOWN:
        raise InvalidTransition(_("What became of this message is known already."))
    message.due_at = now()
    _move(message, S(settled_as), Outcome(S(settled_as), reason))
    audit.record(actor, "message:settle", message, message.kind, details={"as": settled_as, "reason": reason})
    after_commit(wake)


def forget(ref: UUID) -> None:
    """Delete the mails about something that is deleted, with their attempts, but for one that is leaving just now."""
    ids = select(Message.id).where(Message.ref == ref, Message.state != S.SENDING)
    found = list(db.session.scalars(ids.with_for_update()))
    db.session.execute(delete(Attempt).where(Attempt.message_id.in_(found)))
    db.session.execute(delete(Message).where(Message.id.in_(found)))


def _take(message_id: UUID, *states: MessageState) -> Message | None:
    """Lock the message in one of the states, unless another worker holds it."""
    query = select(Message).where(Message.id == message_id, Message.state.in_(states))
    return db.session.scalars(query.with_for_update(skip_locked=True)).one_or_none()


def _objection(message: Message) -> str | None:
    if message.expires_at is not None and message.expires_at <= now():
        return _("It was no longer worth sending: its time had passed.")
    gate = current_app.extensions[GATES].get(message.kind)
    refusal: str | None = gate(message.ref) if gate else None
    return refusal


def _attempt(message: Message, host: str) -> Attempt:
    message.attempt_count += 1
    attempt = Attempt(message_id=message.id, number=message.attempt_count, started_at=now(), host=host)
    db.session.add(attempt)
    db.session.flush()
    return attempt


def _count_as_tried(message: Message, why: str) -> None:
    if message.state not in WAITING:
        return
    if message.state == S.DEFERRED:
        _move(message, S.QUEUED)
    _attempt(message, host="")
    message.lease_until = now() + lease(message.once)
    _move(message, S.SENDING)
    outcome = Outcome(S.DEFERRED, why)
    _note(message, outcome)
    _defer(message, outcome)


def _last_attempt(message: Message, number: int | None = None) -> Attempt:
    query = select(Attempt).where(Attempt.message_id == message.id, Attempt.number == (number or message.attempt_count))
    return db.session.scalars(query).one()


def _parcel(message: Message, hand_over_by: float) -> Parcel:
    return Parcel(
        message_id=message.id,
        attempt=message.attempt_count,
        kind=message.kind,
        once=message.once,
        sender=_comes_back_to(message),
        recipient=message.recipient,
        source=message.source.encode("ascii"),
        hand_over_by=hand_over_by,
    )


def _comes_back_to(message: Message) -> str:
    """The sender on the envelope: whom the server tells that it can't deliver after all."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.bounce_address:
        return parseaddr(message.sender)[1]
    return return_address(settings.bounce_key, settings.bounce_address, message.id)


def _note(message: Message, outcome: Outcome, number: int | None = None) -> None:
    attempt = _last_attempt(message, number)
    attempt.finished_at = now()
    attempt.result = outcome.result
    attempt.reply_code = outcome.code
    attempt.reply_text = outcome.text


def _proceed(message: Message, outcome: Outcome) -> None:
    state = after(outcome, message.once)
    if state == S.DEFERRED:
        _defer(message, outcome)
    else:
        _move(message, state, outcome)


def _defer(message: Message, outcome: Outcome) -> None:
    _move(message, S.DEFERRED, outcome)
    pause = pause_after(message.attempt_count)
    if pause is None:
        _move(message, S.FAILED, outcome)
    else:
        message.due_at = now() + pause


def _move(message: Message, state: MessageState, outcome: Outcome | None = None) -> None:
    """Take one step of the table and tell the slices above."""
    if state not in STEPS[S(message.state)]:
        raise InvalidTransition(
            _("A message that is “%(before)s” can’t become “%(after)s”.", before=message.state, after=state)
        )
    message.state = state
    if state != S.SENDING:
        message.lease_until = None
    if state in FINAL and message.secret:
        message.source = ""
    db.session.flush()
    code, text = (outcome.code, outcome.text) if outcome else (None, "")
    emit(MessageMoved(message.id, message.kind, message.ref, state, code, text))
