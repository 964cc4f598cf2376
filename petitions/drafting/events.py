"""What drafting tells the slices above."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class VersionSaved:
    """A new version of a campaign's authoritative text exists."""

    campaign_id: UUID
    version_id: UUID
    number: int
