"""The page of withdrawing leads to a request where no rule lets anybody go; organisers see it until one answers."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.core.db import db
from petitions.signing import links
from petitions.signing.late.models import WithdrawalRequest
from petitions.signing.models import Invitation
from tests.factories import changed, sign_in
from tests.signing.browsing import Page, sign, text
from tests.signing.scene import count
from tests.support.mailbox import code_for


@pytest.fixture
def lodged(phone: FlaskClient, letter: str, address: str, campaign) -> FlaskClient:
    """The member signed, and the declaration was lodged."""
    sign(phone, letter, address)
    changed(campaign, state="dispatched", instrument="pace_declaration")
    db.session.expire_all()
    return phone


def ask(phone: FlaskClient, letter: str, address: str, **data: str):
    phone.post(f"{letter}/withdraw/request/ask")
    form = {"code": code_for(address), **data}
    return phone.post(f"{letter}/withdraw/request", data=form, follow_redirects=True)


def test_the_undo_link_leads_to_the_request_and_the_page_says_why(
    app: Flask, lodged: FlaskClient, invitation: Invitation, letter: str, address: str
) -> None:
    tablet = app.test_client()
    page = tablet.get(links.undo(invitation.id).partition(":8000")[2], follow_redirects=True)
    assert "Ask to take your signature back" in page.text
    assert "Once it is tabled no signature may be withdrawn" in page.text
    done = text(ask(tablet, letter, address, said="The amendment"))
    assert "Your request is recorded." in done
    assert "is recorded" in text(lodged.get(f"{letter}/receipt"))


def test_it_takes_as_many_steps_as_withdrawing_and_fewer_than_signing(
    phone: FlaskClient, letter: str, address: str, campaign
) -> None:
    sign(phone, letter, address)
    signing = ["/ask", "/code", "/sign"]
    phone.post(f"{letter}/withdraw/ask")
    withdrawing = ["/withdraw/ask", "/withdraw"]
    assert "Withdraw my signature" in phone.get(f"{letter}/withdraw").text
    changed(campaign, state="dispatched", instrument="pace_declaration")
    asking = [form[1].removeprefix(letter) for form in Page(phone.get(f"{letter}/withdraw/request").text).forms]
    assert asking == ["/withdraw/request/ask"]
    assert len([*asking, "/withdraw/request"]) == len(withdrawing) < len(signing)


def test_without_the_code_nothing_is_recorded(lodged: FlaskClient, letter: str) -> None:
    lodged.post(f"{letter}/withdraw/request/ask")
    for data in ({}, {"said": "x"}, {"code": "123456"}):
        assert lodged.post(f"{letter}/withdraw/request", data=data).status_code == 200
    assert count(WithdrawalRequest) == 0


def test_while_one_waits_there_is_no_second_form(lodged: FlaskClient, letter: str, address: str) -> None:
    page = ask(lodged, letter, address)
    assert Page(page.text).forms == []
    assert "have not answered yet" in text(lodged.post(f"{letter}/withdraw/request/ask"))


def test_organisers_see_it_until_one_of_them_says_what_was_done(
    lodged: FlaskClient, letter: str, address: str, client: FlaskClient, organiser: User, campaign
) -> None:
    ask(lodged, letter, address, said="The amendment")
    sign_in(client, organiser)
    board = f"/en/desk/campaigns/{campaign.id}"
    for page in ("/en/desk/", board):
        assert "Ona Testė asks, too late, to take the signature" in text(client.get(page))
    row = db.session.scalars(select(WithdrawalRequest)).one()
    answer = f"{board}/withdrawals/{row.id}"
    assert "The amendment" in text(client.get(answer))
    assert "Say what was done about it." in text(client.post(answer, data={"answer": " "}))
    done = client.post(answer, data={"answer": "We told the Table Office."}, follow_redirects=True)
    assert "Kept. Ona Testė is told by mail." in text(done)
    for page in ("/en/desk/", board):
        assert "asks, too late" not in text(client.get(page))
    assert "We told the Table Office." in text(lodged.get(f"{letter}/receipt"))
    assert "Mail me the code" in text(lodged.get(f"{letter}/withdraw/request"))


def test_while_it_can_be_withdrawn_the_request_leads_to_withdrawing(
    phone: FlaskClient, letter: str, address: str
) -> None:
    sign(phone, letter, address)
    assert phone.get(f"{letter}/withdraw/request").location == f"{letter}/withdraw"
