"""What open calls refuse, by name."""

from petitions.core.errors import DomainError


class NoCall(DomainError):
    """There is no call in force, or none can be opened."""


class AlreadyDecided(DomainError):
    """The request was admitted or refused before."""


class NotVouched(DomainError):
    """The address is in none of the organisation's own domains, and nobody vouches for it."""


class AlreadyAsked(DomainError):
    """A request from this address is under way."""
