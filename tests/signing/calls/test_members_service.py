"""A member picks their own name: the code goes to the registered address alone, and nothing else comes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.core.errors import NotAllowed
from petitions.outbox.models import Message
from petitions.people.models import Person
from petitions.signing import service
from petitions.signing.calls import opening, queries
from petitions.signing.calls.errors import NoCall
from petitions.signing.calls.models import OpenCall
from petitions.signing.models import Invitation
from tests.factories import a_member, a_user, acting, changed
from tests.signing.appeal import Appeal
from tests.signing.calls.call import anew, choose, end_call, open_call, type_digits
from tests.signing.scene import Desk, actions, address_of, ask, count, sign, signatory
from tests.support.at_once import at_once
from tests.support.mailbox import code_for, mails_to, text_of


def names(desk: Desk, text: str) -> list[str]:
    return [one.name for one in queries.names(anew(desk.campaign), text).shown]


def test_a_call_is_opened_once_and_ended(desk: Desk) -> None:
    open_call(desk)
    open_call(desk)
    assert count(OpenCall) == 1
    assert queries.takes(anew(desk.campaign))
    end_call(desk)
    end_call(desk)
    assert not queries.takes(anew(desk.campaign))
    open_call(desk)
    assert count(OpenCall) == 2
    assert [action for action in actions() if action.startswith("call:")] == ["call:open", "call:end", "call:open"]


def test_only_owners_and_drafters_open_it(desk: Desk) -> None:
    reviewer = a_user(desk.campaign.organisation, "reviewer", name="Cem Reviewer")
    with transaction(), pytest.raises(NotAllowed):
        opening.open_call(acting(reviewer), anew(desk.campaign))


@pytest.mark.parametrize(
    "other", [{"state": "closed"}, {"is_public": False}, {"instrument": "public_petition"}], ids=str
)
def test_it_takes_an_open_text_a_public_page_and_somebody_to_call(desk: Desk, other: dict) -> None:
    changed(desk.campaign, **other)
    with pytest.raises(NoCall):
        open_call(desk)
    assert count(OpenCall) == 0


def test_names_are_found_whose_mandate_is_in_force_and_ten_at_most(letter_desk: Desk) -> None:
    for number in range(11):
        a_member(given=f"Ona{'abcdefghijk'[number]}", surname="Samplė")
    gone = a_member(given="Gone", surname="Samplė")
    changed(db.session.get_one(Person, gone.id).mandates[0], until=today() - timedelta(days=3))
    found = queries.names(anew(letter_desk.campaign), "Samplė")
    assert len(found.shown) == 10
    assert found.more
    assert names(letter_desk, "Gone Samplė") == []
    assert names(letter_desk, "Sa") == []


def test_the_code_goes_to_the_registered_address_and_signs(letter_desk: Desk) -> None:
    member = a_member()
    choose(letter_desk.campaign, member.id)
    invitation = type_digits(letter_desk.campaign, member.id, code_for(address_of(member)))
    assert (invitation.person_id, invitation.invited_by, invitation.state) == (member.id, "open call", "sent")
    assert sign(invitation, code_for(address_of(member))).number == 1


def test_codes_of_the_link_count_too_so_that_all_ways_in_mail_three_an_hour(letter_desk: Desk) -> None:
    member, invitation = letter_desk.invited()
    sign(invitation, ask(invitation))

    def by_link(browser: str) -> bool:
        with transaction():
            asked = db.session.get_one(Invitation, invitation.id)
            return service.request_code_by_link(signatory(asked), asked, browser)

    before = len(mails_to(address_of(member)))
    assert by_link("one")
    choose(letter_desk.campaign, member.id, "two")
    assert type_digits(letter_desk.campaign, member.id, code_for(address_of(member)), "another browser") is not None
    for browser in ("three", "four"):
        choose(letter_desk.campaign, member.id, browser)
        assert not by_link(browser)
    assert len(mails_to(address_of(member))) == before + 2


def test_while_a_long_code_of_the_link_is_valid_the_call_mails_none(letter_desk: Desk) -> None:
    member, invitation = letter_desk.invited()
    sign(invitation, ask(invitation))
    for browser in ("one", "two"):
        with transaction():
            asked = db.session.get_one(Invitation, invitation.id)
            assert service.request_code_by_link(signatory(asked), asked, browser)
    before = len(mails_to(address_of(member)))
    choose(letter_desk.campaign, member.id, "three")
    assert len(mails_to(address_of(member))) == before


def test_the_mail_tells_that_somebody_chose_the_name(letter_desk: Desk) -> None:
    member = a_member()
    choose(letter_desk.campaign, member.id)
    [mail] = mails_to(address_of(member))
    assert "somebody chose your name" in text_of(mail)


def test_a_code_of_another_browser_opens_nothing(letter_desk: Desk) -> None:
    member = a_member()
    choose(letter_desk.campaign, member.id)
    assert type_digits(letter_desk.campaign, member.id, code_for(address_of(member)), "scanner") is None


def test_who_was_invited_before_keeps_the_one_invitation(letter_desk: Desk) -> None:
    member, invitation = letter_desk.invited()
    choose(letter_desk.campaign, member.id)
    assert type_digits(letter_desk.campaign, member.id, code_for(address_of(member))).id == invitation.id
    assert count(Invitation) == 1


def test_who_has_signed_gets_a_code_that_leads_to_the_receipt(letter_desk: Desk) -> None:
    member, invitation = letter_desk.invited()
    sign(invitation, ask(invitation))
    choose(letter_desk.campaign, member.id, "laptop")
    assert type_digits(letter_desk.campaign, member.id, code_for(address_of(member)), "laptop").id == invitation.id


def test_nothing_is_mailed_to_whom_the_organisers_ended(letter_desk: Desk) -> None:
    member, invitation = letter_desk.invited()
    with transaction():
        service.stop(letter_desk.actor, db.session.get_one(Invitation, invitation.id))
    before = count(Message)
    choose(letter_desk.campaign, member.id)
    assert count(Message) == before


def test_nothing_is_mailed_or_made_without_address_mandate_or_person(letter_desk: Desk) -> None:
    without_address, without_mandate = a_member(), a_member()
    with transaction() as session:
        for address in session.get_one(Person, without_address.id).addresses:
            session.delete(address)
    mandate = db.session.get_one(Person, without_mandate.id).mandates[0]
    changed(mandate, until=today() - timedelta(days=3))
    for person_id in (without_address.id, without_mandate.id, uuid4()):
        choose(letter_desk.campaign, person_id)
        assert type_digits(letter_desk.campaign, person_id, "123456") is None
    assert (count(Message), count(Invitation)) == (0, 0)


def test_many_wrong_tries_are_answered_like_the_first(letter_desk: Desk) -> None:
    member = a_member()
    choose(letter_desk.campaign, member.id)
    wrong = "000000" if code_for(address_of(member)) != "000 000" else "111111"
    assert {type_digits(letter_desk.campaign, member.id, wrong) for _ in range(8)} == {None}
    assert type_digits(letter_desk.campaign, member.id, code_for(address_of(member))) is None


def test_nobody_comes_once_the_call_is_ended(letter_desk: Desk) -> None:
    member = a_member()
    end_call(letter_desk)
    with pytest.raises(NoCall):
        choose(letter_desk.campaign, member.id)


def test_an_appeal_of_organisations_calls_no_members(appeal: Appeal) -> None:
    with pytest.raises(NoCall):
        choose(appeal.campaign, a_member().id)
    assert names(appeal, "Žemaitė") == []


def test_a_name_chosen_and_invited_at_once_has_one_invitation(letter_desk: Desk, app: Flask) -> None:
    member, campaign = a_member(), letter_desk.campaign

    def invite() -> None:
        with transaction():
            service.invite(letter_desk.actor, anew(campaign), db.session.get_one(Person, member.id))

    at_once(app, *[lambda: choose(campaign, member.id)] * 2, invite)
    assert count(Invitation) == 1
