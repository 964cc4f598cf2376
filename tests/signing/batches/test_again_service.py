"""An invitation that came back, is stuck or was not answered is sent again, with the same link, and not too often."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition
from petitions.core.events import emit
from petitions.outbox import service as outbox
from petitions.outbox.events import MessageMoved
from petitions.outbox.models import Message
from petitions.outbox.rules import Outcome
from petitions.outbox.states import MessageState
from petitions.people.models import Address, Person
from petitions.signing import service
from petitions.signing.batches import again
from petitions.signing.batches.again import NotNow, send_again
from petitions.signing.batches.bounce_queries import bounced, campaigns_with_bounced
from petitions.signing.errors import AlreadySigned, NoAddress, NotEntitled, NotOpen
from petitions.signing.models import Invitation
from petitions.signing.unsubscribing.service import resubscribe, unsubscribe
from tests import factories
from tests.factories import a_member
from tests.signing.scene import Desk, actions, address_of, ask, sign, signatory
from tests.support.mailbox import link_for, mails_to


def invited(desk: Desk) -> Invitation:
    person = a_member()
    with transaction():
        return service.invite(desk.actor, desk.campaign, person)


def mailed(invitation: Invitation, state: MessageState, ago: timedelta = timedelta(0)) -> None:
    """The newest mail fared so, some time ago."""
    message = db.session.scalars(
        select(Message).where(Message.ref == invitation.id).order_by(Message.created_at.desc())
    ).first()
    factories.changed(message, state=state, created_at=now() - ago)
    with transaction():
        emit(MessageMoved(message.id, message.kind, invitation.id, state))


def readdressed(person: Person, address: str = "other@parliament.example") -> None:
    """A newer roster gives another address."""
    old = db.session.get_one(Person, person.id).addresses[0]
    factories.changed(old, superseded_at=now())
    factories.saved(Address(person_id=person.id, roster_id=old.roster_id, address=address, registered_at=now()))


def again_sent(desk: Desk, invitation: Invitation) -> None:
    with transaction():
        send_again(desk.actor, invitation)


def test_what_came_back_is_sent_to_the_corrected_address_with_the_same_link(desk: Desk) -> None:
    invitation = invited(desk)
    first = link_for(address_of(invitation.person))
    mailed(invitation, MessageState.REFUSED)
    assert invitation.state == "bounced"
    readdressed(invitation.person)
    again_sent(desk, invitation)
    assert invitation.state == "queued"
    assert link_for("other@parliament.example") == first
    assert actions() == ["invitation:queue", "invitation:send_again"]


def test_what_came_back_may_be_sent_to_the_same_address_at_once(desk: Desk) -> None:
    invitation = invited(desk)
    mailed(invitation, MessageState.FAILED)
    again_sent(desk, invitation)
    assert len(mails_to(address_of(invitation.person))) == 2


def test_without_an_answer_it_is_sent_again_after_an_hour_and_not_before(desk: Desk) -> None:
    invitation = invited(desk)
    mailed(invitation, MessageState.ACCEPTED, timedelta(minutes=59))
    with pytest.raises(NotNow, match="less than an hour"):
        again_sent(desk, invitation)
    mailed(invitation, MessageState.ACCEPTED, timedelta(minutes=61))
    again_sent(desk, invitation)
    with pytest.raises(NotNow, match="on its way"):
        again_sent(desk, invitation)
    assert len(mails_to(address_of(invitation.person))) == 2


def test_a_mail_that_waits_for_an_older_address_is_called_back(desk: Desk) -> None:
    invitation = invited(desk)
    mailed(invitation, MessageState.DEFERRED)
    readdressed(invitation.person)
    again_sent(desk, invitation)
    states = {message.recipient: message.state for message in db.session.scalars(select(Message))}
    assert states.pop("other@parliament.example") == "queued"
    assert list(states.values()) == ["cancelled"]


def test_who_signed_an_older_version_is_asked_again_to_renew(desk: Desk) -> None:
    person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    desk.mend()
    mailed(invitation, MessageState.REFUSED)
    again_sent(desk, invitation)
    assert [str(mail["Subject"]) for mail in mails_to(address_of(person))][-2:] == [
        "The text has changed: Let her stay"
    ] * 2


@pytest.mark.parametrize("answer", ["sign", "decline", "stop", "unsubscribe", "end", "mute", "close"])
def test_it_is_not_sent_again_to_whoever_answered_or_cannot_answer(desk: Desk, answer: str) -> None:
    person, invitation = desk.invited()
    {
        "sign": lambda: sign(invitation, ask(invitation)),
        "decline": lambda: in_transaction(service.decline, signatory(invitation), invitation),
        "stop": lambda: in_transaction(service.stop, desk.actor, invitation),
        "unsubscribe": lambda: in_transaction(unsubscribe, signatory(invitation), invitation),
        "end": lambda: factories.changed(person.mandates[0], until=today() - timedelta(days=2)),
        "mute": lambda: factories.changed(person.addresses[0], superseded_at=now()),
        "close": lambda: factories.changed(desk.campaign, state="closed"),
    }[answer]()
    refusal = {
        "sign": AlreadySigned,
        "stop": InvalidTransition,
        "end": NotEntitled,
        "mute": NoAddress,
        "close": NotOpen,
    }.get(answer, NotNow)
    before = len(mails_to("member@parliament.example"))
    with pytest.raises(refusal):
        again_sent(desk, invitation)
    assert "invitation:send_again" not in actions()
    assert len(mails_to("member@parliament.example")) == before


def in_transaction(verb, *arguments) -> None:
    with transaction():
        verb(*arguments)


def test_who_wants_mail_again_can_be_sent_what_was_held_back(app: Flask, desk: Desk) -> None:
    invitation = invited(desk)
    in_transaction(unsubscribe, signatory(invitation), invitation)
    mailed(invitation, MessageState.CANCELLED)
    in_transaction(resubscribe, signatory(invitation), invitation)
    again_sent(desk, invitation)
    assert len(mails_to(address_of(invitation.person))) == 2


def test_what_came_back_is_listed_with_the_servers_words_until_it_is_sent_again(app: Flask, desk: Desk) -> None:
    invitation, other = invited(desk), invited(desk)
    refuse(invitation, "550 5.1.1 No such mailbox here")
    (one,) = bounced(desk.campaign)
    assert (one.name, one.said, one.corrected) == (invitation.person.name, "550 5.1.1 No such mailbox here", False)
    assert one.address.startswith("m…")
    assert [(campaign.id, count) for campaign, count in campaigns_with_bounced(desk.actor)] == [(desk.campaign.id, 1)]
    readdressed(invitation.person)
    assert [one.corrected for one in bounced(desk.campaign)] == [True]
    again_sent(desk, invitation)
    assert bounced(desk.campaign) == campaigns_with_bounced(desk.actor) == []
    assert again.last_mail(other).state == "queued"


def refuse(invitation: Invitation, words: str) -> None:
    """The mail server refuses the invitation."""
    message = again.last_mail(invitation)
    with transaction():
        parcel = outbox.claim(message.id, "mail.example")
    with transaction():
        outbox.conclude(parcel, Outcome(MessageState.REFUSED, words, 550))


def test_other_organisations_and_campaigns_that_are_over_hear_of_none(desk: Desk) -> None:
    mailed(invited(desk), MessageState.REFUSED)
    assert campaigns_with_bounced(Desk().actor) == []
    for state in ("closed", "dispatched", "concluded", "withdrawn"):
        factories.changed(desk.campaign, state=state)
        assert campaigns_with_bounced(desk.actor) == []


def test_the_refusals_speak_to_organisers(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with pytest.raises(DomainError, match=r"Žemaitė-Testė has signed\."):
        again.require_sendable(invitation)
