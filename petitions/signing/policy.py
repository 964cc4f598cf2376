"""Who of an organisation may open a text for signature and invite people to sign it."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed


def may_collect(actor: Actor) -> bool:
    """Whether the actor may open texts for signature, invite, and end invitations."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def require_collecting(actor: Actor) -> None:
    """Raises `NotAllowed` unless the actor may collect signatures."""
    if not may_collect(actor):
        raise NotAllowed(_("Only owners and drafters open a text for signature and invite people to sign."))
