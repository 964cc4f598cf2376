"""What signing refuses, by name."""

from petitions.core.errors import DomainError


class NotOpen(DomainError):
    """The text is not open for signature at the moment, or not yet ready to be."""


class NotEntitled(DomainError):
    """The instrument does not let this person sign, or no mandate is in force."""


class NoAddress(DomainError):
    """No address is registered for the person, so no code can reach them."""


class AlreadyInvited(DomainError):
    """The person was invited to this campaign before."""


class AlreadySigned(DomainError):
    """There is a signature in force already."""


class Disputed(DomainError):
    """Its bearer says that a signature was given by somebody else, and nobody has decided on that yet."""


class TwoAnswers(DomainError):
    """Two persons answered the same text, each for themselves, so they can't be read as one."""


class NotSigned(DomainError):
    """There is no signature that could be taken back."""


class NoWithdrawal(DomainError):
    """The instrument does not let a signature be taken back any more."""


class NoCorrection(DomainError):
    """There is nothing that could still be corrected: no signature in force, or no edition that would print it."""


class AlreadyAsked(DomainError):
    """The signatory asked for this before, and the organisers have not answered yet."""


class ConsentMissing(DomainError):
    """The consent to sign was not given."""


class NameUnusable(DomainError):
    """The name can't be printed as it was typed."""


class DisplayRefused(DomainError):
    """The way in which the signatory asks to be shown is not offered, or contradicts what was agreed to."""
