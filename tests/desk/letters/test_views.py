"""My letters: whoever reads a registered mailbox sees what was asked of it, and opens each letter without its link."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from flask_babel import format_date
from sqlalchemy import select

from petitions.accounts.signatories import LIFETIME, SignatorySession
from petitions.core import clock
from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.people.models import Address, Mandate, Person
from petitions.signing import service as signing
from petitions.signing.late import service as late
from petitions.signing.late.models import WithdrawalRequest
from petitions.signing.models import Invitation
from petitions.wiring import PERIODIC
from tests import factories
from tests.desk.letters.entering import HOME, enter
from tests.dispatch.lodging.declaration import a_declaration
from tests.factories import an_invitation
from tests.signing.after.acts import in_state, request_withdrawal
from tests.signing.browsing import text
from tests.signing.scene import Desk, ask, count, sign, signatory, withdraw
from tests.support.mailbox import code_for, mails_to


def test_a_member_sees_what_waits_and_opens_it_without_its_link(
    phone: FlaskClient, invitation: Invitation, address: str
) -> None:
    assert phone.get(f"/en/letters/{invitation.id}").status_code == 404
    shown = text(enter(phone, address))
    assert "Waiting for your answer" in shown
    assert "Lantern" in shown
    opened = phone.get(f"{HOME}{invitation.id}/letter", follow_redirects=True)
    assert opened.request.path == f"/en/letters/{invitation.id}"
    assert opened.status_code == 200


def test_it_shows_what_was_signed_withdrawn_and_declined(
    phone: FlaskClient, desk: Desk, invitation: Invitation, address: str
) -> None:
    sign(invitation, ask(invitation))
    shown = text(enter(phone, address))
    assert "Signature 1, on version 1: signed" in shown
    assert phone.get(f"{HOME}{invitation.id}/done", follow_redirects=True).request.path.endswith("/receipt")
    withdraw(db.session.get_one(Invitation, invitation.id))
    assert "You withdrew your signature" in text(phone.get(HOME))
    with transaction():
        again = db.session.get_one(Invitation, invitation.id)
        signing.decline(signatory(again), again)
    assert "You declined." in text(phone.get(HOME))


def test_whoever_asked_too_late_to_be_taken_off_reads_that_it_waits_and_no_more_once_it_is_answered(
    phone: FlaskClient, desk: Desk, invitation: Invitation, address: str
) -> None:
    sign(invitation, ask(invitation))
    enter(phone, address)
    in_state(desk, "dispatched", "pace_declaration")
    row = request_withdrawal(invitation)
    assert "to take your signature back. The organisers have not said yet what they did." in text(phone.get(HOME))
    with transaction():
        late.answer(desk.actor, db.session.get_one(WithdrawalRequest, row.id), "We told the Table Office.")
    assert "The organisers have not said yet" not in text(phone.get(HOME))


def test_of_a_declaration_it_says_when_it_was_lodged_and_how_it_was_published(phone: FlaskClient, app: Flask) -> None:
    declaration = a_declaration()
    for number, mandate in enumerate(db.session.scalars(select(Mandate)).all()):
        where = {"person_id": mandate.person_id, "roster_id": mandate.roster_id}
        factories.saved(Address(**where, address=f"member{number}@assembly.example", registered_at=now()))
    address = "member0@assembly.example"
    declaration.close(), declaration.confirm(), declaration.lodge()
    day = format_date(today(), "d MMMM y")
    assert f"Lodged on {day}." in text(enter(phone, address))
    declaration.publish()
    assert f"Tabled as Written declaration No 999, Doc. 99999, on {day}." in text(phone.get(HOME))


def test_the_answer_is_the_same_for_every_address(phone: FlaskClient, app: Flask, address: str) -> None:
    pages = []
    for one in (address, "nobody@assembly.example"):
        answer = app.test_client().post("/en/my-letters/sign-in", data={"address": one}, follow_redirects=True)
        pages.append((answer.status_code, text(answer).replace(one, "…")))
    assert pages[0] == pages[1]
    assert len(mails_to(address)) == 1
    assert mails_to("nobody@assembly.example") == []


def test_only_the_letters_of_the_mailbox_are_shown_and_opened(phone: FlaskClient, desk: Desk, address: str) -> None:
    _other, foreign = desk.invited(given="Bela", surname="Příklad")
    assert "Bela" not in text(enter(phone, address))
    assert phone.get(f"{HOME}{foreign.id}/letter").status_code == 404
    assert phone.get(f"/en/letters/{foreign.id}").status_code == 404


def test_a_shared_mailbox_is_named_as_one(phone: FlaskClient, desk: Desk, address: str) -> None:
    other, _invitation = desk.invited(given="Bela", surname="Příklad")
    with transaction():
        db.session.get_one(Person, other.id).addresses[0].address = address
    assert "This mailbox is shared. The letters of" in text(enter(phone, address))


def test_a_code_that_withdraws_lets_nobody_in(phone: FlaskClient, invitation: Invitation, address: str) -> None:
    sign(invitation, ask(invitation))
    phone.post("/en/my-letters/sign-in", data={"address": address})
    with transaction():
        mine = db.session.get_one(Invitation, invitation.id)
        signing.request_code_to_withdraw(signatory(mine), mine, "phone")
    assert "This code shows no letters" in text(phone.post("/en/my-letters/code", data={"code": code_for(address)}))


def test_the_code_works_only_in_the_browser_that_asked(phone: FlaskClient, app: Flask, address: str) -> None:
    other = app.test_client()
    for browser in (other, phone):
        browser.post("/en/my-letters/sign-in", data={"address": address})
    assert "This code shows no letters" in text(other.post("/en/my-letters/code", data={"code": code_for(address)}))
    assert count(SignatorySession) == 0


def test_signing_out_ends_a_copied_cookie_too(phone: FlaskClient, app: Flask, address: str) -> None:
    enter(phone, address)
    copied = app.test_client()
    with phone.session_transaction() as mine, copied.session_transaction() as theirs:
        theirs.update(mine)
    assert copied.get(HOME).status_code == 200
    phone.post("/en/my-letters/sign-out")
    assert phone.get(HOME).location.endswith("/my-letters/sign-in")
    assert copied.get(HOME).location.endswith("/my-letters/sign-in")


def test_a_session_ends_by_itself(phone: FlaskClient, address: str) -> None:
    enter(phone, address)
    with transaction():
        kept = db.session.query(SignatorySession).one()
        kept.started_at -= LIFETIME + timedelta(seconds=1)
        kept.ends_at = kept.started_at + LIFETIME
    assert phone.get(HOME).status_code == 303


def test_a_changed_address_ends_the_session(phone: FlaskClient, invitation: Invitation, address: str) -> None:
    enter(phone, address)
    with transaction():
        db.session.get_one(Person, invitation.person_id).addresses[0].superseded_at = clock.now()
    assert phone.get(HOME).location.endswith("/my-letters/sign-in")
    assert phone.get(f"{HOME}{invitation.id}/letter").location.endswith("/my-letters/sign-in")


def test_a_signatory_is_nobody_to_the_organisers_pages(phone: FlaskClient, address: str) -> None:
    enter(phone, address)
    assert "/sign-in" in phone.get("/en/desk/").location
    assert "Mail me a code" in text(phone.get("/en/sign-in"))


def test_what_several_organisations_ask_stands_on_one_page(phone: FlaskClient, desk: Desk, asked, address: str) -> None:
    other = Desk()
    an_invitation(other.campaign, asked[0])
    assert text(enter(phone, address)).count("Whose signature") == 2


def test_sessions_that_are_over_are_forgotten(phone: FlaskClient, address: str) -> None:
    enter(phone, address)
    [forget] = [job for name, _seconds, job in PERIODIC if name == "forget_signatory_sessions"]
    with transaction():
        forget()
    assert count(SignatorySession) == 1
    with transaction():
        kept = db.session.query(SignatorySession).one()
        kept.started_at -= 2 * LIFETIME
        kept.ends_at -= 2 * LIFETIME
    with transaction():
        forget()
    assert count(SignatorySession) == 0
