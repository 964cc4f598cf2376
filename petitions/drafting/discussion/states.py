"""The states of a thread and the steps between them."""

from enum import StrEnum


class ThreadKind(StrEnum):
    """What a thread begins with."""

    COMMENT = "comment"
    SUGGESTION = "suggestion"


class ThreadState(StrEnum):
    """Where a thread stands. A suggestion that its maker takes back is settled, as a comment is."""

    OPEN = "open"
    SETTLED = "settled"
    TAKEN = "taken"
    DECLINED = "declined"


S = ThreadState

STEPS: dict[ThreadKind, dict[ThreadState, frozenset[ThreadState]]] = {
    ThreadKind.COMMENT: {
        S.OPEN: frozenset({S.SETTLED}),
        S.SETTLED: frozenset({S.OPEN}),
    },
    ThreadKind.SUGGESTION: {
        S.OPEN: frozenset({S.TAKEN, S.DECLINED, S.SETTLED}),
        S.SETTLED: frozenset({S.OPEN}),
        S.DECLINED: frozenset({S.OPEN}),
        # What was taken stands in a version, and no version changes: who wants it otherwise suggests anew.
        S.TAKEN: frozenset(),
    },
}


def may_become(kind: str, before: str, after: ThreadState) -> bool:
    """Whether a thread's state leads on to the other; to stay what it is, is always right."""
    return before == after or after in STEPS[ThreadKind(kind)][ThreadState(before)]
