"""The page shows, a mailed code acts: correcting the name, and wishing another line, in a browser without script."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.core.db import db
from petitions.signing.correcting.models import CapacityWish, Correction
from petitions.signing.models import Signature
from tests.factories import changed, sign_in
from tests.signing.browsing import move, sign, text, type_code
from tests.signing.scene import count
from tests.support.mailbox import code_for, mails_to

NAME = {"name": "Ona B. Testė"}
LINE = {"wished": "Member of the European Parliament, Chair"}


@pytest.fixture
def signed(phone: FlaskClient, letter: str, address: str) -> FlaskClient:
    sign(phone, letter, address)
    return phone


def test_the_receipt_leads_to_the_page_and_the_code_corrects(signed: FlaskClient, letter: str, address: str) -> None:
    assert f"{letter}/name" in signed.get(f"{letter}/receipt").text
    page = signed.get(f"{letter}/name").text
    assert 'value="Ona Testė"' in page
    asked = signed.post(f"{letter}/name/ask", data=NAME, follow_redirects=True)
    assert 'value="Ona B. Testė"' in asked.text
    done = signed.post(f"{letter}/name", data={**NAME, "code": code_for(address)}, follow_redirects=True)
    assert "Corrected. A mail says how your name is printed from now on." in text(done)
    assert "Corrected on" in text(done)
    assert db.session.scalars(select(Signature)).one().name == "Ona B. Testė"


def test_a_name_that_can_not_be_printed_stands_in_its_field_and_no_code_is_mailed(
    signed: FlaskClient, letter: str, address: str
) -> None:
    before = len(mails_to(address))
    refused = signed.post(f"{letter}/name/ask", data={"name": "Somebody Else"})
    assert "has to hold that surname" in text(refused)
    assert 'value="Somebody Else"' in refused.text
    assert len(mails_to(address)) == before


def test_a_wrong_name_beside_a_right_code_leaves_the_code_good(signed: FlaskClient, letter: str, address: str) -> None:
    signed.post(f"{letter}/name/ask", data=NAME)
    code = code_for(address)
    refused = signed.post(f"{letter}/name", data={"name": "Somebody Else", "code": code})
    assert "has to hold that surname" in text(refused)
    assert 'name="code"' in refused.text
    signed.post(f"{letter}/name", data={**NAME, "code": code})
    assert count(Correction) == 1


@pytest.mark.parametrize("data", [{}, NAME, {"code": "123456"}, {**NAME, "code": "123 456"}])
def test_what_lacks_name_or_code_corrects_nothing(signed: FlaskClient, letter: str, data: dict) -> None:
    assert signed.post(f"{letter}/name", data=data).status_code == 200
    assert count(Correction) == 0


def test_a_wrong_code_stands_in_its_field(signed: FlaskClient, letter: str, address: str) -> None:
    signed.post(f"{letter}/name/ask", data=NAME)
    wrong = f"{(int(code_for(address).replace(' ', '')) + 1) % 10**6:06d}"
    page = signed.post(f"{letter}/name", data={**NAME, "code": wrong})
    assert "These are not the digits that we mailed" in text(page)
    assert 'value="Ona B. Testė"' in page.text


def test_after_the_closing_the_page_says_for_which_list_it_holds(
    signed: FlaskClient, letter: str, campaign, organiser: User
) -> None:
    assert "The list of signatories that is closed next prints it so." in text(signed.get(f"{letter}/name"))
    move(campaign, organiser, "closed")
    page = text(signed.get(f"{letter}/name"))
    assert "The list was closed before: that edition keeps the lines as they stood" in page
    assert "Mail me the code" in page


def test_once_the_text_has_gone_the_page_says_that_nothing_is_corrected(
    signed: FlaskClient, letter: str, campaign
) -> None:
    changed(campaign, state="dispatched")
    page = text(signed.get(f"{letter}/name"))
    assert "no further list is printed" in page
    assert "Mail me the code" not in page
    assert "no further list is printed" in text(signed.post(f"{letter}/name/ask", data=NAME))


def test_who_has_not_signed_has_nothing_to_correct(phone: FlaskClient, letter: str, address: str) -> None:
    type_code(phone, letter, address)
    for page in ("/name", "/capacity"):
        assert "no signature of yours in force" in text(phone.get(f"{letter}{page}"))


def test_a_wish_goes_to_the_organisers_who_print_exactly_that(
    signed: FlaskClient, letter: str, address: str, client: FlaskClient, organiser: User, campaign
) -> None:
    signed.post(f"{letter}/capacity/ask", data=LINE)
    done = signed.post(f"{letter}/capacity", data={**LINE, "code": code_for(address)}, follow_redirects=True)
    assert "The organisers have your wish." in text(done)
    assert "the organisers have not decided yet" in text(done)
    assert 'name="wished"' not in done.text
    sign_in(client, organiser)
    for page in ("/en/desk/", f"/en/desk/campaigns/{campaign.id}"):
        assert "asks for another line below the name" in text(client.get(page))
    wish = db.session.scalars(select(CapacityWish)).one()
    decide = f"/en/desk/campaigns/{campaign.id}/wishes/{wish.id}"
    assert LINE["wished"] in text(client.get(decide))
    assert "Choose what you do." in text(client.post(decide, data={}))
    assert "Say why" in text(client.post(decide, data={"decision": "decline"}))
    taken = client.post(decide, data={"decision": "take"}, follow_redirects=True)
    assert "Decided. Ona Testė is told by mail." in text(taken)
    assert db.session.scalars(select(Signature)).one().capacity == LINE["wished"]
    assert "Taken on" in text(signed.get(f"{letter}/capacity"))
    assert "asks for another line" not in text(client.get("/en/desk/"))


def test_a_declined_wish_tells_its_bearer_why(
    signed: FlaskClient, letter: str, address: str, client: FlaskClient, organiser: User, campaign
) -> None:
    signed.post(f"{letter}/capacity/ask", data=LINE)
    signed.post(f"{letter}/capacity", data={**LINE, "code": code_for(address)})
    wish = db.session.scalars(select(CapacityWish)).one()
    sign_in(client, organiser)
    decide = f"/en/desk/campaigns/{campaign.id}/wishes/{wish.id}"
    client.post(decide, data={"decision": "decline", "reason": "No committees."})
    page = text(signed.get(f"{letter}/capacity"))
    assert "No committees." in page
    assert "Mail me the code" in page
    assert "decided before" in text(client.post(decide, data={"decision": "take"}))
