"""Tables of the outbox: messages, each attempt to send one, and what came back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from petitions.core.db import Base, words
from petitions.core.sealed import Sealed
from petitions.outbox.states import MessageState


class Message(Base):
    """One mail to one recipient, committed with the business that it belongs to.

    ``kind`` names what it is (code, invitation, receipt, letter, …), ``ref`` what it belongs to.
    ``once`` messages are sent at most once: a crash while sending makes them *unknown*, for a person to settle.
    The others are sent at least once, always under the same Message-ID. ``source`` is the whole mail (RFC 5322);
    it is emptied when it carried a secret and will never be sent again. Of one that is only promised (`mail.promise`)
    recipient, sender, subject and source are empty until it is sent.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (
        CheckConstraint("(state = 'sending') = (lease_until IS NOT NULL)", name="lease"),
        CheckConstraint("attempt_count >= 0", name="attempts"),
        Index("ix_outbox_messages_due", "state", "due_at"),
    )

    kind: Mapped[str]
    ref: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(index=True)
    recipient_sealed: Mapped[bytes] = mapped_column(LargeBinary())
    recipient_index: Mapped[str] = mapped_column(index=True)
    recipient = Sealed(indexed=True)
    sender: Mapped[str]
    subject: Mapped[str]
    source_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    source = Sealed()
    message_id: Mapped[str] = mapped_column(unique=True)
    once: Mapped[bool]
    secret: Mapped[bool]
    state: Mapped[str] = mapped_column(words("state", *MessageState), default=MessageState.QUEUED)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    attempt_count: Mapped[int] = mapped_column(default=0)

    attempts: Mapped[list["Attempt"]] = relationship(order_by="Attempt.number", back_populates="message")
    bounce: Mapped["Bounce | None"] = relationship(back_populates="message")

    @property
    def is_promised(self) -> bool:
        """Whether it waits to be written, too."""
        return not self.recipient_index

    @property
    def last_words(self) -> str:
        """What a mail server, or our own gate, said of it last; empty before there was a try."""
        if self.bounce is not None:
            return self.bounce.said
        return self.attempts[-1].reply_text if self.attempts else ""


class Attempt(Base):
    """One try to hand a message to the mail server, with the server's own words."""

    __tablename__ = "outbox_attempts"
    __table_args__ = (UniqueConstraint("message_id", "number"),)

    message_id: Mapped[UUID] = mapped_column(ForeignKey("outbox_messages.id"))
    number: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    result: Mapped[str | None] = mapped_column(words("result", *MessageState))
    reply_code: Mapped[int | None]
    reply_text: Mapped[str] = mapped_column(default="")
    host: Mapped[str] = mapped_column(default="")

    message: Mapped[Message] = relationship(back_populates="attempts")


class Bounce(Base):
    """A message that a server had accepted and could not deliver after all. Said twice, it counts once.

    ``said`` is the reason in the server's own words, empty where it gave none that can be read. It may hold addresses.
    """

    __tablename__ = "outbox_bounces"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("outbox_messages.id"), unique=True)
    at: Mapped[datetime]
    said_sealed: Mapped[bytes | None] = mapped_column(LargeBinary())
    said = Sealed()

    message: Mapped[Message] = relationship(back_populates="bounce")
