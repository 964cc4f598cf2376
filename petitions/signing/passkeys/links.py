"""The link by which a passkey can be removed: mailed to the registered address, found by its hash."""

from uuid import UUID

from petitions.core.addresses import external
from petitions.core.tokens import derived_link_token

PURPOSE = "passkey"


def token(passkey_id: UUID) -> str:
    """The token of a passkey's link."""
    return derived_link_token(PURPOSE, str(passkey_id))


def remove(passkey_id: UUID) -> str:
    """Where the mail leads: the page that shows the passkey, and can remove it."""
    return external("signing.arrive_at_passkey", token=token(passkey_id))
