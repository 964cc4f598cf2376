"""On the page where the name is typed, a signatory chooses how to be shown, and agrees to words that say so."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.people.models import Person
from petitions.signing import links
from petitions.signing.models import ConsentKind, Invitation, Signature
from petitions.signing.wordings import BY_INITIALS, WORDINGS
from tests.factories import changed, sign_in
from tests.signing.appeal import Appeal
from tests.signing.browsing import sign, text, type_code
from tests.signing.scene import count
from tests.support.mailbox import mails_to, text_of

ADDRESS = "ona@example.example"
INITIALS_FIRST = "You chose to be shown otherwise, so what you agree to reads otherwise now. Read it, then sign."


@pytest.fixture
def asked(app: Flask) -> Invitation:
    """The head of an organisation who was asked to sign an appeal in person."""
    appeal = Appeal()
    one = appeal.organisation()
    row = appeal.speaker(one)
    appeal.head(one)
    return appeal.ask(row, in_person=True)


@pytest.fixture
def hand(app: Flask, asked: Invitation) -> FlaskClient:
    """The phone of the head, on which the link was opened."""
    phone = app.test_client()
    phone.get(f"/en/i/{links.token(asked.id)}")
    return phone


@pytest.fixture
def page(asked: Invitation) -> str:
    return f"/en/letters/{asked.id}"


def ways(html: str) -> list[str]:
    return re.findall(r'<input[^>]*name="display"[^>]*value="(\w+)"', html)


def chosen(html: str) -> list[str]:
    return re.findall(r'<input[^>]*\bchecked\b[^>]*name="display"[^>]*value="(\w+)"', html)


def worded(html: str) -> str:
    return re.search(r'name="worded"[^>]*value="(\w*)"', html)[1]


def test_whoever_signs_in_person_may_be_shown_in_three_ways(hand: FlaskClient, page: str) -> None:
    html = hand.get(type_code(hand, page, ADDRESS)).text
    assert ways(html) == ["public", "initials", "undisclosed"]
    assert chosen(html) == ["public"]
    assert "Where you agree to it below: O. T., without your office." in html


def test_a_member_may_be_counted_only(phone: FlaskClient, letter: str, address: str) -> None:
    html = phone.get(type_code(phone, letter, address)).text
    assert ways(html) == ["public", "undisclosed"]
    assert "initials" not in text(phone.get(f"{letter}/sign"))


def test_under_a_declaration_there_is_nothing_to_choose(
    phone: FlaskClient, letter: str, address: str, campaign: Campaign, member: Person
) -> None:
    changed(db.session.get_one(Person, member.id).mandates[0], body="pace", group_code="SOC")
    changed(campaign, instrument="pace_declaration")
    assert ways(phone.get(type_code(phone, letter, address)).text) == []
    receipt = text(sign(phone, letter, address, print_name="y", display="undisclosed"))
    assert "You have signed" in receipt
    assert "Shown" not in receipt
    assert "Shown" not in text_of(mails_to(address)[-1])


def test_before_initials_are_agreed_to_the_page_says_so_in_its_sentences(
    hand: FlaskClient, page: str, asked: Invitation
) -> None:
    first = sign(hand, page, ADDRESS, display="initials", print_name="y")
    shown = text(first)
    assert INITIALS_FIRST in shown
    assert str(BY_INITIALS[ConsentKind.PRINT]) in shown
    assert str(WORDINGS[ConsentKind.PRINT]) not in shown
    assert count(Signature) == 0
    assert chosen(first.text) == ["initials"]
    assert re.search(r'<input checked[^>]*name="print_name"', first.text)

    version = str(asked.campaign.open_version_id)
    data = {"version": version, "name": "Ona Testė", "display": "initials", "worded": worded(first.text)}
    receipt = hand.post(f"{page}/sign", data={**data, "print_name": "y"}, follow_redirects=True)
    shown = text(receipt)
    assert "You have signed" in shown
    assert "Shown by initials: O. T." in shown
    assert str(BY_INITIALS[ConsentKind.PRINT]) in shown
    mailed = text_of(mails_to(ADDRESS)[-1])
    assert "Signed as: Ona Testė" in mailed
    assert "Shown: by initials: O. T." in mailed
    assert "As printed" not in mailed


def test_who_goes_back_to_the_name_reads_the_words_of_the_name_again(
    hand: FlaskClient, page: str, asked: Invitation
) -> None:
    sign(hand, page, ADDRESS, display="initials", print_name="y")
    version = str(asked.campaign.open_version_id)
    data = {"version": version, "name": "Ona Testė", "display": "public", "worded": "initials", "print_name": "y"}
    again = hand.post(f"{page}/sign", data=data)
    assert INITIALS_FIRST in text(again)
    assert str(WORDINGS[ConsentKind.PRINT]) in text(again)
    assert count(Signature) == 0


@pytest.mark.parametrize("box", ["print_name", "publish", "show_invited"])
def test_who_asks_to_be_counted_only_and_ticks_a_name_is_told_at_the_choice(
    phone: FlaskClient, letter: str, address: str, box: str
) -> None:
    refused = sign(phone, letter, address, display="undisclosed", **{box: "y"})
    assert "You chose to be counted only, and agreed to be named as well." in refused.text
    assert '<a href="#display-0">' in refused.text
    assert re.search(rf'<input checked[^>]*name="{box}"', refused.text)
    assert count(Signature) == 0


def test_who_is_counted_only_signs_and_the_receipt_says_so(phone: FlaskClient, letter: str, address: str) -> None:
    receipt = text(sign(phone, letter, address, display="undisclosed", contact="y"))
    assert "Shown not by name but counted" in receipt
    assert "What you did not agree to Print my name under the letter." in receipt
    assert "Shown: not by name but counted" in text_of(mails_to(address)[-1])


def test_what_was_chosen_is_kept_while_a_new_code_is_asked_for(
    phone: FlaskClient, letter: str, address: str, invitation: Invitation
) -> None:
    type_code(phone, letter, address)
    with phone.session_transaction() as session:
        session["under_way"]["facts"]["digits"] = "00000000"
        session.modified = True
    version = str(invitation.campaign.open_version_id)
    phone.post(f"{letter}/sign", data={"version": version, "name": "Ona Testė", "display": "undisclosed"})
    assert chosen(phone.get(type_code(phone, letter, address)).text) == ["undisclosed"]


@pytest.mark.parametrize("display", ["", "shouted", "initials"])
def test_a_way_that_is_not_offered_signs_nothing_by_another(
    phone: FlaskClient, letter: str, address: str, display: str
) -> None:
    answer = sign(phone, letter, address, display=display)
    assert answer.status_code == 200
    assert 'class="errors"' in answer.text
    assert count(Signature) == 0


def test_the_table_of_invitations_shows_organisers_the_name_and_how_it_is_shown(
    client: FlaskClient, phone: FlaskClient, letter: str, address: str, organiser, campaign: Campaign
) -> None:
    sign(phone, letter, address, display="undisclosed")
    sign_in(client, organiser)
    table = text(client.get(f"/en/desk/campaigns/{campaign.id}/invitations"))
    assert "Ona Testė" in table
    assert "Signed counted only, not to be named" in table


def test_the_plan_of_a_campaign_says_how_its_signatories_may_be_shown(
    client: FlaskClient, organiser, campaign: Campaign
) -> None:
    sign_in(client, organiser)
    board = text(client.get(f"/en/desk/campaigns/{campaign.id}"))
    assert "Shown by name or not by name but counted (house rule)" in board
