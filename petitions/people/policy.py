"""Who may do what with rosters and people. Reading is for everyone who works in an organisation."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed


def require_addresses(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may register addresses and confirm those of others."""
    if not may_import(actor):
        raise NotAllowed(_("Only an owner or a drafter of your organisation decides on addresses. Ask one of them."))


def may_import(actor: Actor) -> bool:
    """Whether the actor may import a roster into the organisation's register."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def require_import(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may import a roster."""
    if not may_import(actor):
        raise NotAllowed(_("Only an owner or a drafter of your organisation may import a roster. Ask one of them."))
