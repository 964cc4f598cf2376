"""The sample's organisations and the accounts in them, one in every role."""

from dataclasses import replace
from typing import Any

from petitions.accounts import service
from petitions.accounts.models import Role
from petitions.core.actor import COMMAND_LINE, Actor, ActorKind
from petitions.ops.sample.files import read

Team = dict[str, Actor]


def load_teams() -> dict[str, Team]:
    """Create both organisations. Returns the accounts as actors, by organisation and by mail address."""
    return {entry["key"]: _load_team(entry) for entry in read("organisations.yaml")["organisations"]}


def _load_team(entry: dict[str, Any]) -> Team:
    organisation = service.create_organisation(COMMAND_LINE, entry["name"], entry["country"], entry["email"])
    founder = replace(COMMAND_LINE, organisation_id=organisation.id)
    return {user["email"]: _load_user(founder, user) for user in entry["users"]}


def _load_user(founder: Actor, entry: dict[str, str]) -> Actor:
    user = service.create_user(founder, entry["name"], entry["email"])
    roles = frozenset({entry["role"]})
    if founder.organisation_id is not None:
        service.give_roles(founder, user, founder.organisation_id, roles)
    return Actor(ActorKind.USER, user.name, user.id, founder.organisation_id, roles)


def with_role(team: Team, role: Role) -> Actor:
    """The member of the team who holds this role."""
    return next(actor for actor in team.values() if actor.has(role))
