"""What campaigns tell the slices above."""

from dataclasses import dataclass
from uuid import UUID

from petitions.campaigns.states import CampaignState


@dataclass(frozen=True)
class CampaignMoved:
    """A campaign has a new state."""

    campaign_id: UUID
    before: CampaignState
    after: CampaignState
