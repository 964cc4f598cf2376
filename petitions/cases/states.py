"""The states of a release and the steps between them."""

from enum import StrEnum


class ReleaseState(StrEnum):
    """Where a release stands. One at most is proposed, and one at most is public."""

    PROPOSED = "proposed"
    PUBLIC = "public"
    REPLACED = "replaced"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


S = ReleaseState

STEPS: dict[ReleaseState, frozenset[ReleaseState]] = {
    S.PROPOSED: frozenset({S.PUBLIC, S.REFUSED, S.TAKEN_BACK}),
    S.PUBLIC: frozenset({S.REPLACED}),
    S.REPLACED: frozenset(),
    S.REFUSED: frozenset(),
    S.TAKEN_BACK: frozenset(),
}
