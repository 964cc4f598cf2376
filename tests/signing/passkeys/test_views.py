"""The pages on which a passkey signs and withdraws: what is asked, what is refused, and that nothing else changes."""

import json
import re

from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.signing.models import Signature
from petitions.signing.passkeys.models import PasskeyUse
from tests.architecture.test_routes import writes
from tests.signing.browsing import Page, open_next, text
from tests.signing.passkeys.pages import touch, typed
from tests.signing.passkeys.scene import only_passkey
from tests.signing.scene import count
from tests.signing.supporters.petition import Petition
from tests.signing.supporters.test_views import come_in, give
from tests.signing.test_looking_views import submit_everything
from tests.support.authenticator import Authenticator, unpacked
from tests.support.mailbox import mails_to, text_of

OFFER = "Sign with a passkey instead"


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


def test_a_scanner_that_opens_every_link_and_sends_every_form_changes_nothing(
    app: Flask, phone: FlaskClient, device: Authenticator, letter: str, next_letter: str, address: str
) -> None:
    link = re.search(r"http\S+/k/\S+", text_of(mails_to(address)[-1]))[0].partition("localhost:8000")[2]
    scanner = app.test_client()
    landed = scanner.get(link, follow_redirects=True)
    submit_everything(scanner, landed.text)
    scanner.post(landed.request.path, data={"sure": ""})
    for page in (f"{letter}/withdraw", f"{next_letter}/code", f"{next_letter}/passkey"):
        submit_everything(phone, phone.get(page).text)
        phone.post(page, data={"version": "1", "name": "1", "answer": "1", "code": "1"})
    assert only_passkey().removed_at is None
    assert [signature.state for signature in db.session.query(Signature).all()] == ["confirmed"]
    assert count(PasskeyUse) == 0


def test_members_of_the_public_are_offered_none(client: FlaskClient, app: Flask) -> None:
    petition = Petition()
    form = f"/en/campaigns/{petition.campaign.slug}/sign"
    page = come_in(client, form)
    assert "enrol one" not in text(give(client, page))
    own = page.removesuffix("/sign")
    assert client.get(f"{own}/passkey").location == f"{own}/code"
    assert client.post(f"{own}/passkey", data={"name": "Bea Example", "answer": "{}"}).location == f"{own}/code"
    assert client.post(f"{own}/passkey/enrol/challenge").status_code == 409
