"""What every test stands on: a migrated database of its own, and an application that runs on it.

Tests in a module whose name ends in `_service` run twice, on SQLite and on PostgreSQL; all others run on SQLite.
"""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions import create_app
from petitions.core.config import Settings, read
from petitions.core.db import db
from petitions.core.limits import counting
from petitions.outbox.queue import EXTENSION as QUEUE
from tests.support import kept, loud, memory, postgres, written_once
from tests.support.browsers import PlainBrowser
from tests.support.parts import require

OFTEN_SET = {"ABUSE_CHECKS"}

gc.disable()
memory.use()
written_once.share_addresses()


def settings_for(folder: Path, **environ: str) -> Settings:
    """Settings of a test server whose files all lie in the folder."""
    return read({"UNDERSIGNED_ENV": "test", "UNDERSIGNED_INSTANCE": str(folder), **environ})


def migrate(settings: Settings) -> None:
    """Bring the database up to the newest migration."""
    app = create_app(settings)
    with app.app_context():
        app.extensions["alembic"].upgrade()
    with app.app_context():
        db.engine.dispose()


def made_for(settings: Settings) -> Flask:
    """An application whose forms need no token, and whose browsers and pages are those of tests."""
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = PlainBrowser
    written_once.share_templates(app)
    loud.listen(app)
    return app


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run service tests on both databases."""
    if "database_kind" not in metafunc.fixturenames:
        return
    both = metafunc.module.__name__.endswith("_service")
    kinds = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)] if both else ["sqlite"]
    metafunc.parametrize("database_kind", kinds, indirect=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage in what tests leave behind, not in all modules, and not after every few hundred objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file brought up by the migrations once, copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate(settings_for(folder))
    return folder / "undersigned.db"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A real PostgreSQL server with one migrated database to work in, and one to copy."""
    require("PostgreSQL", postgres.find())
    with postgres.running() as server:
        server.create("migrated")
        migrate(settings_for(server.folder, DATABASE_URL=server.url("migrated")))
        server.create("work", "migrated")
        yield server


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a fresh, migrated database."""
    if database_kind == "sqlite":
        copy = tmp_path / "undersigned.db"
        shutil.copy(request.getfixturevalue("migrated_database"), copy)
        yield f"sqlite:///{copy}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    changes_tables = request.node.path.parent.name == "migrations"
    with server.fresh_copy("migrated") if changes_tables else server.emptied("work") as name:
        yield server.url(name)


@pytest.fixture
def make_app(database_kind: str, database_url: str, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Build applications on the test's database, with settings of the test's choice."""
    made: list[Flask] = []

    def make(**environ: str) -> Flask:
        settings = settings_for(tmp_path, DATABASE_URL=database_url, **environ)
        usual = environ.keys() <= OFTEN_SET
        app = kept.lent((database_kind, *environ.items()), settings, made_for) if usual else made_for(settings)
        written_once.share_statements(app)
        made.append(app)
        return app

    yield make
    for app in made:
        counting.close(app)
        if QUEUE in app.extensions:
            app.extensions[QUEUE].storage.close()
        # To PostgreSQL the connections stay: a new one would read the catalogue of all tables anew.
        if database_kind == "sqlite" or not kept.has(app):
            with app.app_context():
                db.engine.dispose()
    kept.give_back()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application on a fresh database."""
    app = make_app()
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, and without forgery tokens."""
    return app.test_client()
