"""Errors that speak to people: what happened and what to do."""


class DomainError(Exception):
    """A rule refused what was asked. The message is shown to the person as it stands."""

    status = 409

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(DomainError):
    """The actor may see the thing but not do this with it."""

    status = 403


class NotFound(DomainError):
    """There is no such thing, or none that this actor may know of."""

    status = 404


class Gone(DomainError):
    """The link was right once and has had its day."""

    status = 410


class StalePage(DomainError):
    """The page was made from an older state than the one stored now."""


class InvalidTransition(DomainError):
    """The thing is in a state from which this step does not lead on."""
