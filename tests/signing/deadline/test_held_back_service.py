"""What still waits to be sent when signing closes is held back, and can be sent again once the deadline is extended."""

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.db import db, transaction
from petitions.outbox.models import Message
from petitions.signing import service
from petitions.signing.batches.again import send_again
from petitions.signing.models import Invitation
from tests.factories import a_member, changed
from tests.signing.deadline.scene import SOON, closes, extend, passed, stored
from tests.signing.scene import Desk, ask, sign
from tests.signing.unsubscribing.letters import sent


def asked(desk: Desk) -> Invitation:
    """Somebody who is asked; the mail waits to leave."""
    person = a_member()
    with transaction():
        return service.invite(desk.actor, stored(desk.campaign), person)


def states() -> list[str]:
    """Where each mail stands, the oldest first."""
    db.session.expire_all()
    return [message.state for message in db.session.scalars(select(Message).order_by(Message.created_at))]


def test_an_invitation_that_waits_at_the_deadline_is_not_sent_after_it(app: Flask, desk: Desk) -> None:
    closes(desk, SOON)
    invitation = asked(desk)
    passed(desk)
    assert sent(app) == []
    assert "Not sent: signing has closed meanwhile." in _said()
    assert db.session.get_one(Invitation, invitation.id).state == "queued"


def test_it_is_sent_again_once_the_deadline_is_extended(app: Flask, desk: Desk) -> None:
    closes(desk, SOON)
    invitation = asked(desk)
    passed(desk)
    sent(app)
    extend(desk)
    with transaction():
        send_again(desk.actor, db.session.get_one(Invitation, invitation.id))
    assert len(sent(app)) == 1


def test_the_question_to_renew_is_held_back_too(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    sent(app)
    desk.mend()
    passed(desk)
    assert [one for one in sent(app) if "text has changed" in one["Subject"]] == []


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_so_it_is_whoever_closed_the_list(app: Flask, desk: Desk, state: str) -> None:
    asked(desk)
    changed(desk.campaign, state=state)
    assert sent(app) == []


def test_while_signing_is_paused_mails_go_on(app: Flask, desk: Desk) -> None:
    asked(desk)
    changed(desk.campaign, state="review")
    assert len(sent(app)) == 1


def _said() -> list[str]:
    db.session.expire_all()
    return [attempt.reply_text for message in db.session.scalars(select(Message)) for attempt in message.attempts]
