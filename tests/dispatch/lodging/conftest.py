"""What tests of lodging begin with."""

import pytest
from flask import Flask

from tests.dispatch.lodging.declaration import Declaration, a_declaration


@pytest.fixture
def declaration(app: Flask) -> Declaration:
    """A declaration that could be closed at once."""
    return a_declaration()


@pytest.fixture
def ready(declaration: Declaration) -> Declaration:
    """A declaration whose sheet is confirmed."""
    declaration.close()
    declaration.confirm()
    return declaration
