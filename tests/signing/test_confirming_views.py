"""From the letter to the receipt: a code from the registered mailbox, a name, and choices that nobody made before."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Code
from petitions.campaigns.models import Campaign
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.drafting import queries as drafting
from petitions.ledger.models import Leaf
from petitions.signing import links
from petitions.signing.models import ConsentKind, Invitation, Signature
from tests.signing.browsing import sign, type_code
from tests.signing.scene import count
from tests.support.mailbox import code_for, mails_to


def test_the_whole_way_from_link_to_receipt(phone: FlaskClient, letter: str, address: str) -> None:
    page = sign(phone, letter, address, name="Ona Testė-Bandė", print_name="y")
    assert "You have signed" in page.text
    assert "Ona Testė-Bandė" in page.text
    signature = db.session.scalars(select(Signature)).one()
    given = {consent.kind for consent in signature.consents if consent.given}
    assert given == {ConsentKind.SIGN, ConsentKind.PRINT}
    leaf = db.session.get_one(Leaf, signature.leaf_id)
    shown = page.text.replace(" ", "")
    assert leaf.commitment in shown
    assert leaf.version in shown


def test_nothing_but_the_name_is_filled_in_beforehand(phone: FlaskClient, letter: str, address: str) -> None:
    page = phone.get(type_code(phone, letter, address)).text
    assert 'value="Ona Testė"' in page
    # By name is how it would be shown, if it were: no box is ticked that shows it.
    assert re.findall(r'<input[^>]*\bchecked\b[^>]*name="(\w+)"[^>]*value="(\w+)"', page) == [("display", "public")]


def test_the_receipt_is_the_same_on_every_visit_and_after_a_repeat(
    phone: FlaskClient, letter: str, address: str
) -> None:
    first = sign(phone, letter, address)
    version = str(db.session.scalars(select(Campaign)).one().open_version_id)
    again = phone.post(f"{letter}/sign", data={"version": version, "name": "Other"}, follow_redirects=True)
    assert first.text == again.text == phone.get(letter, follow_redirects=True).text
    assert count(Signature) == 1


def test_wrong_digits_are_said_beside_the_field(phone: FlaskClient, letter: str) -> None:
    phone.post(f"{letter}/ask")
    response = phone.post(f"{letter}/code", data={"code": "000 000"})
    assert "These are not the digits that we mailed" in response.text
    assert db.session.scalars(select(Code)).one().wrong_tries == 1


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567", "１２３４５６x", "' OR 1=1 --", "9" * 5000])
def test_what_is_no_code_is_refused_in_words(phone: FlaskClient, letter: str, typed: str) -> None:
    phone.post(f"{letter}/ask")
    response = phone.post(f"{letter}/code", data={"code": typed})
    assert response.status_code == 200
    assert "The code has six digits, or twelve" in response.text or "Type the digits from the mail." in response.text


def test_after_five_wrong_tries_a_new_code_is_offered(phone: FlaskClient, letter: str, address: str) -> None:
    phone.post(f"{letter}/ask")
    wrong = "000 000" if code_for(address) != "000 000" else "111 111"
    for _try in range(5):
        phone.post(f"{letter}/code", data={"code": wrong})
    response = phone.post(f"{letter}/code", data={"code": code_for(address)})
    assert "Ask for a new one" in response.text
    assert "Mail me the code" in response.text


def test_the_third_mail_within_the_hour_holds_a_long_code_and_no_fourth_is_sent(
    phone: FlaskClient, letter: str, address: str
) -> None:
    for _time in range(4):
        phone.post(f"{letter}/ask")
    response = phone.post(f"{letter}/ask", follow_redirects=True)
    assert "Type the one from the newest mail" in response.text
    assert len(mails_to(address)) == 3
    assert phone.post(f"{letter}/code", data={"code": code_for(address)}).location == f"{letter}/sign"


def test_a_code_typed_in_another_browser_does_not_sign(
    app: Flask, phone: FlaskClient, invitation: Invitation, letter: str, address: str
) -> None:
    phone.post(f"{letter}/ask")
    laptop = app.test_client()
    laptop.get(f"/en/i/{links.token(invitation.id)}")
    response = laptop.post(f"{letter}/code", data={"code": code_for(address)})
    assert "no longer valid" in response.text
    version = str(invitation.campaign.open_version_id)
    laptop.post(f"{letter}/sign", data={"version": version, "name": "Ona Testė"})
    assert count(Signature) == 0


def test_an_unprintable_name_is_said_beside_the_field_and_the_choices_are_kept(
    phone: FlaskClient, letter: str, address: str
) -> None:
    page = sign(phone, letter, address, name="Ona\u202eTestė", publish="y")
    assert "as it is to be printed" in page.text
    assert re.search(r'<input checked[^>]*name="publish"', page.text)
    assert count(Signature) == 0


def test_a_code_that_ran_out_keeps_what_was_typed(phone: FlaskClient, letter: str, address: str) -> None:
    type_code(phone, letter, address)
    with transaction():
        code = db.session.scalars(select(Code)).one()
        code.expires_at = code.created_at
    version = str(db.session.scalars(select(Campaign)).one().open_version_id)
    data = {"version": version, "name": "Ona Testė", "contact": "y"}
    page = phone.post(f"{letter}/sign", data=data, follow_redirects=True)
    assert "what you typed is kept" in page.text
    page = phone.get(type_code(phone, letter, address)).text
    assert 'value="Ona Testė"' in page
    assert re.search(r'<input checked[^>]*name="contact"', page)


def test_every_answer_is_in_the_history_under_the_signatorys_name(
    phone: FlaskClient, letter: str, address: str
) -> None:
    sign(phone, letter, address)
    rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.at)).all()
    assert [(row.actor_kind, row.actor_label, row.action) for row in rows] == [
        ("signatory", "Ona Testė", "code:request"),
        ("signatory", "Ona Testė", "signature:confirm"),
    ]
    assert all("@" not in str(row.details) + row.subject_label for row in rows)


def test_the_text_that_was_read_is_the_text_that_is_signed(phone: FlaskClient, letter: str, address: str) -> None:
    sign(phone, letter, address)
    signature = db.session.scalars(select(Signature)).one()
    version = drafting.by_id(signature.version_id)
    assert db.session.get_one(Leaf, signature.leaf_id).version == version.sha256
