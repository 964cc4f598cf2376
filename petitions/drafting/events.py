"""What drafting tells the slices above."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class VersionSaved:
    """A new version of a text exists, of the authoritative one or of a translation."""

    campaign_id: UUID
    version_id: UUID
    number: int
