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
I = InvitationState  # noqa: E741

SIGNATURE_STEPS: dict[SignatureState, frozenset[SignatureState]] = {
    S.PENDING: frozenset({S.CONFIRMED, S.EXPIRED}),
    S.CONFIRMED: frozenset({S.WITHDRAWN, S.SET_ASIDE}),
    S.SET_ASIDE: frozenset({S.CONFIRMED, S.ANNULLED}),
    S.EXPIRED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.ANNULLED: frozenset(),
}

INVITATION_STEPS: dict[InvitationState, frozenset[InvitationState]] = {
    I.QUEUED: frozenset({I.SENT, I.ANSWERED, I.DECLINED, I.BOUNCED, I.STOPPED}),
    I.SENT: frozenset({I.QUEUED, I.ANSWERED, I.DECLINED, I.BOUNCED, I.STOPPED}),
    I.ANSWERED: frozenset({I.QUEUED, I.SENT, I.DECLINED, I.STOPPED}),
    I.DECLINED: frozenset({I.ANSWERED, I.STOPPED}),
    I.BOUNCED: frozenset({I.QUEUED, I.ANSWERED, I.DECLINED, I.STOPPED}),
    I.STOPPED: frozenset(),
}


def may_be_withdrawn(state: str) -> bool:
    """Whether a signature's state leads to being taken back."""
    return SignatureState.WITHDRAWN in SIGNATURE_STEPS[SignatureState(state)]


def may_become(before: str, after: InvitationState) -> bool:
    """Whether an invitation's state leads on to the other; to stay what it is, is always right."""
    return before == after or after in INVITATION_STEPS[InvitationState(before)]
