"""Who may take a list of signatories along, and with whose names."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed


def may_take_undisclosed(actor: Actor) -> bool:
    """Whether a file for the actor may hold the names of those who did not agree to be named: dispatchers only."""
    return actor.has(Role.DISPATCHER)


def require_undisclosed(actor: Actor) -> None:
    """Raises `NotAllowed` unless the actor may take undisclosed names along."""
    if not may_take_undisclosed(actor):
        raise NotAllowed(_("Only dispatchers take the names of those along who are not disclosed. Ask one of them."))
