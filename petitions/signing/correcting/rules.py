"""From when on a correction is printed, what it commits to, and which lines can be printed below a name. Pure."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from petitions.campaigns.states import CampaignState
from petitions.signing.rules import Held, Phase

LONGEST_CAPACITY = 200
OVER = frozenset({CampaignState.CONCLUDED, CampaignState.WITHDRAWN})


class Printed(StrEnum):
    """Which edition prints what is corrected today."""

    THIS = "this"
    NEXT = "next"
    NONE = "none"


def printed_in(state: str, phase: Phase) -> Printed:
    """Which edition of a campaign in this state prints a correction.

    A closed list keeps the lines as they stood. Once the text has gone there is a next one only where late names are
    still taken.
    """
    if state in OVER or (state == CampaignState.DISPATCHED and phase != Phase.OPEN):
        return Printed.NONE
    return Printed.NEXT if state in {CampaignState.CLOSED, CampaignState.DISPATCHED} else Printed.THIS


def may_correct(printed: Printed, held: Held) -> bool:
    """Whether how the name is printed can be mended now."""
    return held == Held.IN_FORCE and printed != Printed.NONE


def edition_of_correction(state: str, edition: int) -> int:
    """The first edition that prints the correction; ``edition`` is the campaign's own number.

    A campaign keeps the number of the list that it closed until it reopens or the text goes.
    """
    return edition + 1 if state == CampaignState.CLOSED else edition


def statement_of_correction(
    campaign: UUID, version: str, edition: int, *, corrects: str, name: str, capacity: str, at: datetime
) -> dict[str, Any]:
    """The statement that a correction commits to; ``corrects`` is the commitment of what stood before it."""
    return {
        "type": "correct",
        "campaign": str(campaign),
        "version": version,
        "edition": edition,
        "corrects": corrects,
        "name": name,
        "capacity": capacity,
        "corrected_at": at.isoformat(timespec="microseconds"),
    }
