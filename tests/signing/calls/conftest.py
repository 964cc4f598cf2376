"""What tests of open calls begin with."""

import pytest
from flask import Flask

from tests.signing.appeal import Appeal
from tests.signing.calls.call import open_call
from tests.signing.scene import Desk


@pytest.fixture
def letter_desk(app: Flask) -> Desk:
    """A letter of members with an open call."""
    desk = Desk()
    open_call(desk)
    return desk


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal of organisations with an open call."""
    appeal = Appeal()
    open_call(appeal)
    return appeal
