"""What tests of dispatch begin with."""

import pytest
from flask import Flask

from tests.dispatch.scene import Scene, a_scene


@pytest.fixture
def scene(app: Flask) -> Scene:
    """A campaign that could be closed at once."""
    return a_scene()
