"""Whoever only looks, a mail scanner above all, answers nothing and writes nothing."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Code, User
from petitions.core.db import db
from petitions.ledger.models import Leaf
from petitions.signing import links
from petitions.signing.models import Invitation, Signature
from tests.factories import sign_in
from tests.signing.browsing import Page, type_code
from tests.signing.scene import count
from tests.support.mailbox import mails_to


def test_three_hundred_scanner_visits_answer_nothing(
    app: Flask, invitation: Invitation, letter: str, address: str
) -> None:
    scanner = app.test_client()
    landing = f"/en/i/{links.token(invitation.id)}"
    for visit in range(300):
        if visit % 3 == 0:
            scanner = app.test_client()
        answer = scanner.head(landing) if visit % 2 else scanner.get(landing, follow_redirects=True)
        submit_everything(scanner, answer.text)
        if visit % 30 == 0:
            for link in Page(scanner.get(letter).text).links:
                if link.startswith(letter):
                    submit_everything(scanner, scanner.get(link).text)
    assert (count(Signature), count(Leaf)) == (0, 0)
    assert db.session.get_one(Invitation, invitation.id).state == "sent"
    assert all(code.used_at is None for code in db.session.scalars(select(Code)))
    assert len(mails_to(address)) <= 4


def submit_everything(scanner: FlaskClient, html: str) -> None:
    page = Page(html)
    for (method, action), fields in zip(page.forms, page.fields, strict=True):
        if method == "post" and action:
            scanner.post(action, data=dict.fromkeys(fields, "1"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with sqlite3.connect(tmp_path / "undersigned.db") as connection:
        yield connection
    connection.close()


def test_no_page_that_is_only_looked_at_writes(
    phone: FlaskClient, letter: str, address: str, organiser: User, client: FlaskClient, database: sqlite3.Connection
) -> None:
    type_code(phone, letter, address)
    sign_in(client, organiser)
    invitation = db.session.scalars(select(Invitation)).one()
    before = "".join(database.iterdump())
    desk = f"/en/desk/campaigns/{invitation.campaign_id}"
    own = [
        f"{letter}{page}"
        for page in ("", "/code", "/sign", "/receipt", "/decline", "/withdraw", "/passkey", "/passkey/enrol")
    ]
    own += [f"/en/i/{links.token(invitation.id)}", links.undo(invitation.id).partition(":8000")[2]]
    pages = [f"{desk}/open", f"{desk}/invitations", f"{desk}/invitations/new?text=Ona"]
    for browser, address_of_page in [(phone, page) for page in own] + [(client, page) for page in pages]:
        assert browser.get(address_of_page).status_code in {200, 303}
        assert browser.head(address_of_page).status_code in {200, 303}
    assert "".join(database.iterdump()) == before
