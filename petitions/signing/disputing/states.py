"""The states of a dispute, and the steps between them."""

from enum import StrEnum


class DisputeState(StrEnum):
    """Where a dispute stands. While one is not decided the signature is set aside."""

    OPEN = "open"
    RESTORING = "restoring"
    RESTORED = "restored"
    ANNULLED = "annulled"


D = DisputeState

STEPS: dict[DisputeState, frozenset[DisputeState]] = {
    D.OPEN: frozenset({D.RESTORING, D.ANNULLED}),
    D.RESTORING: frozenset({D.OPEN, D.RESTORED, D.ANNULLED}),
    D.RESTORED: frozenset(),
    D.ANNULLED: frozenset(),
}

UNDECIDED = frozenset({D.OPEN, D.RESTORING})


def may_become(before: str, after: DisputeState) -> bool:
    """Whether a dispute's state leads on to the other; to stay what it is, is no decision."""
    return after in STEPS[DisputeState(before)]
