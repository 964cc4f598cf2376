"""When a wish to withdraw is a request. Pure."""

from petitions.campaigns.instruments import Instrument
from petitions.campaigns.states import CampaignState
from petitions.signing.rules import CONFIRMED, Held, may_withdraw


def may_request(state: str, held: Held, instrument: Instrument) -> bool:
    """Whether somebody has a signature that can't be taken back any more, under a text that was not given up."""
    gone = state == CampaignState.WITHDRAWN
    return held in CONFIRMED and not gone and not may_withdraw(state, held, instrument)
