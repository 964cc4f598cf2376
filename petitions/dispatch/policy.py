"""Who may close, send and follow up."""

from petitions.accounts.models import Role
from petitions.core.actor import Actor


def may_close(actor: Actor) -> bool:
    """Drafters and owners close and reopen."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def may_confirm(actor: Actor) -> bool:
    """Dispatchers and owners let a letter go, and settle what became of it."""
    return actor.has(Role.OWNER, Role.DISPATCHER)


def may_prepare(actor: Actor) -> bool:
    """Addressees, replies and follow-ups are kept by all who write or send."""
    return actor.has(Role.OWNER, Role.DRAFTER, Role.DISPATCHER)
