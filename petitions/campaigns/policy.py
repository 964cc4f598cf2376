"""Who may do what with a campaign of their own organisation. Reading is for everyone in it."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed


def may_plan(actor: Actor) -> bool:
    """Whether the actor may start, change, withdraw and conclude campaigns."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def require_plan(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may start and change campaigns."""
    if not may_plan(actor):
        raise NotAllowed(_("Only an owner or a drafter of your organisation may change a campaign. Ask one of them."))
