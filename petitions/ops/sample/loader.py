"""Loads the sample: one real case retold from a published report, and everything else invented."""

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.accounts.models import Organisation, Role
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.ops.sample.cases import load_case
from petitions.ops.sample.files import read
from petitions.ops.sample.people import load_roster
from petitions.ops.sample.teams import Team, load_teams

OWNER_OF_CASES = "lantern"


class SampleRefused(DomainError):
    """The sample can't be loaded into this database."""


def load() -> None:
    """Load the whole sample in the caller's transaction.

    Raises `SampleRefused` in production, and into a database that holds anything already.
    """
    if current_app.config["SETTINGS"].production:
        raise SampleRefused(_("The sample is not for production: it shows a case without recorded consent."))
    if not is_empty():
        raise SampleRefused(_("The database is not empty. The sample goes into a new one only."))
    teams = load_teams()
    drafter = _with_role(teams[OWNER_OF_CASES], Role.DRAFTER)
    load_roster(drafter)
    for entry in [*read("cases.yaml")["cases"], read("case.yaml")]:
        load_case(drafter, entry)


def is_empty() -> bool:
    """Whether nobody works with this database yet."""
    return db.session.scalar(select(Organisation.id).limit(1)) is None


def _with_role(team: Team, role: Role) -> Actor:
    return next(actor for actor in team.values() if actor.has(role))
