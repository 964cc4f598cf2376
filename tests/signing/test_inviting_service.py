"""Whoever holds a mandate is invited once, by a link of their own, while the text is open."""

from datetime import timedelta

import pytest
from flask import Flask

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition
from petitions.core.events import emit
from petitions.outbox.events import MessageMoved
from petitions.outbox.states import MessageState
from petitions.people.models import Person
from petitions.signing import queries, service
from petitions.signing.errors import AlreadyInvited, AlreadySigned, NoAddress, NotEntitled, NotOpen
from petitions.signing.models import Invitation, Signature
from tests.factories import a_member, a_signature
from tests.signing.scene import Desk, actions, address_of, ask, count, sign, signatory
from tests.support.mailbox import link_for, mails_to


def test_an_invited_member_gets_one_mail_with_a_link_that_is_kept_nowhere(desk: Desk) -> None:
    person = a_member()
    with transaction():
        invitation = service.invite(desk.actor, desk.campaign, person)
    (mail,) = mails_to(address_of(person))
    assert mail["From"].addresses[0].display_name == "Lantern"
    token = link_for(address_of(person)).rpartition("/")[2]
    assert queries.by_token(token).id == invitation.id
    assert token not in invitation.token_hash
    assert actions() == ["invitation:queue"]


def test_a_second_invitation_is_stopped_by_the_database_and_told_so(desk: Desk) -> None:
    person, _invitation = desk.invited()
    with pytest.raises(AlreadyInvited, match="invited before"), transaction():
        service.invite(desk.actor, desk.campaign, person)
    assert count(Invitation) == 1
    assert mails_to(address_of(person)) == []


def test_nobody_is_invited_before_the_text_is_open(app: Flask) -> None:
    desk = Desk("review")
    person = a_member()
    with pytest.raises(NotOpen), transaction():
        service.invite(desk.actor, desk.campaign, person)


def test_whose_mandate_has_ended_is_not_invited(desk: Desk) -> None:
    person = a_member()
    with transaction():
        db.session.get_one(Person, person.id).mandates[0].until = (now() - timedelta(days=2)).date()
    with pytest.raises(NotEntitled), transaction():
        service.invite(desk.actor, desk.campaign, person)


def test_a_member_of_another_body_is_not_invited(desk: Desk) -> None:
    person = a_member()
    with transaction():
        db.session.get_one(Person, person.id).mandates[0].body = "pace"
    with pytest.raises(NotEntitled), transaction():
        service.invite(desk.actor, desk.campaign, person)


def test_who_has_no_registered_address_is_not_invited(desk: Desk) -> None:
    person = a_member()
    with transaction():
        db.session.get_one(Person, person.id).addresses[0].superseded_at = now()
    with pytest.raises(NoAddress), transaction():
        service.invite(desk.actor, desk.campaign, person)


@pytest.mark.parametrize(
    ("kind", "moved", "state"),
    [
        ("invitation", MessageState.ACCEPTED, "sent"),
        ("renewal", MessageState.ACCEPTED, "sent"),
        ("invitation", MessageState.REFUSED, "bounced"),
        ("invitation", MessageState.FAILED, "bounced"),
        ("invitation", MessageState.DEFERRED, "queued"),
        ("receipt", MessageState.ACCEPTED, "queued"),
    ],
)
def test_the_mail_tells_by_the_invitation_how_it_went(desk: Desk, kind: str, moved: MessageState, state: str) -> None:
    person = a_member()
    with transaction():
        invitation = service.invite(desk.actor, desk.campaign, person)
        emit(MessageMoved(invitation.id, kind, invitation.id, moved))
    assert invitation.state == state
    assert (invitation.sent_at is not None) == (state == "sent")


def test_late_news_of_the_mail_does_not_undo_an_answer(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with transaction():
        emit(MessageMoved(invitation.id, "invitation", invitation.id, MessageState.ACCEPTED))
    assert invitation.state == "answered"


def test_an_ended_invitation_can_be_answered_no_more(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with transaction():
        service.stop(desk.actor, invitation)
    with pytest.raises(InvalidTransition), transaction():
        service.decline(signatory(invitation), invitation)
    with pytest.raises(InvalidTransition):
        sign(invitation, digits)
    with pytest.raises(InvalidTransition):
        ask(invitation)
    assert count(Signature) == 0


def test_an_organiser_can_not_end_what_is_signed(desk: Desk) -> None:
    person = a_member()
    signature = a_signature(desk.campaign, person)
    with pytest.raises(AlreadySigned), transaction():
        service.stop(desk.actor, signature.invitation)
