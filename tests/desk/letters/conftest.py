"""What tests of My letters begin with: a member who was asked to sign, and a phone that opened no link."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.people.models import Person
from petitions.signing.models import Invitation
from tests.signing.scene import Desk, address_of


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk()


@pytest.fixture
def asked(desk: Desk) -> tuple[Person, Invitation]:
    return desk.invited()


@pytest.fixture
def invitation(asked: tuple[Person, Invitation]) -> Invitation:
    return asked[1]


@pytest.fixture
def address(asked: tuple[Person, Invitation]) -> str:
    return address_of(asked[0])


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return app.test_client()
