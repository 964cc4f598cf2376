"""Migrations go up and down with data in the tables, on both databases, and build what the models say."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import inspect

from petitions.cases import parts
from petitions.cases.models import Case
from petitions.cases.rules import EventFacts
from petitions.core.actor import COMMAND_LINE
from petitions.core.db import Base, db, transaction
from tests import factories


def what_is_there() -> dict[str, Any]:
    """The whole structure of the database: columns, keys, checks, indexes."""
    look = inspect(db.engine)
    return {
        table: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in look.get_columns(table)},
            "primary key": look.get_pk_constraint(table)["constrained_columns"],
            "checks": {c["name"]: c["sqltext"] for c in look.get_check_constraints(table)},
            "unique": {u["name"]: u["column_names"] for u in look.get_unique_constraints(table)},
            # By columns: on SQLite a reference that comes with a later column has no name.
            "foreign": {tuple(f["constrained_columns"]): f["referred_table"] for f in look.get_foreign_keys(table)},
            "indexes": {
                i["name"]: (i["column_names"], bool(i["unique"]), where_of(i)) for i in look.get_indexes(table)
            },
        }
        for table in look.get_table_names()
        if table != "alembic_version"
    }


def where_of(index: Any) -> str:
    """The condition of a partial index, as text."""
    options = index.get("dialect_options", {})
    return str(options.get("postgresql_where", options.get("sqlite_where", "")))


def test_the_migrations_build_what_the_models_say(app: Flask) -> None:
    migrated = what_is_there()
    Base.metadata.drop_all(db.engine)
    Base.metadata.create_all(db.engine)
    assert what_is_there() == migrated


def test_a_database_with_data_goes_down_and_up_again(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        organisation = factories.an_organisation()
        campaign = factories.a_campaign(factories.a_case(organisation), "collecting")
        factories.an_invitation(campaign, factories.a_member())
    with app.app_context():
        app.extensions["alembic"].downgrade("base")
    with app.app_context():
        assert what_is_there() == {}
        app.extensions["alembic"].upgrade()
    with app.app_context():
        factories.a_campaign(factories.a_case(factories.an_organisation()), "collecting")


def test_entries_of_a_case_get_keys_and_what_nobody_approved_is_no_longer_shown(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        case = factories.a_case(factories.an_organisation())
        with transaction():
            for title in ("Held", "Held"):
                parts.add_event(COMMAND_LINE, case, EventFacts(title))
        app.extensions["alembic"].downgrade("0001")
    with app.app_context():
        app.extensions["alembic"].upgrade()
    with app.app_context():
        stored = db.session.get_one(Case, case.id)
        assert len({event.key for event in stored.events} - {""}) == 2
        assert (stored.published_at, stored.release, stored.basis) == (None, None, "consent")
