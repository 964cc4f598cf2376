"""Who may do what with the team."""

from petitions.accounts.models import Role
from petitions.core.actor import Actor


def may_manage_team(actor: Actor) -> bool:
    """Only owners invite, change roles and remove."""
    return actor.has(Role.OWNER)
