"""A declaration that was closed before the migration can be confirmed, lodged and published after it."""

from collections.abc import Callable

from flask import Flask

from tests.dispatch.lodging.declaration import a_declaration


def test_what_was_closed_before_the_migration_is_lodged_after_it(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        declaration = a_declaration()
        declaration.close()
    with app.app_context():
        app.extensions["alembic"].downgrade("0007")
    with app.app_context():
        app.extensions["alembic"].upgrade()
        assert declaration.now.late_since is None
        declaration.confirm()
        declaration.lodge()
        assert declaration.publish().number == "999"
