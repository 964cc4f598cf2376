"""What is refused where signatures are recorded by hand, by name."""

from petitions.core.errors import DomainError


class UnusableEvidence(DomainError):
    """There is no evidence, or none that can be kept."""


class NotGiven(DomainError):
    """It can't have been given at that moment."""


class AlreadyRecorded(DomainError):
    """Another recording of the same signatory waits for its second organiser."""


class SameOrganiser(DomainError):
    """Who recorded a signature is not the one who confirms it."""


class OtherWords(DomainError):
    """The consents are put in other words than those that were recorded."""
