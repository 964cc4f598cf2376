"""What tests of public signing begin with."""

import pytest
from flask import Flask

from tests.signing.supporters.petition import Petition


@pytest.fixture
def petition(app: Flask) -> Petition:
    """A petition that anybody may sign."""
    return Petition()
