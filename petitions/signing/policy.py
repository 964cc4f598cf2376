"""Who of an organisation may open a text for signature, invite people to sign it, and answer signatories."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed

DECIDERS = (Role.OWNER, Role.DRAFTER, Role.DISPATCHER)
"""Those who answer what signatories say of their signatures: two of them are needed to restore one."""


def may_decide(actor: Actor) -> bool:
    """Whether the actor decides on disputes, wishes and late withdrawals."""
    return actor.has(*DECIDERS)


def require_deciding(actor: Actor) -> None:
    """Raises `NotAllowed` unless the actor may decide on them."""
    if not may_decide(actor):
        raise NotAllowed(_("Only owners, drafters and dispatchers answer what signatories say of their signatures."))


def may_collect(actor: Actor) -> bool:
    """Whether the actor may open texts for signature, invite, and end invitations."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def require_collecting(actor: Actor) -> None:
    """Raises `NotAllowed` unless the actor may collect signatures."""
    if not may_collect(actor):
        raise NotAllowed(_("Only owners and drafters open a text for signature and invite people to sign."))
