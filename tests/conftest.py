"""What every test stands on: a migrated database of its own, and an application that runs on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions import create_app
from petitions.core.config import Settings, read
from petitions.core.db import db


def settings_for(folder: Path, **environ: str) -> Settings:
    """Settings of a test server whose files all lie in the folder."""
    return read({"UNDERSIGNED_ENV": "test", "UNDERSIGNED_INSTANCE": str(folder), **environ})


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file brought up by the migrations once, copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(settings_for(folder))
    with app.app_context():
        app.extensions["alembic"].upgrade()
        db.engine.dispose()
    return folder / "undersigned.db"


@pytest.fixture
def app(migrated_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application on a fresh database."""
    shutil.copy(migrated_database, tmp_path / "undersigned.db")
    app = create_app(settings_for(tmp_path))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, and without forgery tokens."""
    return app.test_client()
