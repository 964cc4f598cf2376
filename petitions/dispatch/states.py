"""The states of a delivery and the steps between them (DESIGN, States)."""

from enum import StrEnum


class DeliveryState(StrEnum):
    """Where one letter to one addressee is."""

    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    HANDED_OVER = "handed_over"


S = DeliveryState

STEPS: dict[DeliveryState, frozenset[DeliveryState]] = {
    S.QUEUED: frozenset({S.SENDING, S.CANCELLED, S.HANDED_OVER}),
    S.SENDING: frozenset({S.ACCEPTED, S.DEFERRED, S.REFUSED, S.UNKNOWN, S.CANCELLED}),
    S.DEFERRED: frozenset({S.QUEUED, S.SENDING, S.FAILED, S.CANCELLED}),
    S.UNKNOWN: frozenset({S.ACCEPTED, S.QUEUED}),
    S.ACCEPTED: frozenset({S.DELIVERED, S.BOUNCED}),
    S.HANDED_OVER: frozenset({S.DELIVERED}),
    S.REFUSED: frozenset(),
    S.FAILED: frozenset(),
    S.CANCELLED: frozenset(),
    S.DELIVERED: frozenset(),
    S.BOUNCED: frozenset(),
}
