"""The pages of passkeys, by hand: a browser without script, with a device that a test plays."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.people.models import Person
from petitions.signing import links
from petitions.signing.models import Invitation, Signature
from petitions.signing.passkeys.models import Passkey, PasskeyUse
from tests.architecture.test_routes import writes
from tests.factories import a_campaign, a_case, an_invitation, sign_in
from tests.signing.browsing import Page, open_next, sign, text
from tests.signing.passkeys.scene import only_passkey
from tests.signing.scene import count
from tests.support.authenticator import Authenticator, unpacked
from tests.support.mailbox import mails_to, text_of

OFFER = "Sign with a passkey instead"


@pytest.fixture
def device(phone: FlaskClient, letter: str, address: str) -> Authenticator:
    """The member's device, enrolled on the phone right after a signature with a code."""
    sign(phone, letter, address)
    return enrol(phone, letter)


@pytest.fixture
def next_letter(
    app: Flask, phone: FlaskClient, device: Authenticator, organiser: User, colleague: User, member: Person
) -> str:
    """A further letter of the same organisation, opened on the phone."""
    organisation = db.session.get_one(User, organiser.id).memberships[0].organisation
    campaign = a_campaign(a_case(organisation), "collecting", author=organiser, approver=colleague)
    invitation = an_invitation(campaign, member)[0]
    phone.get(f"/en/i/{links.token(invitation.id)}")
    return f"/en/letters/{invitation.id}"


def enrol(phone: FlaskClient, letter: str, label: str = "My phone") -> Authenticator:
    """Ask what is to be made, make it, and send it."""
    made = Authenticator()
    answer = made.makes(phone.post(f"{letter}/passkey/enrol/challenge", data={"label": label}).json)
    done = phone.post(f"{letter}/passkey/enrol", data={"label": label, "answer": answer})
    assert done.status_code == 303, text(done)
    return made


def typed(phone: FlaskClient, letter: str, **fields: str) -> dict[str, str]:
    """What the form of signing holds."""
    version = re.search(r'name="version"[^>]*value="([^"]+)"', phone.get(f"{letter}/passkey").text)[1]
    return {"version": version, "name": "Ona Testė", **fields}


def touch(phone: FlaskClient, letter: str, device: Authenticator, changed: dict[str, str] | None = None, **fields: str):
    """Ask what is to be signed, have the device sign it, and send it; something else where it was `changed`."""
    data = typed(phone, letter, **fields)
    answer = device.signs(phone.post(f"{letter}/passkey/challenge", data=data).json)
    return phone.post(f"{letter}/passkey", data={**data, **(changed or {}), "answer": answer}, follow_redirects=True)


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


def test_the_page_of_the_code_offers_the_passkey_only_to_whoever_has_one(
    phone: FlaskClient, letter: str, next_letter: str
) -> None:
    page = phone.get(f"{next_letter}/code").text
    assert OFFER in page
    assert re.search(r"<div data-passkeys hidden><a[^>]*>" + OFFER, page), "script shows it, and nothing else"


def test_who_has_no_passkey_is_led_to_the_code(phone: FlaskClient, letter: str) -> None:
    assert OFFER not in phone.get(f"{letter}/code").text
    assert phone.get(f"{letter}/passkey").location == f"{letter}/code"
    assert phone.post(f"{letter}/passkey/challenge", data={"name": "Ona Testė"}).status_code == 409


def test_one_touch_signs_the_next_letter(phone: FlaskClient, device: Authenticator, next_letter: str) -> None:
    page = touch(phone, next_letter, device, print_name="y")
    assert "You have signed" in text(page)
    assert "Print my name under the letter." in text(page)
    assert "enrol one" not in text(page)


def test_a_renewal_is_one_touch(
    phone: FlaskClient,
    device: Authenticator,
    letter: str,
    campaign: Campaign,
    organiser: User,
    colleague: User,
) -> None:
    open_next(campaign, organiser, colleague)
    assert "You have signed" in text(touch(phone, letter, device))
    assert [signature.proved_by for signature in db.session.query(Signature).all()] == ["code", "passkey"]


