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


class Look(StrEnum):
    """What became of a signature that stood too close to many others, for as long as it is set aside for that."""

    NONE = ""
    WAITS = "waits"
    SET_ASIDE = "set_aside"


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
"""The states of a signature of which its bearer says that somebody else gave it, unless it waits for a look."""

STANDING = frozenset({S.PENDING, S.CONFIRMED, S.SET_ASIDE})
"""The states of which a person has one at most under one version."""


def may_be_withdrawn(state: str, look: str = Look.NONE) -> bool:
    """Whether a signature's state leads to being taken back, or to being restored and taken back at once."""
    return bool(look) or SignatureState.WITHDRAWN in SIGNATURE_STEPS[SignatureState(state)]


def is_given(state: str, look: str) -> bool:
    """Whether its bearer stands by a signature, be it counted or waiting for a look."""
    return state == SignatureState.CONFIRMED or bool(look)


def is_disputed(state: str, look: str) -> bool:
    """Whether a signature is set aside because its bearer says that somebody else gave it."""
    return state == SignatureState.SET_ASIDE and not look


def may_become(before: str, after: InvitationState) -> bool:
    """Whether an invitation's state leads on to the other; to stay what it is, is always right."""
    return before == after or after in INVITATION_STEPS[InvitationState(before)]
