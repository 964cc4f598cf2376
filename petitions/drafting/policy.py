"""Who may write and who may judge texts of their own organisation. Reading is for everyone in it."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed
from petitions.drafting.models import Version


def may_write(actor: Actor) -> bool:
    """Whether the actor may save versions and ask for reviews."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def may_review(actor: Actor) -> bool:
    """Whether the actor may approve and refuse versions that others wrote."""
    return actor.has(Role.OWNER, Role.REVIEWER)


def may_judge(actor: Actor, version: Version) -> bool:
    """Whether the actor may approve or refuse this version: a reviewer who did not write it."""
    return may_review(actor) and actor.id != version.author_id


def require_write(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may write."""
    if not may_write(actor):
        raise NotAllowed(_("Only an owner or a drafter of your organisation may write texts. Ask one of them."))


def require_review(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may review."""
    if not may_review(actor):
        raise NotAllowed(_("Only an owner or a reviewer of your organisation may judge texts. Ask one of them."))
