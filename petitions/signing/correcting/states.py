"""The states of a wish for another line below the name, and the steps between them."""

from enum import StrEnum


class WishState(StrEnum):
    """What became of a wish."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"


STEPS: dict[WishState, frozenset[WishState]] = {
    WishState.OPEN: frozenset({WishState.TAKEN, WishState.DECLINED}),
    WishState.TAKEN: frozenset(),
    WishState.DECLINED: frozenset(),
}


def may_become(before: str, after: WishState) -> bool:
    """Whether a wish's state leads on to the other. A decision is made once."""
    return after in STEPS[WishState(before)]
