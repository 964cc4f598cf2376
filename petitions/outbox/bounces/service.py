"""Verbs of what comes back: find the message that a server speaks of, and write down that it was not delivered."""

from flask import current_app
from sqlalchemy import select

from petitions.core.clock import now
from petitions.core.config import Settings
from petitions.core.db import db, locked
from petitions.core.events import emit
from petitions.core.sealed import keyring
from petitions.outbox.bounces.reading import Report
from petitions.outbox.bounces.return_address import message_of
from petitions.outbox.events import MessageBounced
from petitions.outbox.models import Bounce, Message
from petitions.outbox.states import MessageState


def message_meant(report: Report) -> Message | None:
    """The message that came back: by the return address, else by the mail that is quoted, if it went to that address.

    Whoever knows neither can't make a mail seem undelivered.
    """
    settings: Settings = current_app.config["SETTINGS"]
    for address in report.written_to:
        if message_id := message_of(settings.bounce_key, settings.bounce_address, address):
            return db.session.get(Message, message_id)
    quoted = db.session.scalar(select(Message).where(Message.message_id == report.quoted)) if report.quoted else None
    failed = {keyring().index(address) for address in report.failed}
    return quoted if quoted is not None and quoted.recipient_index in failed else None


def take_back(message: Message, said: str) -> None:
    """Write down that the message was not delivered, and tell the slices above. The second time changes nothing."""
    locked(message)
    if message.bounce is not None:
        return
    db.session.add(Bounce(message_id=message.id, at=now(), said=said))
    db.session.flush()
    db.session.expire(message, ["bounce"])
    emit(MessageBounced(message.id, message.kind, message.ref, message.recipient))


def has_left(message: Message) -> bool:
    """Whether what became of handing it over is written down: before that, nothing can be said to have come back."""
    return message.state not in {MessageState.QUEUED, MessageState.SENDING, MessageState.DEFERRED}
