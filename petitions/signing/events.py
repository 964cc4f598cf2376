"""What signing tells the slices above."""

from dataclasses import dataclass
from uuid import UUID

from petitions.signing.states import InvitationState


@dataclass(frozen=True)
class SignatureConfirmed:
    """A signature counts: somebody signed or renewed on the open version, or a dispute of it was not upheld."""

    campaign_id: UUID
    signature_id: UUID


@dataclass(frozen=True)
class InvitationMoved:
    """An invitation has a new state: its mail left or came back, it was answered, declined or ended."""

    campaign_id: UUID
    invitation_id: UUID
    state: InvitationState


@dataclass(frozen=True)
class SignatureWithdrawn:
    """A signature is no longer in force: its bearer took it back, or says that somebody else gave it."""

    campaign_id: UUID
    signature_id: UUID


@dataclass(frozen=True)
class SignaturesCounted:
    """The signatures under a campaign's texts were counted anew."""

    campaign_id: UUID
