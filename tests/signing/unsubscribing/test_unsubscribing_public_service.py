"""A member of the public who asked to sign stops the reminders in one click, and leaves no name in the history."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from petitions.core.audit import AuditEvent
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.signing.batches.bounce_queries import bounced, campaigns_with_bounced
from petitions.signing.supporters import asking, tidying
from petitions.signing.unsubscribing.service import unsubscribe
from tests.factories import acting, changed
from tests.signing.supporters.petition import BEA, Petition, ask, sign, supporter_at
from tests.signing.unsubscribing.letters import sent, stopping_link


def after(days: int) -> None:
    changed(supporter_at(), asked_at=now() - timedelta(days=days))
    with transaction():
        tidying.tidy()


def test_the_code_can_not_be_stopped_and_the_reminder_can(app: Flask) -> None:
    petition = Petition()
    ask(petition.campaign)
    after(2)
    code, reminder = sent(app)
    assert code["List-Unsubscribe"] is None
    assert str(supporter_at().invitation_id) in stopping_link(reminder)


def test_who_wants_no_reminder_gets_none_and_may_still_sign(app: Flask) -> None:
    petition = Petition()
    ask(petition.campaign)
    invitation = supporter_at().invitation
    with transaction():
        unsubscribe(asking.actor(invitation.supporter), invitation)
    after(2)
    assert sign(BEA) is not None
    assert [str(mail["Subject"]) for mail in sent(app) if mail["List-Unsubscribe"]] == []
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "invitation:unsubscribe")).one()
    assert "Bea" not in f"{event.subject_label} {event.actor_label} {event.details}"


def test_what_came_back_from_the_public_is_for_nobody_to_mend(app: Flask) -> None:
    petition = Petition()
    ask(petition.campaign)
    changed(supporter_at().invitation, state="bounced")
    assert bounced(petition.campaign) == campaigns_with_bounced(acting(petition.author)) == []
