"""What is to be done in the outbox."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from petitions.core.db import db
from petitions.outbox.models import Message
from petitions.outbox.states import MessageState

WAITING = (MessageState.QUEUED, MessageState.DEFERRED)


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
