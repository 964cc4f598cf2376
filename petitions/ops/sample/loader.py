"""Loads the sample: one real case retold from a published report, and everything else invented."""

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.accounts.models import Organisation, Role, User
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.core.sealed import keyring
from petitions.ops.sample.assembly import load_assembly
from petitions.ops.sample.by_hand import load_by_hand
from petitions.ops.sample.campaigns import Cast, load_campaigns
from petitions.ops.sample.cases import load_cases
from petitions.ops.sample.files import read
from petitions.ops.sample.offices import load_offices
from petitions.ops.sample.past import FIRST_DAY, on
from petitions.ops.sample.people import load_roster, members
from petitions.ops.sample.register import load_register, speakers
from petitions.ops.sample.teams import load_teams, with_role

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
    with on(FIRST_DAY, "09:00"):
        cast = _load_cast()
    load_campaigns(cast)


def is_loaded() -> bool:
    """Whether the sample's accounts are in this database."""
    accounts = [user["email"] for entry in read("organisations.yaml")["organisations"] for user in entry["users"]]
    indexes = [keyring().index(address) for address in accounts]
    return db.session.scalar(select(User.id).where(User.email_index.in_(indexes)).limit(1)) is not None


def is_empty() -> bool:
    """Whether nobody works with this database yet."""
    return db.session.scalar(select(Organisation.id).limit(1)) is None


def _load_cast() -> Cast:
    team = load_teams()[OWNER_OF_CASES]
    drafter = with_role(team, Role.DRAFTER)
    load_roster(drafter)
    load_assembly(team)
    load_register(team)
    load_by_hand(team)
    cases = load_cases(drafter, with_role(team, Role.REVIEWER))
    return Cast(team, cases, load_offices(drafter), members(drafter), speakers(drafter))
