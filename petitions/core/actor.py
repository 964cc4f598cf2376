"""Who does something: the first argument of every verb."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """The four kinds of hands that change anything. A signatory is whoever answers by a mailed link."""

    USER = "user"
    SIGNATORY = "signatory"
    COMMAND_LINE = "command_line"
    WORKER = "worker"


@dataclass(frozen=True)
class Actor:
    """Someone who acts, with the organisation in whose name they act.

    ``label`` is the name that history shows, kept even when the account is gone.
    """

    kind: ActorKind
    label: str
    id: UUID | None = None
    organisation_id: UUID | None = None
    roles: frozenset[str] = frozenset()

    def has(self, *roles: str) -> bool:
        """Whether the actor holds at least one of these roles in the organisation."""
        return not self.roles.isdisjoint(roles)


COMMAND_LINE = Actor(ActorKind.COMMAND_LINE, "Command line")
WORKER = Actor(ActorKind.WORKER, "Undersigned")
