"""My letters with a passkey: it shows the letters, signs several prepared ones at once, and is enrolled and removed."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.signatories import SignatorySession
from petitions.core import clock
from petitions.core.db import db, transaction
from petitions.people.models import Person
from petitions.signing import service as signing
from petitions.signing.models import Invitation, Signature
from petitions.signing.passkeys.models import Passkey, PasskeyStatement, PasskeyUse
from petitions.signing.passkeys.rules import FRESH, GOOD
from tests.desk.letters.entering import HOME, enter, enter_by_touch
from tests.desk.letters.test_several_views import shown, two
from tests.signing.browsing import Page, text
from tests.signing.offices.scene import named, prepared
from tests.signing.passkeys.scene import only_passkey
from tests.signing.scene import Desk, count, signatory
from tests.support.authenticator import Authenticator
from tests.support.mailbox import mails_to, text_of

ENTER = f"{HOME}sign-in/passkey"


def enrol(phone: FlaskClient, invitation: Invitation, device: Authenticator | None = None) -> Authenticator:
    """Have a device make a passkey on the page of My letters."""
    made, page = device or Authenticator(), f"{HOME}{invitation.id}/passkey"
    answer = made.makes(phone.post(f"{page}/challenge").json)
    done = phone.post(page, data={"label": "My phone", "answer": answer}, follow_redirects=True)
    assert "The passkey is enrolled. A mail confirms it." in text(done)
    return made


def touch_several(phone: FlaskClient, device: Authenticator, seen: str):
    """Ask what the letters' touch is for, and send the device's answer."""
    asked = phone.post(f"{HOME}several/challenge", data={"shown": seen}).json
    data = {"shown": seen, "answer": device.signs(asked)}
    return phone.post(f"{HOME}several/touch", data=data, follow_redirects=True)


@pytest.fixture
def device(app: Flask, invitation: Invitation, address: str) -> Authenticator:
    """The member's device, enrolled on some other browser that had typed a code."""
    browser = app.test_client()
    enter(browser, address)
    return enrol(browser, invitation)


def test_a_touch_shows_the_letters_without_an_address_or_a_code(
    phone: FlaskClient, device: Authenticator, address: str
) -> None:
    mailed = len(mails_to(address))
    page = enter_by_touch(phone, device)
    assert page.request.path == HOME
    assert "Waiting for your answer" in text(page)
    assert len(mails_to(address)) == mailed
    use = db.session.scalars(select(PasskeyUse)).one()
    assert (use.statements, count(PasskeyStatement), count(Signature)) == ([], 0, 0)


def test_the_way_in_shows_the_passkey_to_browsers_with_script_only(phone: FlaskClient) -> None:
    assert '<section class="section" data-passkeys hidden>' in phone.get(f"{HOME}sign-in").text


def test_the_same_answer_of_a_device_that_counts_nothing_lets_nobody_in_twice(
    app: Flask, phone: FlaskClient, device: Authenticator
) -> None:
    asked = phone.post(f"{ENTER}/challenge").json
    with phone.session_transaction() as cookie:
        kept = dict(cookie)
    device.count = -1
    answer = device.signs(asked)
    assert phone.post(ENTER, data={"answer": answer}).location == HOME
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(kept)
    assert "was used before" in text(thief.post(ENTER, data={"answer": answer}))
    assert thief.get(HOME).location.endswith("/sign-in")


def test_an_answer_to_no_question_an_old_one_or_anothers_lets_nobody_in(
    app: Flask, phone: FlaskClient, device: Authenticator
) -> None:
    asked = phone.post(f"{ENTER}/challenge").json
    other = app.test_client()
    assert "more than ten minutes ago" in text(other.post(ENTER, data={"answer": device.signs(asked)}))
    other.post(f"{ENTER}/challenge")
    assert "something else" in text(other.post(ENTER, data={"answer": device.signs(asked)}))
    assert "not enrolled here" in text(phone.post(ENTER, data={"answer": Authenticator().signs(asked)}))
    asked = phone.post(f"{ENTER}/challenge").json
    with phone.session_transaction() as cookie:
        cookie["entering"] = {**cookie["entering"], "at": (clock.now() - GOOD - timedelta(seconds=1)).isoformat()}
    assert "more than ten minutes ago" in text(phone.post(ENTER, data={"answer": device.signs(asked)}))
    assert phone.get(HOME).location.endswith("/sign-in")
    assert count(SignatorySession) == 1, "the one in which the device was enrolled"


