"""What was signed is shown to the signatory; whoever was passed the link is answered alike before and after."""

import re
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from petitions.core.db import db
from petitions.people.addresses import masked
from petitions.people.models import Person
from petitions.signing import links, queries
from petitions.signing.models import Invitation, Signature
from petitions.signing.passkeys.models import PasskeyUse
from tests.factories import a_member, an_invitation, sign_in
from tests.signing.browsing import Page, sign, text, type_code
from tests.signing.passkeys.pages import enrol, touch, typed
from tests.signing.scene import Desk, count
from tests.support.answers import told, weight
from tests.support.mailbox import code_for, mails_to, text_of


class Asked(NamedTuple):
    """Somebody who was asked to sign."""

    invitation: Invitation
    address: str
    letter: str


@pytest.fixture
def two(desk: Desk) -> list[Asked]:
    """Two members of one name, each with an invitation."""
    members = [a_member(given="Ona", surname="Testė") for _ in range(2)]
    invitations = [an_invitation(desk.campaign, member)[0] for member in members]
    addresses = [db.session.get_one(Person, member.id).addresses[0].address for member in members]
    return [Asked(one, at, f"/en/letters/{one.id}") for one, at in zip(invitations, addresses, strict=True)]


def opened(app: Flask, asked: Asked) -> FlaskClient:
    """A browser in which the link of the invitation was opened, and nothing else."""
    browser = app.test_client()
    browser.get(f"/en/i/{links.token(asked.invitation.id)}")
    return browser


def path(link: str) -> str:
    """The link without the host."""
    return link.partition("localhost:8000")[2]


def every_answer(app: Flask, asked: Asked) -> list[TestResponse]:
    """All that is answered to whoever holds the link."""
    stranger, letter = opened(app, asked), asked.letter
    version = str(asked.invitation.campaign.open_version_id)
    form = {"version": version, "name": "Ona Testė"}
    looked = ("", "/code", "/sign", "/receipt", "/withdraw", "/name", "/capacity", "/dispute", "/withdraw/request")
    answers = [stranger.get(f"{letter}{page}") for page in (*looked, "/passkey", "/passkey/enrol", "/decline")]
    for page, data in (
        *((f"/{one}/ask", form) for one in ("withdraw", "name", "capacity", "dispute", "withdraw/request")),
        ("/withdraw", {"code": "000000"}),
        ("/name", {"name": "Other", "code": "000000"}),
        ("/dispute", {"code": "000000", "sure": "y"}),
        ("/withdraw/passkey", {"answer": "{}"}),
        ("/withdraw/passkey/challenge", {}),
        ("/passkey/challenge", form),
        ("/passkey", {**form, "answer": "{}"}),
        ("/sign", form),
        ("/sign", {**form, "name": "Another Person"}),
        ("/code", {"code": "000000"}),
        ("/ask", {}),
        ("/code", {"code": "000000"}),
        ("/decline", {"sure": "y", "reason": "Not now"}),
    ):
        answers += [stranger.post(f"{letter}{page}", data=data), stranger.get(letter)]
    return answers


def test_whoever_was_passed_the_link_is_answered_alike_before_and_after_the_signature(
    app: Flask, two: list[Asked]
) -> None:
    signed, waiting = two
    assert "You have signed" in text(sign(opened(app, signed), signed.letter, signed.address))
    own = [(str(one.invitation.id), masked(one.address).replace("…", "…\u2060")) for one in two]
    for first, second in zip(every_answer(app, signed), every_answer(app, waiting), strict=True):
        # Who has signed without being named is counted for both.
        assert told(first, *own[0]) == told(second, *own[1]), first.request.path
        assert abs(weight(first) - weight(second)) <= 24
    assert [one.state for one in db.session.query(Signature).all()] == ["confirmed"]


def test_the_right_code_shows_the_receipt_in_another_browser(app: Flask, two: list[Asked]) -> None:
    one = two[0]
    sign(opened(app, one), one.letter, one.address)
    laptop = opened(app, one)
    assert "You have signed" not in text(laptop.get(one.letter))
    laptop.post(f"{one.letter}/ask")
    assert "this code shows how you have answered" in text_of(mails_to(one.address)[-1])
    page = laptop.post(f"{one.letter}/code", data={"code": code_for(one.address)}, follow_redirects=True)
    assert "You have signed" in text(page)
    assert f"{one.letter}/withdraw" in Page(page.text).links
    assert count(Signature) == 1


def test_the_link_of_the_receipt_shows_it_and_that_of_the_invitation_does_not(app: Flask, two: list[Asked]) -> None:
    one = two[0]
    sign(opened(app, one), one.letter, one.address)
    mailed = text_of(mails_to(one.address)[-1])
    # A link says when it was made, so the one in the mail is taken, not made anew.
    link, undo = (re.search(rf"https?://\S+/receipts/\S+/{page}", mailed)[0] for page in ("done", "withdraw"))
    assert links.letter(one.invitation.id) not in mailed
    assert "You have signed" in text(app.test_client().get(path(link), follow_redirects=True))
    assert "Withdraw your signature" in text(app.test_client().get(path(undo), follow_redirects=True))
    stranger = opened(app, one)
    assert stranger.get(f"{one.letter}/receipt").location == one.letter
    forged = path(link).replace("/done", "x/done")
    assert app.test_client().get(forged).status_code == 404


