"""What tests with processes of their own begin with."""

from pathlib import Path

import pytest
from flask import Flask

from tests.signing.scene import Desk


@pytest.fixture
def environ(app: Flask, database_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of other processes on the test's database."""
    return {"UNDERSIGNED_ENV": "test", "UNDERSIGNED_INSTANCE": str(tmp_path), "DATABASE_URL": database_url}


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A campaign whose text is open."""
    return Desk()
