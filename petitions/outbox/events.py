"""What the outbox tells the slices above."""

from dataclasses import dataclass
from uuid import UUID

from petitions.outbox.states import MessageState


@dataclass(frozen=True)
class MessageMoved:
    """A message has a new state. ``ref`` is the id of the business that it belongs to."""

    message_id: UUID
    kind: str
    ref: UUID
    state: MessageState
    reply_code: int | None = None
    reply_text: str = ""


@dataclass(frozen=True)
class MessageBounced:
    """A message that a server had accepted came back from the address of its recipient."""

    message_id: UUID
    kind: str
    ref: UUID
    recipient: str