def test_a_touch_in_another_browser_shows_the_receipt_and_signs_nothing_more(app: Flask, two: list[Asked]) -> None:
    one = two[0]
    phone = opened(app, one)
    sign(phone, one.letter, one.address)
    device = enrol(phone, one.letter)
    laptop = opened(app, one)
    assert "You have signed" in text(touch(laptop, one.letter, device))
    assert (count(Signature), count(PasskeyUse)) == (1, 1)


def test_the_very_touch_that_signed_gives_the_receipt_as_often_as_it_is_sent(
    app: Flask, two: list[Asked], desk: Desk
) -> None:
    one = two[0]
    phone = opened(app, one)
    type_code(phone, one.letter, one.address)
    phone = opened(app, one)
    sign(phone, one.letter, one.address)
    device = enrol(phone, one.letter)
    phone.post(f"{one.letter}/withdraw/ask")
    phone.post(f"{one.letter}/withdraw", data={"code": code_for(one.address)})
    laptop = opened(app, one)
    data = typed(laptop, one.letter)
    sent = {**data, "answer": device.signs(laptop.post(f"{one.letter}/passkey/challenge", data=data).json)}
    with laptop.session_transaction() as cookie:
        before = dict(cookie)
    pages = [text(laptop.post(f"{one.letter}/passkey", data=sent, follow_redirects=True))]
    twin = app.test_client()
    with twin.session_transaction() as cookie:
        cookie.update(before)
    pages.append(text(twin.post(f"{one.letter}/passkey", data=sent, follow_redirects=True)))
    assert all("You have signed" in page for page in pages)
    assert (count(Signature), count(PasskeyUse)) == (2, 1)


def test_a_decline_by_the_link_is_told_to_the_registered_address_once_which_can_sign_nevertheless(
    app: Flask, two: list[Asked], desk: Desk, client: FlaskClient
) -> None:
    one = two[0]
    mailed, stranger = len(mails_to(one.address)), opened(app, one)
    for _twice in range(2):
        stranger.post(f"{one.letter}/decline", data={"sure": "y", "reason": "He is away"})
    told_so = mails_to(one.address)[mailed:]
    assert len(told_so) == 1
    assert "was declined with the link in your invitation" in text_of(told_so[0])
    assert links.letter(one.invitation.id) in text_of(told_so[0])
    sign_in(client, desk.author)
    table = f"/en/desk/campaigns/{desk.campaign.id}/invitations"
    assert "Declined, with the link only" in text(client.get(table))
    member = opened(app, one)
    type_code(member, one.letter, one.address)
    assert "Declined with the link in your invitation on" in text(member.get(one.letter))
    assert "You have signed" in text(sign(member, one.letter, one.address))
    assert "Declined, with the link only" not in text(client.get(table))


def test_a_decline_by_the_signatory_is_recorded_as_such_and_mails_nothing(
    app: Flask, two: list[Asked], desk: Desk, client: FlaskClient
) -> None:
    one = two[0]
    member = opened(app, one)
    type_code(member, one.letter, one.address)
    mailed = len(mails_to(one.address))
    member.post(f"{one.letter}/decline", data={"sure": "y"})
    assert "You declined on" in text(member.get(one.letter))
    assert len(mails_to(one.address)) == mailed
    sign_in(client, desk.author)
    assert "with the link only" not in text(client.get(f"/en/desk/campaigns/{desk.campaign.id}/invitations"))


def test_a_decline_by_the_link_leaves_what_was_signed_and_says_nothing_of_it(app: Flask, two: list[Asked]) -> None:
    one = two[0]
    sign(opened(app, one), one.letter, one.address)
    mailed = len(mails_to(one.address))
    page = opened(app, one).post(f"{one.letter}/decline", data={"sure": "y"}, follow_redirects=True)
    assert "This was declined with the link." in text(page)
    invitation = db.session.get_one(Invitation, one.invitation.id)
    assert (invitation.state, invitation.declined_at) == ("answered", None)
    assert len(queries.in_force(invitation.campaign)) == 1
    assert len(mails_to(one.address)) == mailed


def test_a_code_that_only_shows_the_receipt_never_signs_after_a_withdrawal(app: Flask, two: list[Asked]) -> None:
    one = two[0]
    member = opened(app, one)
    sign(member, one.letter, one.address)
    stranger = opened(app, one)
    stranger.post(f"{one.letter}/ask")
    shows = code_for(one.address)
    member.post(f"{one.letter}/withdraw/ask")
    member.post(f"{one.letter}/withdraw", data={"code": code_for(one.address)})
    page = stranger.post(f"{one.letter}/code", data={"code": shows}, follow_redirects=True)
    assert "shows how the letter was answered, and signs nothing" in text(page)
    assert stranger.get(f"{one.letter}/sign").location == f"{one.letter}/code"
    assert "You have signed" in text(sign(stranger, one.letter, one.address))
    assert count(Signature) == 2
