"""The links that signatories get: the same one in every mail, found by its hash, kept nowhere else."""

from uuid import UUID

from petitions.core.addresses import external
from petitions.core.tokens import derived_link_token, token_hash
from petitions.signing.models import Invitation

PURPOSE = "invitation"


def token(invitation_id: UUID) -> str:
    """The token of an invitation's link (docs/decisions: links of invitations)."""
    return derived_link_token(PURPOSE, str(invitation_id))


def keep(invitation: Invitation) -> None:
    """Keep the hash of the link as it is mailed now. It differs from the one kept only after a change of secret key."""
    invitation.token_hash = token_hash(token(invitation.id))


def letter(invitation_id: UUID) -> str:
    """Where the mail leads: the letter."""
    return external("signing.arrive", token=token(invitation_id))


def undo(invitation_id: UUID) -> str:
    """Where a receipt leads: the page on which a signature is taken back."""
    return external("signing.arrive_to_withdraw", token=token(invitation_id))
