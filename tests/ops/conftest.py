"""The sample, loaded once for all tests that only look at it."""

from pathlib import Path

import pytest

from petitions import create_app
from petitions.core.db import db, transaction
from petitions.ops.sample import loader
from tests.conftest import migrate, settings_for


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process look at the sample: two would load it twice."""
    for item in items:
        if "sampled_database" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("sample"))


@pytest.fixture(scope="session")
def sampled_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the sample in it."""
    folder = tmp_path_factory.mktemp("sampled")
    settings = settings_for(folder)
    migrate(settings)
    app = create_app(settings)
    with app.app_context():
        with transaction():
            loader.load()
        db.engine.dispose()
    return folder / "undersigned.db"
