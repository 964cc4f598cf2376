"""The states of invitations and signatures, and the steps between them (DESIGN, States)."""

from enum import StrEnum


class SignatureState(StrEnum):
    """Where a signature stands. *Stale* is derived: confirmed on a version that is no longer the open one."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"
    ANNULLED = "annulled"


class InvitationState(StrEnum):
    """Where an invitation stands."""

    QUEUED = "queued"
    SENT = "sent"
    ANSWERED = "answered"
    DECLINED = "declined"
    BOUNCED = "bounced"
    STOPPED = "stopped"


S = SignatureState
Inv = InvitationState

SIGNATURE_STEPS: dict[SignatureState, frozenset[SignatureState]] = {
    S.PENDING: frozenset({S.CONFIRMED, S.EXPIRED}),
    S.CONFIRMED: frozenset({S.WITHDRAWN, S.SET_ASIDE}),
    S.SET_ASIDE: frozenset({S.CONFIRMED, S.ANNULLED}),
    S.EXPIRED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.ANNULLED: frozenset(),
}

INVITATION_STEPS: dict[InvitationState, frozenset[InvitationState]] = {
    Inv.QUEUED: frozenset({Inv.SENT, Inv.ANSWERED, Inv.DECLINED, Inv.BOUNCED, Inv.STOPPED}),
    Inv.SENT: frozenset({Inv.QUEUED, Inv.ANSWERED, Inv.DECLINED, Inv.BOUNCED, Inv.STOPPED}),
    Inv.ANSWERED: frozenset({Inv.QUEUED, Inv.SENT, Inv.DECLINED, Inv.STOPPED}),
    Inv.DECLINED: frozenset({Inv.ANSWERED, Inv.STOPPED}),
    Inv.BOUNCED: frozenset({Inv.QUEUED, Inv.ANSWERED, Inv.DECLINED, Inv.STOPPED}),
    Inv.STOPPED: frozenset(),
}

DENIED = frozenset({S.SET_ASIDE, S.ANNULLED})
"""The states of a signature of which its bearer says that somebody else gave it."""

STANDING = frozenset({S.PENDING, S.CONFIRMED, S.SET_ASIDE})
"""The states of which a person has one at most under one version."""


def may_be_withdrawn(state: str) -> bool:
    """Whether a signature's state leads to being taken back."""
    return SignatureState.WITHDRAWN in SIGNATURE_STEPS[SignatureState(state)]


def may_become(before: str, after: InvitationState) -> bool:
    """Whether an invitation's state leads on to the other; to stay what it is, is always right."""
    return before == after or after in INVITATION_STEPS[InvitationState(before)]
