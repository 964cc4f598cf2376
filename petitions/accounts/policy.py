"""Who may do what with the team."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed


def may_manage_team(actor: Actor) -> bool:
    """Only owners invite, change roles, remove, and close accounts."""
    return actor.has(Role.OWNER)


def require_manage_team(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may change the team."""
    if not may_manage_team(actor):
        raise NotAllowed(_("Only an owner may change the team. Ask one of the owners listed there."))
