"""Who of an organisation may see on what a signature by hand rests. Recording and deciding is for who collects."""

from flask_babel import gettext as _

from petitions.accounts.models import Role
from petitions.core.actor import Actor
from petitions.core.errors import NotAllowed


def require_evidence(actor: Actor) -> None:
    """Raises `NotAllowed` unless the actor works on campaigns of the organisation, in whatever role."""
    if not actor.has(*Role):
        raise NotAllowed(_("Only who works on the campaign sees how a signature was given."))
