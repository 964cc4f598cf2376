"""What people tells the slices above."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PersonsMerging:
    """Persons of one register are about to be one with others. A handler that knows why they can't be raises."""

    organisation_id: UUID
    kept: tuple[UUID, ...]
    merged: tuple[UUID, ...]
