"""Declining and withdrawing take a page of their own."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.core.db import db
from petitions.signing import links, queries
from petitions.signing.models import Invitation, Signature
from tests.signing.browsing import sign
from tests.support.mailbox import code_for


def test_declining_takes_a_page_of_its_own_and_a_ticked_box(phone: FlaskClient, letter: str) -> None:
    stray = phone.post(f"{letter}/decline", data={"reason": "x"})
    assert "Tick the box to decline" in stray.text
    assert ">x</textarea>" in stray.text.replace("\r\n", "")
    page = phone.post(f"{letter}/decline", data={"sure": "y", "reason": "Not now"}, follow_redirects=True)
    assert "This was declined with the link. An answer that was given before stands" in page.text
    assert "Not now" not in page.text
    assert db.session.scalars(select(Invitation)).one().decline_reason == "Not now"


def test_a_signature_is_taken_back_by_the_link_of_the_receipt_and_a_code(
    app: Flask, phone: FlaskClient, invitation: Invitation, letter: str, address: str
) -> None:
    sign(phone, letter, address)
    tablet = app.test_client()
    page = tablet.get(links.undo(invitation.id).partition(":8000")[2], follow_redirects=True)
    assert "Withdraw your signature" in page.text
    tablet.post(f"{letter}/withdraw/ask")
    assert len(queries.in_force(invitation.campaign)) == 1
    page = tablet.post(f"{letter}/withdraw", data={"code": code_for(address)}, follow_redirects=True)
    assert "Your signature is withdrawn" in page.text
    assert queries.in_force(invitation.campaign) == []


def test_withdrawing_without_the_code_does_nothing(phone: FlaskClient, letter: str, address: str) -> None:
    sign(phone, letter, address)
    for data in ({}, {"code": "123456"}):
        assert phone.post(f"{letter}/withdraw", data=data).status_code == 200
    assert db.session.scalars(select(Signature)).one().state == "confirmed"
