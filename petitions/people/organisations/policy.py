"""Who may keep the register of organisations that sign. Reading is for everyone who works in an organisation."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed
from petitions.people.organisations.models import RegisteredOrganisation, Representative


def may_keep(actor: Actor) -> bool:
    """Whether the actor may add to the organisation's register and change what stands there."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def may_change(actor: Actor, registered: RegisteredOrganisation) -> bool:
    """Whether the actor may change this one: the server's register is read by all and changed by none."""
    return may_keep(actor) and is_own(actor, registered)


def may_confirm(actor: Actor, representative: Representative) -> bool:
    """Whether the actor may confirm somebody's authority: a second person, who did not register it."""
    second = actor.id is not None and actor.id != representative.registered_by_id
    known = actor.has(Role.OWNER, Role.DRAFTER, Role.REVIEWER)
    return known and second and is_own(actor, representative.organisation)


def is_own(actor: Actor, registered: RegisteredOrganisation) -> bool:
    """Whether it stands on the actor's own register."""
    return registered.organisation_id == actor.organisation_id


def require_keep(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may add to the register."""
    if not may_keep(actor):
        raise NotAllowed(_("Owners and drafters keep the organisations that sign. Ask one of them."))


def require_change(actor: Actor, registered: RegisteredOrganisation) -> None:
    """Raise `NotAllowed` unless the actor may change this one."""
    require_keep(actor)
    require_own(actor, registered)


def require_own(actor: Actor, registered: RegisteredOrganisation) -> None:
    """Raise `NotAllowed` where it stands on the server's register."""
    if not is_own(actor, registered):
        raise NotAllowed(_("This stands on the register of the server, which only its operator changes."))
