"""Which persons of a register are one, by the merges in force. Pure."""

from collections.abc import Iterable
from uuid import UUID


class Selves:
    """Made of links from the merged to the kept, in the order in which they were said; they form no circle."""

    def __init__(self, links: Iterable[tuple[UUID, UUID]] = ()) -> None:
        self._into = dict(links)
        self._merged: dict[UUID, list[UUID]] = {}
        for merged in self._into:
            self._merged.setdefault(self.kept(merged), []).append(merged)

    def __bool__(self) -> bool:
        return bool(self._into)

    def kept(self, person_id: UUID) -> UUID:
        """Under whom the person is read: the end of the chain; the person itself where it was never merged."""
        while person_id in self._into:
            person_id = self._into[person_id]
        return person_id

    def of(self, person_id: UUID) -> tuple[UUID, ...]:
        """Everyone who is one with the person: the kept first, the others as they were merged."""
        kept = self.kept(person_id)
        return (kept, *self._merged.get(kept, ()))

    def groups(self) -> list[tuple[UUID, ...]]:
        """All persons that are one with another, each group once."""
        return [self.of(kept) for kept in self._merged]
