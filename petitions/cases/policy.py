"""Who may do what with a case of their own organisation. Reading is for everyone in it."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed


def may_edit(actor: Actor) -> bool:
    """Whether the actor may write a case, publish it and take it down."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def may_approve(actor: Actor) -> bool:
    """Whether the actor may approve what another person proposes to show, or refuse it."""
    return actor.has(Role.OWNER, Role.DRAFTER, Role.REVIEWER)


def require_approve(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may approve a release."""
    if not may_approve(actor):
        raise NotAllowed(_("Only an owner, a drafter or a reviewer of your organisation may do this. Ask one of them."))


def require_edit(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may write a case."""
    if not may_edit(actor):
        raise NotAllowed(_("Only an owner or a drafter of your organisation may change a case. Ask one of them."))
