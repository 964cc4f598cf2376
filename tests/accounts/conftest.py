"""What tests of accounts begin with."""

import pytest
from flask import Flask

from petitions.accounts.models import Role, User
from tests.factories import a_user, an_organisation


@pytest.fixture
def ada(app: Flask) -> User:
    """The owner of an organisation."""
    return a_user(an_organisation(), Role.OWNER, name="Ada Organiser")
