"""The link of the receipt leads to a page; a ticked box sets the signature aside; no stray visit does."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.core.db import db
from petitions.signing import links
from petitions.signing.disputing.models import Dispute
from petitions.signing.models import Invitation, Signature
from tests.factories import a_user, sign_in
from tests.signing.browsing import Page, sign, text
from tests.signing.scene import count
from tests.support.mailbox import code_for, mails_to, text_of

EVERY_CONSENT = {"show_invited": "y", "print_name": "y", "publish": "y"}


@pytest.fixture
def signed(phone: FlaskClient, letter: str, address: str) -> Signature:
    sign(phone, letter, address, **EVERY_CONSENT)
    return db.session.scalars(select(Signature)).one()


@pytest.fixture
def link(signed: Signature, address: str) -> str:
    """The path of the link in the receipt."""
    words = text_of(mails_to(address)[-1]).split()
    return next(word for word in words if "/not-mine/" in word).partition(":8000")[2]


@pytest.fixture
def reader(app: Flask, link: str) -> FlaskClient:
    """Who reads the registered mailbox, and opened the link of the receipt."""
    browser = app.test_client()
    browser.get(link)
    return browser


def state() -> str:
    db.session.expire_all()
    return db.session.scalars(select(Signature)).one().state


def test_the_link_shows_and_a_ticked_box_sets_aside_without_a_code(reader: FlaskClient, link: str, letter: str) -> None:
    answer = reader.get(link)
    assert answer.location == f"{letter}/dispute"
    page = reader.get(answer.location)
    assert "Ona Testė" in page.text
    assert 'name="code"' not in page.text
    assert state() == "confirmed"
    done = reader.post(f"{letter}/dispute", data={"sure": "y", "said": "On a plane"}, follow_redirects=True)
    assert "The signature in your name is set aside, and the organisers are told." in text(done)
    assert state() == "set_aside"
    again = reader.post(f"{letter}/dispute", data={"sure": "y"}, follow_redirects=True)
    assert (again.status_code, count(Dispute)) == (200, 1)


def test_a_form_sent_without_the_box_sets_nothing_aside_and_keeps_what_was_typed(
    reader: FlaskClient, letter: str
) -> None:
    page = reader.post(f"{letter}/dispute", data={"said": "On a plane"})
    assert "Tick the box if you never signed." in page.text
    assert "On a plane</textarea>" in page.text
    assert state() == "confirmed"


def test_scanners_that_open_the_link_and_submit_every_form_set_nothing_aside(
    app: Flask, link: str, address: str
) -> None:
    before = len(mails_to(address))
    for visit in range(60):
        scanner = app.test_client()
        answer = scanner.head(link) if visit % 2 else scanner.get(link, follow_redirects=True)
        for (method, action), fields in zip(Page(answer.text).forms, Page(answer.text).fields, strict=True):
            assert method == "post"
            scanner.post(action, data=dict.fromkeys(fields, "1"))
    assert (state(), count(Dispute)) == ("confirmed", 0)
    assert len(mails_to(address)) == before


def test_the_invitations_own_link_disputes_only_with_a_code(
    phone: FlaskClient, signed: Signature, letter: str, address: str
) -> None:
    assert f"{letter}/dispute" in phone.get(f"{letter}/receipt").text
    assert "The quickest way is the link in the receipt" in text(phone.get(f"{letter}/dispute"))
    phone.post(f"{letter}/dispute", data={"sure": "y"})
    phone.post(f"{letter}/dispute", data={"sure": "y", "code": "123456"})
    assert state() == "confirmed"
    phone.post(f"{letter}/dispute/ask")
    code = code_for(address)
    assert "Tick the box" in phone.post(f"{letter}/dispute", data={"code": code}).text
    assert state() == "confirmed"
    phone.post(f"{letter}/dispute", data={"sure": "y", "code": code})
    assert state() == "set_aside"


@pytest.mark.parametrize("token", ["x", "a.b.c", ""])
def test_a_link_that_is_none_of_ours_leads_nowhere(app: Flask, invitation: Invitation, token: str) -> None:
    asked = f"/en/not-mine/{token or links.token(invitation.id)}"
    assert app.test_client().get(asked).status_code == 404


def test_the_receipts_link_is_good_for_nothing_else(app: Flask, signed: Signature, invitation: Invitation) -> None:
    assert app.test_client().get(f"/en/i/{links.dispute_token(signed.id)}").status_code == 404
    assert links.disputed(links.token(invitation.id)) is None


def test_at_once_the_name_is_gone_everywhere(
    reader: FlaskClient, phone: FlaskClient, letter: str, client: FlaskClient, organiser: User, campaign
) -> None:
    public = f"/en/campaigns/{campaign.slug}"
    assert "Ona Testė" in client.get(public).text
    reader.post(f"{letter}/dispute", data={"sure": "y"})
    assert "Ona Testė" not in client.get(public).text
    assert "No one has signed yet." in client.get(public).text
    shown = phone.get(letter, follow_redirects=True)
    assert "The signature in your name is set aside" in shown.text
    assert "Nobody has signed this version yet." in shown.text
    assert "Sign this letter" not in shown.text
    sign_in(client, organiser)
    desk = f"/en/desk/campaigns/{campaign.id}"
    assert "Disputed: “I never signed this”" in text(client.get(f"{desk}/invitations"))
    assert "1 asked, 0 signed." in text(client.get(f"{desk}/invitations"))
    closing = text(client.get(f"{desk}/close"))
    assert "Ona Testė" not in closing
    for page in ("/en/desk/", desk):
        assert "Ona Testė says of the signature under “Let her stay”: I never signed this." in text(client.get(page))


def test_a_signature_on_a_closed_list_is_not_said_to_be_withdrawn(
    reader: FlaskClient, letter: str, client: FlaskClient, organiser: User, campaign
) -> None:
    sign_in(client, organiser)
    client.post(f"/en/desk/campaigns/{campaign.id}/close", data={})
    reader.post(f"{letter}/dispute", data={"sure": "y"})
    page = text(client.get(f"/en/campaigns/{campaign.slug}"))
    assert "1 signature does not count any more, because its bearer denies it." in page
    assert "withdrawn since" not in page
    assert "Ona Testė" not in page


def test_organisers_conclude_on_one_page_and_a_second_one_agrees(
    reader: FlaskClient, letter: str, client: FlaskClient, organiser: User, colleague: User, campaign, app: Flask
) -> None:
    reader.post(f"{letter}/dispute", data={"sure": "y", "said": "On a plane"})
    dispute = db.session.scalars(select(Dispute)).one()
    page = f"/en/desk/campaigns/{campaign.id}/disputes/{dispute.id}"
    sign_in(client, organiser)
    shown = text(client.get(page))
    assert "On a plane" in shown
    assert "Restore it, as proposed" not in shown
    assert "Choose what you do." in text(client.post(page, data={"reason": "A mistake"}))
    assert "Not a valid choice" not in text(client.post(page, data={"decision": "agree", "reason": "x"}))
    assert "Say what you found" in text(client.post(page, data={"decision": "propose"}))
    client.post(page, data={"decision": "propose", "reason": "She remembers."})
    assert "Restore it, as proposed" not in text(client.get(page))
    assert state() == "set_aside"
    assert "proposes to restore" not in text(client.get("/en/desk/"))
    second = app.test_client()
    sign_in(second, colleague)
    assert "proposes to restore the disputed signature of Ona Testė" in text(second.get("/en/desk/"))
    done = second.post(page, data={"decision": "agree"}, follow_redirects=True)
    assert "The signature of Ona Testė is restored, and its bearer is told." in text(done)
    assert state() == "confirmed"
    assert "Restored" in text(client.get(page))


def test_somebody_else_and_a_reviewer_conclude_nothing(
    reader: FlaskClient, letter: str, client: FlaskClient, organiser: User, campaign
) -> None:
    reader.post(f"{letter}/dispute", data={"sure": "y"})
    dispute = db.session.scalars(select(Dispute)).one()
    page = f"/en/desk/campaigns/{campaign.id}/disputes/{dispute.id}"
    organisation = db.session.get_one(User, organiser.id).memberships[0].organisation
    sign_in(client, a_user(organisation, "reviewer"))
    for answer in (client.get(page), client.post(page, data={"decision": "annul", "reason": "x"})):
        assert answer.status_code == 403
    assert "I never signed this" not in text(client.get("/en/desk/"))


def test_nobody_sees_the_dispute_page_of_a_letter_that_was_not_opened(app: Flask, signed: Signature, letter) -> None:
    assert app.test_client().get(f"{letter}/dispute").status_code == 404
    assert app.test_client().post(f"{letter}/dispute", data={"sure": "y"}).status_code == 404
    assert state() == "confirmed"


def test_the_link_of_a_receipt_disputes_no_later_signature_without_a_code(
    phone: FlaskClient, reader: FlaskClient, letter: str, address: str
) -> None:
    phone.post(f"{letter}/withdraw/ask")
    phone.post(f"{letter}/withdraw", data={"code": code_for(address)})
    sign(phone, letter, address)
    assert "From this page a code is needed" in text(reader.get(f"{letter}/dispute"))
    reader.post(f"{letter}/dispute", data={"sure": "y"})
    assert count(Dispute) == 0
    assert sorted(db.session.scalars(select(Signature.state))) == ["confirmed", "withdrawn"]
