"""A code that is none is refused in every way to come in, with a sentence that helps; whoever follows it gets in."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.codes import WRONG_TRIES
from petitions.accounts.models import Code
from petitions.core.db import db, transaction
from tests.signing import ways
from tests.signing.browsing import text
from tests.signing.ways import Way, answered

DIFFER = "These are not the digits that we mailed. Compare them with the newest mail."
OVER = "This code is no longer valid. Ask for a new one."
PUBLIC = "This code lets nobody in. Compare it with the newest mail; after five wrong tries ask for a new one."
CALLED = "These are not the digits of the newest mail, or they have run out. Compare them, or ask for another mail."
# What the one who was invited is told; whoever comes by a public page is told the same of every code.
SAYS = {ways.of_the_public: PUBLIC, ways.called: CALLED, ways.called_organisation: CALLED}
EVERY = [ways.invited, *SAYS]

pytestmark = pytest.mark.parametrize("comes", EVERY, ids=[one.__name__ for one in EVERY])
Comes = Callable[[], Way]


def refused(way: Way, phone: FlaskClient, digits: str, says: str) -> None:
    """Type the digits: they are refused in these words, and nobody has signed or asked by them."""
    before = answered()
    answer = way.type(phone, digits)
    assert answer.status_code == 200
    assert says in text(answer)
    assert answered() == before


def lets_in(way: Way, phone: FlaskClient, digits: str) -> None:
    """Type the digits: they lead on."""
    assert way.type(phone, digits).status_code == 303


def wrong(digits: str) -> str:
    """Other digits, as many."""
    plain = digits.replace(" ", "")
    return f"{(int(plain) + 1) % 10 ** len(plain):0{len(plain)}d}"


def test_wrong_five_times(client: FlaskClient, comes: Comes) -> None:
    way = comes()
    digits = way.begin(client)
    for _try in range(WRONG_TRIES):
        refused(way, client, wrong(digits), SAYS.get(comes, DIFFER))
    refused(way, client, digits, SAYS.get(comes, OVER))
    lets_in(way, client, way.ask_again(client))


def test_expired(client: FlaskClient, comes: Comes) -> None:
    way = comes()
    digits = way.begin(client)
    with transaction():
        for code in db.session.scalars(select(Code)):
            code.expires_at = code.created_at
    refused(way, client, digits, SAYS.get(comes, OVER))
    lets_in(way, client, way.ask_again(client))


def test_asked_for_in_another_browser(app: Flask, client: FlaskClient, comes: Comes) -> None:
    way = comes()
    digits, laptop = way.begin(client), app.test_client()
    own = way.begin(laptop)
    refused(way, laptop, digits, SAYS.get(comes, DIFFER))
    lets_in(way, laptop, own)


def test_asked_for_another_version(app: Flask, client: FlaskClient, comes: Comes) -> None:
    way = comes()
    digits = way.begin(client)
    way.mend(app.test_client())
    refused(way, client, digits, SAYS.get(comes, OVER))
    lets_in(way, client, way.begin(client))


def test_asked_for_another_purpose(client: FlaskClient, comes: Comes) -> None:
    way = comes()
    other = way.other_code(client)
    if comes is ways.invited:
        # Who has signed is asked for a code again once another version is open.
        way.mend(client)
    own = way.begin(client)
    refused(way, client, other, SAYS.get(comes, DIFFER))
    lets_in(way, client, own)
