"""An organisation asks to sign: its address confirms by a code, and an organiser admits or refuses it once."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.accounts.models import Code
from petitions.core.db import db, transaction
from petitions.outbox.models import Message
from petitions.people.organisations.models import RegisteredOrganisation, Representative
from petitions.people.organisations.service import OnFileAlready
from petitions.signing.calls import admitting, tidying
from petitions.signing.calls.admitting import Admission
from petitions.signing.calls.errors import AlreadyDecided, NoCall, NotVouched
from petitions.signing.calls.models import CallRequest
from petitions.signing.endorser_queries import KINDS, found
from petitions.signing.errors import AlreadyInvited, NotOpen
from petitions.signing.models import Invitation
from tests.factories import acting, changed
from tests.signing.appeal import Appeal, give
from tests.signing.calls.call import PIA, WANTED, a_request, admit, ask, confirm, end_call, waiting
from tests.signing.scene import Desk, actions, count
from tests.support.at_once import at_once
from tests.support.mailbox import code_for, mails_to, text_of


def the_request() -> CallRequest:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(CallRequest)).one()


def test_the_code_brings_the_request_before_the_organisers(appeal: Appeal) -> None:
    ask(appeal.campaign)
    assert the_request().state == "unconfirmed"
    confirm(appeal.campaign)
    request = the_request()
    assert (request.state, request.organisation, request.email) == ("waiting", "Harbour Watch", PIA)
    assert actions()[-2:] == ["code:request", "call_request:confirm"]


def test_nothing_that_was_typed_is_mailed_before_the_code_came_back(appeal: Appeal) -> None:
    ask(appeal.campaign, organisation="Win money at evil.test", name="Evil", evidence="evil")
    [mail] = mails_to(PIA)
    assert "evil" not in text_of(mail).lower() + str(mail["Subject"]).lower()


def test_a_code_of_another_browser_confirms_nothing(appeal: Appeal) -> None:
    ask(appeal.campaign)
    assert confirm(appeal.campaign, browser="scanner") is None
    assert the_request().state == "unconfirmed"


def test_words_that_a_stranger_typed_since_are_not_confirmed_by_the_code_for_others(appeal: Appeal) -> None:
    ask(appeal.campaign)
    digits = code_for(PIA)
    ask(appeal.campaign, browser="elsewhere", organisation="Another Body")
    assert confirm(appeal.campaign, digits=digits) is None
    assert the_request().state == "unconfirmed"


def test_asking_again_with_the_same_words_mails_the_same_code(appeal: Appeal) -> None:
    ask(appeal.campaign)
    first = code_for(PIA)
    ask(appeal.campaign)
    assert code_for(PIA) == first
    assert count(CallRequest) == 1


def test_other_words_bring_no_more_mails_than_the_same(appeal: Appeal) -> None:
    for number in range(9):
        ask(appeal.campaign, browser=f"browser {number}", organisation=f"Body {number}")
    assert len(mails_to(PIA)) <= 3


def test_a_request_that_waits_stays_as_it_is(appeal: Appeal) -> None:
    waiting(appeal)
    other = ask(appeal.campaign, browser="phone", organisation="Another Body")
    assert confirm(appeal.campaign, other, browser="phone").organisation == "Harbour Watch"
    assert count(CallRequest) == 1


def test_an_address_has_one_request_in_force(appeal: Appeal) -> None:
    a_request(appeal.campaign)
    with pytest.raises(IntegrityError):
        a_request(appeal.campaign)


def test_one_address_asks_at_once_and_is_entered_once(appeal: Appeal, app: Flask) -> None:
    assert at_once(app, *[lambda: ask(appeal.campaign)] * 3) == [WANTED] * 3
    assert count(CallRequest) == 1


def test_a_letter_of_members_takes_no_organisation_and_an_ended_call_nobody(letter_desk: Desk, appeal: Appeal) -> None:
    with pytest.raises(NoCall):
        ask(letter_desk.campaign)
    end_call(appeal)
    with pytest.raises(NoCall):
        ask(appeal.campaign)


def test_admitting_enters_the_organisation_its_domain_and_its_own_word(appeal: Appeal) -> None:
    invitation = admit(appeal, waiting(appeal), adds_domain=True)
    one = db.session.scalars(select(RegisteredOrganisation)).one()
    assert (one.name, one.country, [entry.domain for entry in one.domains]) == (
        "Harbour Watch",
        "LT",
        ["harbour.example"],
    )
    row = invitation.representative
    assert (row.registered_by, row.registered_by_id, row.confirmed_by_id) == ("Harbour Watch", None, appeal.author.id)
    assert row.evidence == WANTED.evidence
    assert "open call “Let her stay”, address confirmed by code on" in row.source
    assert give(invitation).name == "Harbour Watch"


def test_an_address_outside_the_domains_is_vouched_for_and_that_stays_visible(appeal: Appeal) -> None:
    request = waiting(appeal, email="pia@mail.example")
    one = appeal.organisation("Harbour Watch", domains=("harbour.example",))
    with pytest.raises(NotVouched):
        admit(appeal, request, registered=one)
    assert count(Representative) == 0
    admit(appeal, request, registered=one, vouches=True)
    db.session.expire_all()
    [endorser], _many = found(appeal.actor, appeal.campaign, KINDS, "Harbour", "", 10)
    assert endorser.speakers[0].note == "address outside its own domains, confirmed by Ada Organiser"


def test_the_domain_is_added_to_an_organisation_on_the_register(appeal: Appeal) -> None:
    one = appeal.organisation("Harbour Watch", domains=("harbour-watch.example",))
    admit(appeal, waiting(appeal), registered=one, adds_domain=True)
    domains = db.session.get_one(RegisteredOrganisation, one.id).domains
    assert [entry.domain for entry in domains] == ["harbour-watch.example", "harbour.example"]


def test_an_authority_that_is_on_file_is_not_recorded_twice(appeal: Appeal) -> None:
    row = appeal.speaker(appeal.organisation("Harbour Watch"), "Pia Example", email=PIA)
    assert admit(appeal, waiting(appeal), registered=row.organisation).representative_id == row.id
    assert count(Representative) == 1


def test_one_of_the_same_name_is_not_entered_twice(appeal: Appeal) -> None:
    appeal.organisation("Harbour Watch")
    with pytest.raises(OnFileAlready):
        admit(appeal, waiting(appeal), name="Harbour Watch Lithuania", adds_domain=True)


def test_an_organisation_that_was_asked_before_is_not_asked_twice(appeal: Appeal) -> None:
    row = appeal.speaker(appeal.organisation("Harbour Watch"))
    appeal.ask(row)
    with pytest.raises(AlreadyInvited):
        admit(appeal, waiting(appeal), registered=row.organisation)
    assert the_request().state == "waiting"


def test_two_organisers_who_admit_at_once_ask_once(appeal: Appeal, app: Flask) -> None:
    request_id = waiting(appeal).id

    def by(actor: object) -> object:
        with transaction():
            return admitting.admit(
                actor, db.session.get_one(CallRequest, request_id), Admission(None, adds_domain=True)
            )

    given = at_once(app, lambda: by(appeal.actor), lambda: by(acting(appeal.colleague)))
    assert {type(one) for one in given} == {Invitation, AlreadyDecided}
    assert (count(Invitation), count(Representative), count(RegisteredOrganisation)) == (1, 1, 1)


def test_a_refusal_is_mailed_with_its_reason_and_the_address_may_ask_again(appeal: Appeal) -> None:
    request = waiting(appeal)
    with transaction():
        admitting.refuse(appeal.actor, request, "We could not find the statutes.")
    assert "We could not find the statutes." in text_of(mails_to(PIA)[-1])
    with transaction(), pytest.raises(AlreadyDecided):
        admitting.refuse(appeal.actor, request, "Once more.")
    waiting(appeal)
    assert count(CallRequest) == 2


def test_nobody_is_admitted_once_signing_has_closed(appeal: Appeal) -> None:
    request = waiting(appeal)
    changed(appeal.campaign, state="closed")
    with pytest.raises(NotOpen):
        admit(appeal, request, adds_domain=True)


def test_unconfirmed_requests_are_deleted_after_a_week_with_codes_and_mails(appeal: Appeal) -> None:
    ask(appeal.campaign)
    waiting(appeal, email="bo@harbour.example")
    for request in db.session.scalars(select(CallRequest)).all():
        changed(request, asked_at=request.asked_at - timedelta(days=7))
    with transaction():
        assert tidying.tidy() == 1
    assert the_request().state == "waiting"
    assert mails_to(PIA) == []
    assert count(Code) == 1
    assert count(Message) == 1
