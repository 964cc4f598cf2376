"""What is to be done in the outbox."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from petitions.core.db import db
from petitions.outbox.models import Message
from petitions.outbox.states import MessageState

WAITING = (MessageState.QUEUED, MessageState.DEFERRED)
AT_ONCE = 1_000


def due(at: datetime, limit: int) -> list[UUID]:
    """Messages to send now; what expires soonest goes first, so that codes overtake invitations."""
    query = (
        select(Message.id)
        .where(Message.state.in_(WAITING), Message.due_at <= at)
        .order_by(Message.expires_at.is_(None), Message.expires_at, Message.due_at)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def lapsed(at: datetime) -> list[UUID]:
    """Messages whose worker has not come back in time."""
    query = select(Message.id).where(Message.state == MessageState.SENDING, Message.lease_until <= at)
    return list(db.session.scalars(query))


def latest_of(refs: Collection[UUID], kinds: Collection[str]) -> Mapping[UUID, Message]:
    """The newest message of these kinds for each piece of business, with its attempts, in a few statements."""
    query = select(Message).where(Message.kind.in_(kinds))
    query = query.options(selectinload(Message.attempts), joinedload(Message.bounce))
    wanted, found = list(refs), {}
    for start in range(0, len(wanted), AT_ONCE):
        some = query.where(Message.ref.in_(wanted[start : start + AT_ONCE]))
        found.update({message.ref: message for message in db.session.scalars(some.order_by(Message.created_at))})
    return found
