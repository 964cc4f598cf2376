"""The links that signatories get: the same one in every mail, found by its hash, kept nowhere else.

The links of a receipt are others, which whoever was sent an invitation that somebody passed on does not have. One shows
the receipt and the way to take the signature back; the one that disputes it is good for that alone.
"""

from uuid import UUID

from itsdangerous import BadData

from petitions.core.addresses import external
from petitions.core.tokens import derived_link_token, signer, token_hash
from petitions.signing.models import Invitation

PURPOSE = "invitation"
DISPUTE = "dispute"
RECEIPT = "receipt"


def token(invitation_id: UUID) -> str:
    """The token of an invitation's link (docs/decisions: links of invitations)."""
    return derived_link_token(PURPOSE, str(invitation_id))


def keep(invitation: Invitation) -> None:
    """Keep the hash of the link as it is mailed now. It differs from the one kept only after a change of secret key."""
    kept = token_hash(token(invitation.id))
    if invitation.token_hash != kept:
        invitation.token_hash = kept


def letter(invitation_id: UUID) -> str:
    """Where the mail leads: the letter."""
    return external("signing.arrive", token=token(invitation_id))


def undo(invitation_id: UUID) -> str:
    """Where a receipt leads: the page on which a signature is taken back."""
    return external("signing.arrive_at_receipt", token=receipt_token(invitation_id), page="withdraw")


def receipt(invitation_id: UUID) -> str:
    """Where a receipt leads: what was signed, and how it stands."""
    return external("signing.arrive_at_receipt", token=receipt_token(invitation_id), page="done")


def receipt_token(invitation_id: UUID) -> str:
    """The token of those links: signed, so that nothing of it is stored; it does not run out."""
    return str(signer(RECEIPT).dumps(invitation_id.hex))


def of_receipt(token: str) -> UUID | None:
    """The invitation whose receipt the link is from; None where it is none of ours."""
    return _signed(RECEIPT, token)


def dispute(signature_id: UUID) -> str:
    """Where a receipt leads somebody who never signed."""
    return external("signing.arrive_to_dispute", token=dispute_token(signature_id))


def dispute_token(signature_id: UUID) -> str:
    """The token of that link: signed, so that nothing of it is stored; it does not run out."""
    return str(signer(DISPUTE).dumps(signature_id.hex))


def disputed(token: str) -> UUID | None:
    """The signature whose receipt the link is from; None where it is none of ours."""
    return _signed(DISPUTE, token)


def _signed(purpose: str, token: str) -> UUID | None:
    try:
        return UUID(str(signer(purpose).loads(token)))
    except (BadData, ValueError):
        return None
