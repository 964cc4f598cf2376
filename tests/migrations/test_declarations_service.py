"""A declaration that was closed before the migration can be confirmed, lodged and published after it."""

from collections.abc import Callable

from flask import Flask

from petitions.core.db import db
from tests.dispatch.lodging.declaration import Declaration, a_declaration


def test_what_was_closed_before_the_migration_is_lodged_after_it(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        made = a_declaration()
        made.close()
        rows = [(type(row), row.id) for row in (made.organisation, made.ada, made.ben, made.campaign)]
    with app.app_context():
        app.extensions["alembic"].downgrade("0007")
    with app.app_context():
        app.extensions["alembic"].upgrade()
        declaration = Declaration(*(db.session.get_one(*row) for row in rows))
        assert declaration.now.late_since is None
        declaration.confirm()
        declaration.lodge()
        assert declaration.publish().number == "999"
