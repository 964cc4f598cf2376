"""Who may do what with rosters and people. Reading is for everyone who works in an organisation."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor, ActorKind
from petitions.core.errors import NotAllowed
from petitions.people.addressing import NotYourRegister
from petitions.people.models import Person, Roster


def require_addresses(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may register addresses and confirm those of others."""
    if not may_import(actor):
        raise NotAllowed(_("Only an owner or a drafter of your organisation decides on addresses. Ask one of them."))


def require_merging(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may say that two persons are one, or that they are not."""
    if not may_import(actor):
        raise NotAllowed(_("Only an owner or a drafter of your organisation says who is one person. Ask one of them."))


def require_own(actor: Actor, *persons: Person) -> None:
    """Raise `NotYourRegister` unless the persons stand on the actor's own register."""
    if any(person.organisation_id is None or person.organisation_id != actor.organisation_id for person in persons):
        raise NotYourRegister(
            _("This person stands on the server’s register. Only persons on your organisation’s own can be merged.")
        )


def require_by_hand(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may enter mandates by hand and decide on those of others."""
    if not may_import(actor):
        raise NotAllowed(_("Only an owner or a drafter of your organisation decides on mandates. Ask one of them."))


def require_decider(actor: Actor, roster: Roster) -> None:
    """Raise `NotYourRegister` unless the roster is the actor's to decide on; the server's is its operator's."""
    if roster.organisation_id is None and actor.kind != ActorKind.COMMAND_LINE:
        raise NotYourRegister(_("These rows wait on the server’s register. Its operator decides on them."))
    if roster.organisation_id != actor.organisation_id:
        raise NotYourRegister(_("These rows wait on another organisation’s register."))


def may_import(actor: Actor) -> bool:
    """Whether the actor may import a roster into the organisation's register."""
    return actor.has(Role.OWNER, Role.DRAFTER)


def require_import(actor: Actor) -> None:
    """Raise `NotAllowed` unless the actor may import a roster."""
    if not may_import(actor):
        raise NotAllowed(_("Only an owner or a drafter of your organisation may import a roster. Ask one of them."))
