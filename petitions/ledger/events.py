"""What the ledger tells the slices above."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from petitions.ledger.models import Leaf


@dataclass(frozen=True)
class LeavesPlaced:
    """These leaves of a campaign have their places in the log now, once and for all."""

    campaign_id: UUID
    leaves: Sequence[Leaf]
