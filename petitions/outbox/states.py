"""The states of a message and the steps between them."""

from enum import StrEnum


class MessageState(StrEnum):
    """Where a message is on its way to the mail server."""

    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"


S = MessageState

STEPS: dict[MessageState, frozenset[MessageState]] = {
    S.QUEUED: frozenset({S.SENDING, S.CANCELLED}),
    S.SENDING: frozenset({S.ACCEPTED, S.DEFERRED, S.REFUSED, S.UNKNOWN, S.QUEUED}),
    S.DEFERRED: frozenset({S.QUEUED, S.FAILED, S.CANCELLED}),
    S.UNKNOWN: frozenset({S.ACCEPTED, S.QUEUED}),
    S.ACCEPTED: frozenset(),
    S.REFUSED: frozenset(),
    S.FAILED: frozenset(),
    S.CANCELLED: frozenset(),
}

BOUNCED = "bounced"
"""What is said of an accepted message that came back. It stays accepted: a row of its own tells that it came back."""

# Nothing leads on from these: the text is never needed again.
FINAL = frozenset({S.ACCEPTED, S.REFUSED, S.FAILED, S.CANCELLED})
