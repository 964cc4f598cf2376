"""Who may close, send and follow up."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed


def may_close(actor: Actor) -> bool:
    """Whether the actor may close a campaign and reopen it."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def may_confirm(actor: Actor) -> bool:
    """Whether the actor may let a letter go, and settle what became of it."""
    return actor.has(Role.OWNER, Role.DISPATCHER)


def may_prepare(actor: Actor) -> bool:
    """Whether the actor may keep addressees, replies and follow-ups: all who write or send."""
    return actor.has(Role.OWNER, Role.DRAFTER, Role.DISPATCHER)


def require_close(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may close and reopen."""
    if not may_close(actor):
        raise NotAllowed(_("Drafters and owners close a campaign and reopen it. Ask one of them."))


def require_confirm(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may send letters."""
    if not may_confirm(actor):
        raise NotAllowed(_("Dispatchers and owners send a letter and settle what becomes of it. Ask one of them."))


def require_prepare(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may keep addressees, replies and follow-ups."""
    if not may_prepare(actor):
        raise NotAllowed(
            _("Drafters, dispatchers and owners keep addressees, replies and follow-ups. Ask one of them.")
        )
