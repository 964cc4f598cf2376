"""A member confirms several prepared letters on one page: those that were opened in this browser."""

import re

from flask import Flask
from flask.testing import FlaskClient

from petitions.people.models import Person
from petitions.signing.models import Invitation, Signature
from tests.desk.letters.entering import HOME, enter
from tests.factories import sign_in
from tests.signing.browsing import text
from tests.signing.offices.scene import named, prepared
from tests.signing.passkeys.scene import another_letter
from tests.signing.scene import Desk, count
from tests.support.mailbox import code_for

NAME = "Ona Žemaitė-Testė"


def two(desk: Desk, asked: tuple[Person, Invitation]) -> list[Invitation]:
    """Two letters to the member, both prepared."""
    letters = [asked[1], another_letter(desk, asked[0])]
    delegate = named(asked[1])
    for letter in letters:
        prepared(delegate, letter, name=NAME)
    return letters


def shown(page) -> str:
    """What the page says it shows."""
    return re.search(r'name="shown" value="([^"]+)"', page.text)[1]


def test_only_what_was_opened_here_is_signed(phone: FlaskClient, desk: Desk, asked, address: str) -> None:
    first, second = two(desk, asked)
    assert "2 letters are prepared for you" in text(enter(phone, address))
    assert "None yet" in text(phone.get(f"{HOME}several"))
    phone.get(f"{HOME}{first.id}/letter")
    page = phone.get(f"{HOME}several")
    assert "Not opened in this browser" in text(page)
    phone.post(f"{HOME}several/ask", data={"shown": shown(page)})
    typed = {"shown": shown(page), "code": code_for(address)}
    assert "1 letter is signed." in text(phone.post(f"{HOME}several", data=typed, follow_redirects=True))
    assert count(Signature) == 1
    phone.get(f"{HOME}{second.id}/letter")
    assert "Prepared by" in text(phone.get(f"{HOME}several"))


def test_both_are_signed_with_one_code(phone: FlaskClient, desk: Desk, asked, address: str) -> None:
    letters = two(desk, asked)
    enter(phone, address)
    for letter in letters:
        phone.get(f"{HOME}{letter.id}/letter")
    page = phone.get(f"{HOME}several")
    again = phone.post(f"{HOME}several/ask", data={"shown": shown(page)}, follow_redirects=True)
    assert "Sign these letters" in text(again)
    wrong = phone.post(f"{HOME}several", data={"shown": shown(page), "code": "000000"})
    assert "These are not the digits" in text(wrong)
    typed = {"shown": shown(page), "code": code_for(address)}
    assert "2 letters are signed." in text(phone.post(f"{HOME}several", data=typed, follow_redirects=True))
    assert count(Signature) == 2


def test_a_delegate_confirms_nothing(app: Flask, phone: FlaskClient, desk: Desk, asked, address: str) -> None:
    two(desk, asked)
    enter(phone, address)
    phone.get(f"{HOME}{asked[1].id}/letter")
    seen = shown(phone.get(f"{HOME}several"))
    aide = app.test_client()
    enter(aide, "vera@office.example")
    aide.post(f"{HOME}several/ask", data={"shown": seen})
    aide.post(f"{HOME}several", data={"shown": seen, "code": "123456"})
    assert count(Signature) == 0


def test_organisers_see_who_prepared_and_who_confirmed(phone: FlaskClient, desk: Desk, asked, address: str) -> None:
    two(desk, asked)
    enter(phone, address)
    phone.get(f"{HOME}{asked[1].id}/letter")
    seen = shown(phone.get(f"{HOME}several"))
    phone.post(f"{HOME}several/ask", data={"shown": seen})
    phone.post(f"{HOME}several", data={"shown": seen, "code": code_for(address)})
    sign_in(phone, desk.author)
    page = text(phone.get(f"/en/desk/campaigns/{asked[1].campaign_id}/invitations"))
    assert f"prepared by Vera Delegate, confirmed by {NAME}" in page
