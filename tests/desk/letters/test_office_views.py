"""The pages of an office: a delegate sees what waits and prepares it, and can do nothing else."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.core.db import db
from petitions.signing.models import Invitation, Signature
from petitions.signing.offices.models import Delegate, Preparation
from tests.desk.letters.entering import HOME, enter
from tests.signing.browsing import text, type_code
from tests.signing.scene import count

OFFICE = "vera@office.example"
NAMED = {"name": "Vera Delegate", "address": OFFICE}


@pytest.fixture
def aide(app: Flask, phone: FlaskClient, address: str) -> FlaskClient:
    """The browser of a delegate whom the member named, signed in with a code of her own."""
    enter(phone, address)
    assert "Vera Delegate prepares your letters" in text(
        phone.post(f"{HOME}delegates", data=NAMED, follow_redirects=True)
    )
    browser = app.test_client()
    enter(browser, OFFICE)
    return browser


def prepare(aide: FlaskClient, invitation: Invitation, **fields: str):
    """Fill in the page of preparing and send it."""
    page = aide.get(f"{HOME}office/{invitation.id}").text
    hidden = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("version", "worded")}
    typed = {"name": "Ona Žemaitė-Testė", "display": "public", **hidden, **fields}
    return aide.post(f"{HOME}office/{invitation.id}", data=typed, follow_redirects=True)


def test_a_delegate_sees_the_queue_and_prepares(aide: FlaskClient, phone: FlaskClient, invitation: Invitation) -> None:
    assert "Letters of the office of" in text(aide.get(HOME))
    assert "Prepared." in text(prepare(aide, invitation, print_name="y"))
    assert "prepared by Vera Delegate" in text(aide.get(HOME))
    assert count(Preparation) == 1
    assert count(Signature) == 0


def test_every_page_that_answers_a_letter_is_closed_to_a_delegate(
    app: Flask, aide: FlaskClient, invitation: Invitation
) -> None:
    prepare(aide, invitation)
    posts = [
        rule.rule.replace("<lang>", "en").replace("<uuid:invitation_id>", str(invitation.id))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/<lang>/letters/") and "POST" in (rule.methods or ())
    ]
    assert len(posts) > 8
    for address in posts:
        assert aide.post(address, data={"sure": "y", "code": "123456"}).status_code == 404, address
    assert aide.get(f"{HOME}{invitation.id}/letter").status_code == 404
    assert aide.post(f"{HOME}delegates", data={"name": "X", "address": "x@office.example"}).status_code == 404
    assert db.session.get_one(Invitation, invitation.id).state == "sent"


def test_what_was_taken_back_ends_the_delegates_session(
    aide: FlaskClient, phone: FlaskClient, invitation: Invitation
) -> None:
    delegate = db.session.query(Delegate).one()
    assert aide.post(f"{HOME}delegates/{delegate.id}/end").status_code == 404
    phone.post(f"{HOME}delegates/{delegate.id}/end")
    assert aide.get(HOME).location.endswith("/my-letters/sign-in")
    assert aide.get(f"{HOME}office/{invitation.id}").status_code == 303


def test_the_member_finds_it_prepared_on_the_page_of_signing(
    aide: FlaskClient, phone: FlaskClient, invitation: Invitation, address: str
) -> None:
    prepare(aide, invitation, name="O. Žemaitė-Testė", comment="Ring\r\nher office.")
    phone.get(f"{HOME}{invitation.id}/letter")
    page = phone.get(type_code(phone, f"/en/letters/{invitation.id}", address))
    assert "Prepared by Vera Delegate" in text(page)
    assert 'value="O. Žemaitė-Testė"' in page.text
    version = re.search(r'name="version"[^>]*value="([^"]+)"', page.text)[1]
    typed = {"version": version, "name": "O. Žemaitė-Testė", "comment": "Ring\r\nher office.", "display": "public"}
    phone.post(f"/en/letters/{invitation.id}/sign", data=typed)
    signature = db.session.query(Signature).one()
    assert (signature.prepared_by, signature.comment) == ("Vera Delegate", "Ring\nher office.")


def test_a_delegate_finds_the_own_proposal_again(aide: FlaskClient, invitation: Invitation) -> None:
    prepare(aide, invitation, name="O. Žemaitė-Testė", comment="Ring her office.", contact="y")
    page = aide.get(f"{HOME}office/{invitation.id}").text
    assert 'value="O. Žemaitė-Testė"' in page
    assert "Ring her office." in page
    assert re.search(r'checked[^>]*name="contact"', page)


def test_a_shared_mailbox_is_said_openly(aide: FlaskClient, phone: FlaskClient) -> None:
    assert "If your office shares this mailbox" in text(phone.get(f"{HOME}delegates"))
