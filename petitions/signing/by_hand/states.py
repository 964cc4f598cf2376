"""The states of what was recorded by hand, and the steps between them."""

from enum import StrEnum


class HandState(StrEnum):
    """Where a recording stands: it is no signature until a second organiser confirms it."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Lapse(StrEnum):
    """Why a recording can't be confirmed any more, without anybody having judged it."""

    VERSION = "version"
    SIGNED = "signed"
    DECLINED = "declined"
    STOPPED = "stopped"
    OVER = "over"


H = HandState

HAND_STEPS: dict[HandState, frozenset[HandState]] = {
    H.PROPOSED: frozenset({H.CONFIRMED, H.REFUSED, H.LAPSED}),
    H.CONFIRMED: frozenset(),
    H.REFUSED: frozenset(),
    H.LAPSED: frozenset(),
}


def may_become(before: str, after: HandState) -> bool:
    """Whether a recording's state leads on to the other; to stay what it is, is always right."""
    return before == after or after in HAND_STEPS[HandState(before)]
