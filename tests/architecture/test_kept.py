"""An application that is lent to one test after another is to each as if it had been made for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from petitions.core.config import Settings
from petitions.core.db import db
from tests.conftest import made_for, settings_for
from tests.support import kept

KIND = "lent to the tests of lending"
HOOKS = (
    *("before_request_funcs", "after_request_funcs", "teardown_request_funcs", "template_context_processors"),
    *("url_value_preprocessors", "url_default_functions", "teardown_appcontext_funcs", "shell_context_processors"),
)


@pytest.fixture
def lent(tmp_path: Path) -> Iterator[tuple[Flask, Settings]]:
    """One that a test has had and changed, and the settings that the next test has."""
    app = kept.lent(KIND, settings_for(tmp_path / "first"), made_for)
    with app.app_context():
        assert url_of_migrations(app) == str(db.engine.url)
    app.config.update(WTF_CSRF_ENABLED=True, LEFT="over")
    app.extensions["left"] = "over"
    app.before_request(lambda: None)
    kept.give_back()
    yield app, settings_for(tmp_path / "second")
    kept.give_back()


def url_of_migrations(app: Flask) -> str:
    (context,) = app.extensions["alembic"].migration_contexts.values()
    return str(context.connection.engine.url)


def named(value: object) -> object:
    """A list of calls as their names, a table of such lists likewise."""
    if isinstance(value, dict):
        return {key: named(calls) for key, calls in value.items() if calls}
    return sorted(getattr(call, "__qualname__", "") for call in value)


def test_it_is_the_same_one_with_everything_as_it_was_made(lent: tuple[Flask, Settings]) -> None:
    app, settings = lent
    again, anew = kept.lent(KIND, settings, made_for), made_for(settings)
    assert again is app
    assert dict(again.config) == dict(anew.config)
    assert again.instance_path == anew.instance_path
    assert again.extensions.keys() == anew.extensions.keys()
    assert {hook: named(getattr(again, hook)) for hook in HOOKS} == {hook: named(getattr(anew, hook)) for hook in HOOKS}
    assert settings.instance.is_dir()


def test_rows_and_migrations_are_those_of_the_next_test(lent: tuple[Flask, Settings]) -> None:
    app, settings = lent
    with kept.lent(KIND, settings, made_for).app_context():
        assert str(db.engine.url) == url_of_migrations(app) == settings.database_url


def test_while_a_test_has_it_another_is_made(lent: tuple[Flask, Settings]) -> None:
    app, settings = lent
    assert kept.lent(KIND, settings, made_for) is app
    assert kept.lent(KIND, settings, made_for) is not app


def test_one_in_which_a_fault_was_planted_is_thrown_away(lent: tuple[Flask, Settings]) -> None:
    app, settings = lent
    app.extensions["csrf"].exempt(app.view_functions["public.home"])
    again = kept.lent(KIND, settings, made_for)
    assert again is not app
    kept.give_back()
    again.add_url_rule("/planted", "planted", lambda: "")
    assert kept.lent(KIND, settings, made_for) is not again