def test_a_passkey_whose_address_was_superseded_shows_nothing(
    phone: FlaskClient, device: Authenticator, asked: tuple[Person, Invitation]
) -> None:
    with transaction():
        db.session.get_one(Person, asked[0].id).addresses[0].superseded_at = clock.now()
    answer = device.signs(phone.post(f"{ENTER}/challenge").json)
    assert "shows no letters any more" in text(phone.post(ENTER, data={"answer": answer}))
    assert count(PasskeyUse) == 0


def test_a_removed_passkey_shows_nothing(phone: FlaskClient, device: Authenticator, invitation: Invitation) -> None:
    with transaction():
        signing.remove_passkey(signatory(invitation), db.session.get_one(Passkey, only_passkey().id))
    answer = device.signs(phone.post(f"{ENTER}/challenge").json)
    assert "was removed" in text(phone.post(ENTER, data={"answer": answer}))


def test_several_are_signed_with_one_touch(phone: FlaskClient, device: Authenticator, desk: Desk, asked) -> None:
    letters = two(desk, asked)
    enter_by_touch(phone, device)
    for letter in letters:
        phone.get(f"{HOME}{letter.id}/letter")
    page = phone.get(f"{HOME}several")
    assert "Sign these letters with a passkey" in text(page)
    assert "2 letters are signed." in text(touch_several(phone, device, shown(page)))
    assert {one.proved_by for one in db.session.scalars(select(Signature))} == {"passkey"}
    assert {one.prepared_by for one in db.session.scalars(select(Signature))} == {"Vera Delegate"}
    assert (count(PasskeyUse), count(PasskeyStatement)) == (2, 2), "one to look, one to sign"


def test_a_letter_that_was_not_opened_here_is_left_out_of_the_touch(
    phone: FlaskClient, device: Authenticator, desk: Desk, asked
) -> None:
    first, second = two(desk, asked)
    enter_by_touch(phone, device)
    phone.get(f"{HOME}{first.id}/letter")
    phone.get(f"{HOME}{second.id}/letter")
    both = shown(phone.get(f"{HOME}several"))
    phone.post(f"{HOME}sign-out")
    enter_by_touch(phone, device)
    phone.get(f"{HOME}{first.id}/letter")
    assert "1 letter is signed." in text(touch_several(phone, device, both))
    assert [one.invitation_id for one in db.session.scalars(select(Signature))] == [first.id]


def test_where_a_letter_was_prepared_anew_none_is_signed_and_the_page_says_which(
    phone: FlaskClient, device: Authenticator, desk: Desk, asked
) -> None:
    letters = two(desk, asked)
    enter_by_touch(phone, device)
    for letter in letters:
        phone.get(f"{HOME}{letter.id}/letter")
    seen = shown(phone.get(f"{HOME}several"))
    answer = device.signs(phone.post(f"{HOME}several/challenge", data={"shown": seen}).json)
    prepared(named(letters[0], "wim@office.example", "Wim Delegate"), letters[0], name="Ona Testė")
    page = phone.post(f"{HOME}several/touch", data={"shown": seen, "answer": answer})
    assert "What was prepared has changed since. Nothing was signed." in text(page)
    assert count(Signature) == 0


def test_without_script_the_touch_signs_nothing_and_the_code_is_there(
    phone: FlaskClient, device: Authenticator, desk: Desk, asked
) -> None:
    first, _second = two(desk, asked)
    enter_by_touch(phone, device)
    phone.get(f"{HOME}{first.id}/letter")
    seen = shown(phone.get(f"{HOME}several"))
    page = phone.post(f"{HOME}several/touch", data={"shown": seen, "answer": ""})
    assert "Nothing was done." in text(page)
    assert "Mail me one code for these letters" in text(page)
    assert count(Signature) == 0