def test_one_touch_withdraws(phone: FlaskClient, device: Authenticator, letter: str) -> None:
    page = phone.get(f"{letter}/withdraw").text
    assert re.search(r"<div data-passkeys hidden>\s*<form", page), "script shows it, and nothing else"
    asked = phone.post(f"{letter}/withdraw/passkey/challenge").json
    done = phone.post(f"{letter}/withdraw/passkey", data={"answer": device.signs(asked)}, follow_redirects=True)
    assert "Your signature is withdrawn. A mail confirms it." in text(done)
    again = phone.post(f"{letter}/withdraw/passkey", data={"answer": "{}"}, follow_redirects=True)
    assert "Your signature is withdrawn. A mail confirms it." in text(again)
    assert phone.post(f"{letter}/withdraw/passkey/challenge").status_code == 409


def test_what_does_not_withdraw_says_so_beside_the_way_of_the_code(
    phone: FlaskClient, device: Authenticator, letter: str
) -> None:
    page = phone.post(f"{letter}/withdraw/passkey", data={"answer": ""})
    assert "The answer of your passkey did not arrive. Nothing was done." in text(page)
    assert "Mail me the code" in page.text
    assert db.session.query(Signature).one().state == "confirmed"


def test_what_is_asked_changes_nothing_on_the_server(phone: FlaskClient, next_letter: str) -> None:
    data = typed(phone, next_letter)
    with writes() as seen:
        assert phone.post(f"{next_letter}/passkey/challenge", data=data).status_code == 200
    assert seen == []


def test_what_is_asked_is_the_hash_of_what_was_typed(phone: FlaskClient, next_letter: str) -> None:
    def asked(**fields: str) -> bytes:
        answer = phone.post(f"{next_letter}/passkey/challenge", data=typed(phone, next_letter, **fields))
        return unpacked(answer.json["challenge"])

    assert len({asked(), asked(), asked(publish="y"), asked(name="Ona Maria Testė")}) == 4, "the moment differs too"


def test_what_was_changed_after_the_touch_is_refused_and_kept_for_the_code(
    phone: FlaskClient, device: Authenticator, next_letter: str
) -> None:
    page = touch(phone, next_letter, device, {"name": "Ona Maria Testė"})
    assert "asked about something else than what this page says now. Nothing was done." in text(page)
    assert f"{next_letter}/code" in Page(page.text).links
    assert 'value="Ona Maria Testė"' in page.text
    assert 'name="answer" value=""' in page.text
    assert count(PasskeyUse) == 0


def test_what_was_typed_is_there_again_on_the_way_of_the_code(
    phone: FlaskClient, device: Authenticator, next_letter: str, address: str
) -> None:
    phone.post(f"{next_letter}/passkey/challenge", data=typed(phone, next_letter, name="Ona Maria Testė", contact="y"))
    phone.post(f"{next_letter}/ask")
    page = phone.get(f"{next_letter}/passkey").text
    assert 'value="Ona Maria Testė"' in page
    assert re.search(r"<input checked[^>]*name=\"contact\"", page)


def test_without_script_the_form_signs_nothing_and_says_so(phone: FlaskClient, next_letter: str) -> None:
    page = phone.post(f"{next_letter}/passkey", data=typed(phone, next_letter))
    assert "The answer of your passkey did not arrive. Nothing was done. Try again, or use a code." in text(page)
    assert "A passkey needs JavaScript" in page.text


def test_a_name_that_can_not_be_printed_is_told_beside_its_field(phone: FlaskClient, next_letter: str) -> None:
    data = typed(phone, next_letter, name="Another Person")
    assert phone.post(f"{next_letter}/passkey/challenge", data=data).status_code == 409
    assert "has to hold that surname" in text(phone.post(f"{next_letter}/passkey", data=data))


def test_a_text_that_changed_meanwhile_leads_to_what_is_new(
    phone: FlaskClient, device: Authenticator, letter: str, campaign: Campaign, organiser: User, colleague: User
) -> None:
    open_next(campaign, organiser, colleague)
    data = {**typed(phone, letter), "version": str(campaign.id), "answer": ""}
    page = phone.post(f"{letter}/passkey", data=data, follow_redirects=True)
    assert "The text has changed since you opened it. Nothing was signed." in text(page)


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


def test_the_cookie_holds_the_moment_and_no_server_side_state(
    phone: FlaskClient, device: Authenticator, next_letter: str
) -> None:
    answers = []
    for _twice in range(2):
        data = typed(phone, next_letter)
        answers.append((data, device.signs(phone.post(f"{next_letter}/passkey/challenge", data=data).json)))
    (data, first), (_data, second) = answers
    refused = phone.post(f"{next_letter}/passkey", data={**data, "answer": first})
    assert "something else than what this page" in text(refused), "the moment of the first was overwritten"
    assert json.loads(second)["id"] == json.loads(first)["id"]
