"""The states of a campaign and the steps between them (DESIGN, States)."""

from enum import StrEnum


class CampaignState(StrEnum):
    """Where a campaign stands."""

    DRAFTING = "drafting"
    REVIEW = "review"
    COLLECTING = "collecting"
    CLOSED = "closed"
    DISPATCHED = "dispatched"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"


S = CampaignState

STEPS: dict[CampaignState, frozenset[CampaignState]] = {
    S.DRAFTING: frozenset({S.REVIEW, S.WITHDRAWN}),
    S.REVIEW: frozenset({S.DRAFTING, S.COLLECTING, S.WITHDRAWN}),
    S.COLLECTING: frozenset({S.CLOSED, S.REVIEW, S.WITHDRAWN}),
    S.CLOSED: frozenset({S.COLLECTING, S.REVIEW, S.DISPATCHED, S.WITHDRAWN}),
    S.DISPATCHED: frozenset({S.CONCLUDED}),
    S.CONCLUDED: frozenset(),
    S.WITHDRAWN: frozenset(),
}

EDITABLE = frozenset({S.DRAFTING, S.REVIEW, S.COLLECTING, S.CLOSED})
PAUSING = frozenset({S.COLLECTING, S.CLOSED})
"""States in which a doubt about the text pauses signing: a changed text, or a refusal."""
PUBLIC = frozenset({S.COLLECTING, S.CLOSED, S.DISPATCHED, S.CONCLUDED})
