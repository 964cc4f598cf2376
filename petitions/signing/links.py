"""The links that signatories get: the same one in every mail, found by its hash, kept nowhere else.

The link by which a receipt is disputed is another: it is good for that alone, and whoever was sent an invitation that
somebody passed on does not have it.
"""

from uuid import UUID

from itsdangerous import BadData

from petitions.core.addresses import external
from petitions.core.tokens import derived_link_token, signer, token_hash
from petitions.signing.models import Invitation

PURPOSE = "invitation"
DISPUTE = "dispute"


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


def dispute(signature_id: UUID) -> str:
    """Where a receipt leads somebody who never signed."""
    return external("signing.arrive_to_dispute", token=dispute_token(signature_id))


def dispute_token(signature_id: UUID) -> str:
    """The token of that link: signed, so that nothing of it is stored; it does not run out."""
    return str(signer(DISPUTE).dumps(signature_id.hex))


def disputed(token: str) -> UUID | None:
    """The signature whose receipt the link is from; None where it is none of ours."""
    try:
        return UUID(str(signer(DISPUTE).loads(token)))
    except (BadData, ValueError):
        return None
