"""The states of a cluster and of each signature in it, and the steps between them."""

from enum import StrEnum

from petitions.campaigns.states import CampaignState


class ClusterState(StrEnum):
    """What is to be done with the signatures of a cluster: wait for a look, be counted, or stay set aside."""

    WAITING = "waiting"
    COUNTED = "counted"
    SET_ASIDE = "set_aside"


class MemberState(StrEnum):
    """How far that has come with one signature. *Left*: its bearer took it back or denied it, so nothing is due."""

    FOUND = "found"
    WAITING = "waiting"
    COUNTED = "counted"
    SET_ASIDE = "set_aside"
    LEFT = "left"


C = ClusterState

STEPS: dict[ClusterState, frozenset[ClusterState]] = {
    C.WAITING: frozenset({C.COUNTED, C.SET_ASIDE}),
    C.COUNTED: frozenset({C.WAITING}),
    C.SET_ASIDE: frozenset({C.WAITING}),
}

LOOKED_AT = (CampaignState.DRAFTING, CampaignState.REVIEW, CampaignState.COLLECTING)
"""While a list is not closed. What stands on a closed one is not taken off it by a machine, and not added to it."""


def may_become(before: str, after: ClusterState) -> bool:
    """Whether a cluster's state leads on to the other; to stay what it is, is no decision."""
    return after in STEPS[ClusterState(before)]


def may_be_decided(state: str) -> bool:
    """Whether clusters of a campaign in this state are looked for, and decided on."""
    return CampaignState(state) in LOOKED_AT
