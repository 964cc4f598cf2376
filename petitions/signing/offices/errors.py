"""What offices refuse, by name."""

from petitions.core.errors import DomainError


class DelegateRefused(DomainError):
    """Nobody can be named so."""


class NotDelegate(DomainError):
    """Whoever prepares is no delegate of this signatory any more."""
