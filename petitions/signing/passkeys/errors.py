"""What is refused about passkeys, by name."""

from petitions.core.errors import DomainError


class NotFresh(DomainError):
    """No signature was confirmed with a mailed code in this browser a moment ago."""


class NotEnrolled(DomainError):
    """What the authenticator made can't be taken in."""


class PasskeyRefused(DomainError):
    """The passkey proves nothing here. The mailed code stays as the way."""
