"""Applications that a test process makes once, and lends to each test as if they had just been made for it.

To make one takes longer than many a test. All that `create_app` takes from the settings is where files and rows lie,
which `fit` sets anew; whatever else a test has changed is put back to how it was made.
"""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import make_url

from petitions.core import db as database
from petitions.core.config import Settings
from petitions.core.db import Base
from petitions.core.migrations import NumberedMigrations

ENGINES = "SQLALCHEMY_ENGINES"
DATABASE, MIGRATIONS = "sqlalchemy", "alembic"
REFILLED = (dict, list, set)

Make = Callable[[Settings], Flask]


@dataclass
class Kept:
    """An application, and all that stood in it when it was made. One that is lent belongs to a test."""

    app: Flask
    is_lent: bool = False
    made: dict[str, tuple[Any, Any]] = field(init=False)
    depths: Hashable = field(init=False)

    def __post_init__(self) -> None:
        self.made = {name: (value, _copied(value)) for name, value in vars(self.app).items()}
        self.depths = _depths(self.app)

    @property
    def is_spoilt(self) -> bool:
        """Whether a test has changed what lies too deep to be put back, as those do that plant a fault."""
        return _depths(self.app) != self.depths

    def put_back(self) -> None:
        """Let it hold what it held when it was made, and nothing else."""
        vars(self.app).clear()
        vars(self.app).update({name: _refilled(*held) for name, held in self.made.items()})


_kept: dict[Hashable, Kept] = {}


def lent(kind: Hashable, settings: Settings, make: Make) -> Flask:
    """The application of this kind, fitted to the settings; one more where a test has it already.

    Settings of one kind differ in nothing but where files and rows lie.
    """
    kept = _kept.get(kind)
    if kept is not None and kept.is_lent:
        return make(settings)
    if kept is None or kept.is_spoilt:
        kept = _kept[kind] = Kept(make(settings))
    else:
        kept.put_back()
        fit(kept.app, settings)
    kept.is_lent = True
    return kept.app


def give_back() -> None:
    """Nobody has any of them any more."""
    for kept in _kept.values():
        kept.is_lent = False


def has(app: Flask) -> bool:
    """Whether the application is one of those that are kept."""
    return any(kept.app is app for kept in _kept.values())


def fit(app: Flask, settings: Settings) -> None:
    """Let the application keep its files and its rows where the settings say."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    app.instance_path = str(settings.instance)
    app.config["SETTINGS"] = settings
    app.config[ENGINES] = {"default": {**app.config[ENGINES]["default"], "url": settings.database_url}}
    with app.app_context():
        engine = database.db.engine
    if engine.url != make_url(settings.database_url):
        engine.dispose()
        _uninstall(app, DATABASE, "flask_sqlalchemy_lite")
        database.install(app)
    # The migrations remember the engine that they ran on.
    _uninstall(app, MIGRATIONS, "flask_alembic")
    NumberedMigrations(Base.metadata).init_app(app)


def _uninstall(app: Flask, extension: str, package: str) -> None:
    del app.extensions[extension]
    for calls in (app.teardown_appcontext_funcs, app.shell_context_processors):
        calls[:] = [call for call in calls if not call.__module__.startswith(package)]


def _copied(value: Any) -> Any:
    """A copy of what can be refilled, and of the lists in a table of lists."""
    if isinstance(value, dict):
        return {key: copy(calls) if isinstance(calls, list) else calls for key, calls in value.items()}
    return copy(value) if isinstance(value, REFILLED) else value


def _refilled(value: Any, before: Any) -> Any:
    """The same object, which others know too, with what it held before."""
    if value is before:
        return value
    value.clear()
    if isinstance(value, list):
        value.extend(before)
    else:
        value.update(_copied(before))
    return value


def _depths(app: Flask) -> Hashable:
    """What `put_back` does not reach: addresses, what may be posted without a token, what pages know by name."""
    rules, csrf, names = app.url_map.iter_rules(), app.extensions["csrf"], app.jinja_env.globals
    return sum(1 for _ in rules), frozenset(csrf._exempt_views), frozenset((name, id(names[name])) for name in names)