def test_who_has_no_passkey_is_offered_none(phone: FlaskClient, desk: Desk, asked, address: str) -> None:
    first, _second = two(desk, asked)
    enter(phone, address)
    phone.get(f"{HOME}{first.id}/letter")
    page = phone.get(f"{HOME}several")
    assert "with a passkey" not in text(page)
    assert phone.post(f"{HOME}several/challenge", data={"shown": shown(page)}).status_code == 409


def test_a_passkey_is_enrolled_after_a_code_and_the_mailbox_is_told_how_to_remove_it(
    phone: FlaskClient, invitation: Invitation, address: str
) -> None:
    enter(phone, address)
    assert f"{HOME}{invitation.id}/passkey" in Page(phone.get(f"{HOME}passkeys").text).links
    enrol(phone, invitation)
    told = text_of(mails_to(address)[-1])
    assert "right after you typed a code from this mailbox" in told
    assert "/k/" in told
    page = phone.get(f"{HOME}passkeys")
    assert "My phone" in text(page)
    removing = phone.get(f"{HOME}passkeys/{only_passkey().id}", follow_redirects=True)
    done = phone.post(removing.request.path, data={"sure": "y"}, follow_redirects=True)
    assert "The passkey is removed." in text(done)
    assert "There is none for this mailbox." in text(phone.get(f"{HOME}passkeys"))
    assert phone.get(f"{HOME}passkeys/{only_passkey().id}").status_code == 404


def test_what_was_enrolled_in_my_letters_signs_a_single_letter(
    phone: FlaskClient, device: Authenticator, invitation: Invitation, desk: Desk, asked
) -> None:
    enter_by_touch(phone, device)
    phone.get(f"{HOME}{invitation.id}/letter")
    assert "Sign with a passkey instead" in phone.get(f"/en/letters/{invitation.id}/code").text


def test_a_session_that_a_passkey_began_enrols_no_other(
    phone: FlaskClient, device: Authenticator, invitation: Invitation
) -> None:
    enter_by_touch(phone, device)
    page = f"{HOME}{invitation.id}/passkey"
    assert "Sign out, and in again with a code" in text(phone.get(page, follow_redirects=True))
    assert phone.post(f"{page}/challenge").status_code == 409
    made = Authenticator().makes({"challenge": "AAAA"})
    assert "for fifteen minutes after you have signed in" in text(
        phone.post(page, data={"label": "Mine", "answer": made})
    )
    assert count(Passkey) == 1


def test_a_quarter_of_an_hour_after_the_code_none_is_enrolled(
    phone: FlaskClient, invitation: Invitation, address: str
) -> None:
    enter(phone, address)
    with phone.session_transaction() as cookie:
        cookie["by_code"] = (clock.now() - FRESH - timedelta(seconds=1)).isoformat()
    assert phone.post(f"{HOME}{invitation.id}/passkey/challenge").status_code == 409
    assert phone.get(f"{HOME}{invitation.id}/passkey").location == f"{HOME}passkeys"


def test_a_delegate_enrols_and_removes_nothing(app: Flask, device: Authenticator, desk: Desk, asked) -> None:
    two(desk, asked)
    aide = app.test_client()
    enter(aide, "vera@office.example")
    assert aide.get(f"{HOME}{asked[1].id}/passkey").status_code == 404
    assert aide.post(f"{HOME}{asked[1].id}/passkey/challenge").status_code == 404
    assert aide.get(f"{HOME}passkeys/{only_passkey().id}").status_code == 404
    assert "For letters of" not in text(aide.get(f"{HOME}passkeys"))


def test_another_member_enrols_no_key_of_this_one(
    app: Flask, phone: FlaskClient, desk: Desk, invitation, address
) -> None:
    other = desk.invited(given="Jonas", surname="Testė")[0]
    enter(phone, db.session.get_one(Person, other.id).addresses[0].address)
    assert phone.post(f"{HOME}{invitation.id}/passkey/challenge").status_code == 404
