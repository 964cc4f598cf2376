"""Whoever wants no more mail about a letter gets none that was not asked for, and may still sign."""

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.actor import Actor
from petitions.core.db import db, transaction
from petitions.outbox.models import Attempt, Message
from petitions.signing import mail, service
from petitions.signing.asking_gate import may_ask
from petitions.signing.models import Invitation
from petitions.signing.unsubscribing import links
from petitions.signing.unsubscribing.service import may_send, resubscribe, unsubscribe
from tests.factories import a_member, a_next_version, a_signature, an_invitation
from tests.signing.scene import MENDED, Desk, actions, address_of, ask, sign, signatory, withdraw
from tests.signing.unsubscribing.letters import sent, sent_bytes, stopping_link
from tests.support.mailbox import mails_to, text_of


def asked(desk: Desk) -> Invitation:
    person = a_member()
    with transaction():
        return service.invite(desk.actor, desk.campaign, person)


def stopped(invitation: Invitation, verb: object = unsubscribe) -> None:
    actor: Actor = signatory(invitation)
    with transaction():
        verb(actor, invitation)


def test_an_invitation_leaves_with_both_headers_whole_and_the_link_in_plain_sight(app: Flask, desk: Desk) -> None:
    invitation = asked(desk)
    (letter,) = sent(app)
    assert letter["List-Unsubscribe"] == f"<{links.link(invitation.id)}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"List-Unsubscribe: <{links.link(invitation.id)}>\r\n".encode() in sent_bytes(app)[0]
    assert links.link(invitation.id) in text_of(letter)
    assert links.link(invitation.id) in letter.get_body(("html",)).get_content()


def test_a_renewal_can_be_stopped_and_direct_answers_can_not(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    sent(app)
    desk.mend()
    withdraw(invitation)
    mine = [one for one in sent(app) if one["To"] == address_of(person)]
    (renewal,) = (one for one in mine if "text has changed" in one["Subject"])
    assert stopping_link(renewal).startswith(f"/en/unsubscribe/{invitation.id}/")
    assert len(mine) == 5
    assert [one["Subject"] for one in mine if one["List-Unsubscribe"]] == [renewal["Subject"]]


def test_a_link_that_stops_mail_opens_no_letter_and_the_letters_link_stops_none(desk: Desk) -> None:
    _person, invitation = desk.invited()
    other = an_invitation(desk.campaign, a_member())[0]
    assert links.invitation_of(invitation.id, links.token(invitation.id)).id == invitation.id
    for token in (links.token(other.id), mail.links.token(invitation.id), ""):
        assert links.invitation_of(invitation.id, token) is None


def test_a_mail_that_waits_does_not_leave_and_says_why(app: Flask, desk: Desk) -> None:
    invitation = asked(desk)
    stopped(invitation)
    assert sent(app) == []
    (message,) = db.session.scalars(select(Message))
    assert message.state == "cancelled"
    assert "wants no more mail" in db.session.scalars(select(Attempt.reply_text)).one()


def test_nobody_is_asked_to_renew_who_wants_no_more_mail(app: Flask, desk: Desk) -> None:
    silent, other = (a_signature(desk.campaign, a_member()) for _ in range(2))
    stopped(silent.invitation)
    version = a_next_version(desk.campaign, MENDED, desk.author, desk.colleague)
    with transaction():
        again = service.open_for_signature(desk.actor, desk.campaign, version)
    assert [signature.id for signature in again] == [other.id]
    assert silent.invitation.state == "answered"
    assert not [one for one in mails_to(address_of(silent.invitation.person)) if "changed" in str(one["Subject"])]


def test_who_wants_no_more_mail_can_still_ask_for_a_code_sign_and_get_the_receipt(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    stopped(invitation)
    assert sign(invitation, ask(invitation)) is not None
    assert len(mails_to(address_of(person))) == 2
    assert len(sent(app)) == 2


def test_it_is_neither_a_decline_nor_an_end_and_can_be_taken_back(desk: Desk) -> None:
    invitation = asked(desk)
    stopped(invitation)
    stopped(invitation)
    assert (invitation.state, invitation.declined_at) == ("queued", None)
    assert may_send(invitation.id) is not None
    stopped(invitation, resubscribe)
    stopped(invitation, resubscribe)
    assert may_send(invitation.id) is None
    assert actions() == ["invitation:queue", "invitation:unsubscribe", "invitation:resubscribe"]


@pytest.mark.parametrize("kind", [mail.INVITATION, mail.RENEWAL])
def test_the_worker_asks_before_each_mail_that_nobody_asked_for(app: Flask, kind: str) -> None:
    assert app.extensions["undersigned.may_send"][kind] is may_ask


def test_the_mail_about_another_letter_still_comes(app: Flask, desk: Desk) -> None:
    invitation = asked(desk)
    stopped(invitation)
    elsewhere = Desk()
    with transaction():
        service.invite(elsewhere.actor, elsewhere.campaign, invitation.person)
    assert len(sent(app)) == 1
