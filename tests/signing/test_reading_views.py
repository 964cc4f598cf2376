"""A link leads to the letter, every word of it, in the browser that opened the link and in no other."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.signing import links, service
from petitions.signing.models import ConsentKind, Invitation
from tests.factories import a_member, a_signature, acting
from tests.signing.browsing import Page, move, text


def test_a_link_leads_to_an_address_without_its_token(app: Flask, invitation: Invitation, letter: str) -> None:
    response = app.test_client().get(f"/en/i/{links.token(invitation.id)}")
    assert (response.status_code, response.location) == (303, letter)


def test_the_letter_shows_every_word_and_to_whom_it_goes_and_holds_no_form(phone: FlaskClient, letter: str) -> None:
    response = phone.get(letter)
    shown = text(response)
    for words in ("Stop the deportation.", "Office of the Minister", "Nobody has signed", "Sign this letter"):
        assert words in shown
    assert Page(response.text).forms == []


def test_pages_of_a_letter_are_kept_by_no_cache_and_no_index(
    phone: FlaskClient, invitation: Invitation, letter: str
) -> None:
    phone.get(links.undo(invitation.id).partition(":8000")[2])
    for page in (letter, f"{letter}/code", f"{letter}/decline", f"{letter}/withdraw"):
        response = phone.get(page)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex">' in response.text


def test_the_registered_address_is_never_shown_in_full(phone: FlaskClient, letter: str, address: str) -> None:
    for page in (letter, f"{letter}/code", f"{letter}/decline", f"{letter}/withdraw"):
        assert address not in phone.get(page).text
    assert "@parliament.example" in phone.get(f"{letter}/code").text


def test_a_letter_opens_only_in_the_browser_that_opened_its_link(
    app: Flask, invitation: Invitation, letter: str
) -> None:
    for page in (letter, f"{letter}/code", f"{letter}/sign", f"{letter}/receipt", f"{letter}/withdraw"):
        response = app.test_client().get(page)
        assert response.status_code == 404
        assert "Open the link in the mail again" in response.text
        assert "Stop the deportation" not in response.text


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "é" * 40, "../../etc"])
def test_an_unknown_link_says_what_to_do(app: Flask, token: str) -> None:
    response = app.test_client().get(f"/en/i/{token}")
    assert response.status_code == 404


def test_an_ended_link_says_so(phone: FlaskClient, invitation: Invitation, letter: str, organiser: User) -> None:
    with transaction():
        service.stop(acting(organiser), db.session.get_one(Invitation, invitation.id))
    for response in (phone.get(letter), phone.get(f"/en/i/{links.token(invitation.id)}"), phone.post(f"{letter}/ask")):
        assert response.status_code == 410
        assert "This invitation was ended" in response.text


@pytest.mark.parametrize(
    ("state", "words"),
    [("review", "Signing is paused"), ("closed", "Signing has closed"), ("withdrawn", "The letter was withdrawn")],
)
def test_a_letter_that_is_not_open_says_why_and_offers_no_signing(
    phone: FlaskClient, letter: str, campaign: Campaign, organiser: User, state: str, words: str
) -> None:
    move(campaign, organiser, state)
    page = phone.get(letter)
    assert words in page.text
    assert "Sign this letter" not in page.text
    assert phone.get(f"{letter}/code").location == letter
    assert phone.get(f"{letter}/sign").location == letter


def test_a_letter_that_was_sent_says_when(phone: FlaskClient, letter: str, campaign: Campaign, organiser: User) -> None:
    move(campaign, organiser, "closed")
    move(campaign, organiser, "dispatched")
    assert "The letter has been sent" in phone.get(letter).text


def test_only_names_whose_bearers_agreed_are_shown_to_the_invited(
    phone: FlaskClient, letter: str, campaign: Campaign
) -> None:
    a_signature(campaign, a_member("Ana", "Pavyzdė", "PL", "EPP"), ConsentKind.SHOW_INVITED)
    a_signature(campaign, a_member("Bea", "Slaptė", "LT", "Renew"))
    shown = text(phone.get(letter))
    assert "Ana Pavyzdė" in shown
    assert "Slaptė" not in shown
    assert "Signed without being named here before the letter is sent: 1 Member of the European Parliament." in shown
    assert "Lithuania (1)" in shown
