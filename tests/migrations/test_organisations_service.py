"""The register of organisations that sign comes and goes with data in the tables, on both databases."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import inspect

from petitions.core.db import db
from tests import factories
from tests.people.organisations import registered

TABLES = {
    "coalition_members",
    "organisation_domains",
    "organisation_heads",
    "registered_organisations",
    "representatives",
}


def a_full_register() -> None:
    actor = factories.acting(factories.a_user(factories.an_organisation()))
    ngo = registered.an_ngo(actor, domains=("bridge.example",), head="Solveig Test", country="EE")
    registered.a_representative(actor, ngo)
    registered.a_coalition(actor, ngo, "Zholdas")


def test_the_register_goes_down_and_up_with_data_and_leaves_the_rest(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    alembic = app.extensions["alembic"]
    with app.app_context():
        a_full_register()
        before = alembic.script_directory.get_revision("0004").down_revision
        alembic.downgrade(before)
    with app.app_context():
        assert TABLES.isdisjoint(inspect(db.engine).get_table_names())
        assert factories.an_organisation().id
        alembic.upgrade()
    with app.app_context():
        assert set(inspect(db.engine).get_table_names()) >= TABLES
        a_full_register()
