"""The pages on which a passkey is enrolled and removed, by its bearer and by organisers."""

import re

from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.signing import links
from petitions.signing.models import Invitation
from petitions.signing.passkeys.models import Passkey
from tests.factories import sign_in
from tests.signing.browsing import Page, sign, text
from tests.signing.passkeys.scene import only_passkey
from tests.signing.scene import count
from tests.support.authenticator import Authenticator
from tests.support.mailbox import mails_to, text_of


def test_the_receipt_offers_a_passkey_to_the_browser_that_has_just_signed(
    app: Flask, phone: FlaskClient, letter: str, address: str, invitation: Invitation
) -> None:
    receipt = sign(phone, letter, address)
    assert f"{letter}/passkey/enrol" in Page(receipt.text).links
    assert "belongs to you alone" in text(phone.get(f"{letter}/passkey/enrol"))
    other = app.test_client()
    other.get(f"/en/i/{links.token(invitation.id)}")
    assert f"{letter}/passkey/enrol" not in Page(other.get(f"{letter}/receipt").text).links


def test_a_forwarded_link_enrols_nothing_even_if_it_sends_the_form_of_signing_again(
    app: Flask, phone: FlaskClient, letter: str, address: str, invitation: Invitation
) -> None:
    sign(phone, letter, address)
    other = app.test_client()
    other.get(f"/en/i/{links.token(invitation.id)}")
    version = str(invitation.campaign.open_version_id)
    other.post(f"{letter}/sign", data={"version": version, "name": "Ona Testė"})
    assert other.post(f"{letter}/passkey/enrol/challenge").status_code == 409
    assert other.get(f"{letter}/passkey/enrol").status_code == 303
    made = Authenticator().makes({"challenge": "AAAA"})
    page = other.post(f"{letter}/passkey/enrol", data={"label": "Mine", "answer": made})
    assert "for fifteen minutes after you have signed with a code" in text(page)
    assert count(Passkey) == 0


def test_the_mailed_link_shows_the_passkey_and_a_ticked_box_removes_it(
    app: Flask, device: Authenticator, address: str
) -> None:
    link = re.search(r"http\S+/k/\S+", text_of(mails_to(address)[-1]))[0].partition("localhost:8000")[2]
    laptop = app.test_client()
    page = laptop.get(link, follow_redirects=True)
    assert link.rpartition("/")[2] not in page.request.path
    assert ("My phone" in text(page), "not yet" in text(page)) == (True, True)
    assert "Tick the box to remove it." in text(laptop.post(page.request.path))
    assert only_passkey().removed_at is None
    assert "The passkey is removed." in text(laptop.post(page.request.path, data={"sure": "y"}, follow_redirects=True))
    assert only_passkey().removed_at is not None


def test_nobody_else_sees_or_removes_a_passkey(app: Flask, device: Authenticator, invitation: Invitation) -> None:
    other = app.test_client()
    other.get(f"/en/i/{links.token(invitation.id)}")
    address = f"/en/passkeys/{only_passkey().id}"
    assert other.get(address).status_code == 404
    assert other.post(address, data={"sure": "y"}).status_code == 404
    assert other.get("/en/k/no-such-token").status_code == 404
    assert only_passkey().removed_at is None


def test_an_organiser_sees_that_there_is_a_passkey_and_removes_it(
    app: Flask, client: FlaskClient, device: Authenticator, campaign: Campaign, invitation: Invitation, organiser: User
) -> None:
    sign_in(client, organiser)
    table = f"/en/desk/campaigns/{campaign.id}/invitations"
    page = client.get(table)
    assert "has a passkey" in text(page)
    assert "My phone" not in page.text
    assert "Remove it when the device is lost" in text(client.get(f"{table}/{invitation.id}/passkey"))
    done = client.post(f"{table}/{invitation.id}/passkey", follow_redirects=True)
    assert "Ona Testė has no passkey any more" in text(done)
    assert "has a passkey" not in text(done)
    assert only_passkey().removed_by == "Ada Organiser"


def test_a_reviewer_sees_it_but_does_not_remove_it(
    client: FlaskClient, device: Authenticator, campaign: Campaign, invitation: Invitation, colleague: User
) -> None:
    for membership in db.session.get_one(User, colleague.id).memberships[1:]:
        db.session.delete(membership)
    db.session.get_one(User, colleague.id).memberships[0].role = "reviewer"
    db.session.commit()
    sign_in(client, colleague)
    table = f"/en/desk/campaigns/{campaign.id}/invitations"
    assert "has a passkey" in text(client.get(table))
    assert client.post(f"{table}/{invitation.id}/passkey").status_code == 403
    assert only_passkey().removed_at is None
