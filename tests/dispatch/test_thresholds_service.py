"""When enough have signed, what is due is noted: as soon as they are counted, once, whoever comes and goes."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.campaigns.models import Campaign
from petitions.core.audit import AuditEvent
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.dispatch.models import FollowUp
from petitions.dispatch.thresholds import follow_count, marks
from petitions.ledger import service as ledger
from petitions.signing.events import SignaturesCounted
from petitions.signing.models import Invitation
from tests.dispatch.few import few_are_enough
from tests.factories import saved
from tests.signing.scene import Desk, ask, sign, withdraw
from tests.support.at_once import at_once

__all__ = ["few_are_enough"]


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk()


def one_signs(desk: Desk, given: str) -> Invitation:
    _person, invitation = desk.invited(given=given)
    sign(invitation, ask(invitation))
    return invitation


def place() -> None:
    """What the worker does every two seconds: give new leaves their places, and count them."""
    with transaction():
        ledger.sequence()


def follow_ups() -> list[FollowUp]:
    place()
    return list(db.session.scalars(select(FollowUp).order_by(FollowUp.threshold)))


def remove(row: FollowUp) -> None:
    with transaction() as session:
        session.delete(session.get_one(FollowUp, row.id))


def noted() -> list[int | None]:
    return [row.threshold for row in follow_ups()]


def said(desk: Desk) -> list[tuple[bool, str]]:
    place()
    db.session.expire_all()
    return [(mark.met, mark.says) for mark in marks(db.session.get_one(Campaign, desk.campaign.id))]


def test_the_signature_that_reaches_a_threshold_brings_its_follow_up(desk: Desk) -> None:
    one_signs(desk, "Ana")
    assert noted() == []
    one_signs(desk, "Bea")
    [row] = follow_ups()
    assert (row.threshold, row.reached_on, row.due_on) == (2, today(), today() + timedelta(days=30))
    assert row.task == "2 people have signed: a reply of the addressee is due."


def test_the_history_tells_that_it_was_noted_by_the_machine(desk: Desk) -> None:
    for given in ("Ana", "Bea"):
        one_signs(desk, given)
    place()
    query = select(AuditEvent).where(AuditEvent.action == "follow_up:add")
    [event] = db.session.scalars(query)
    assert (event.actor_label, event.actor_kind, event.campaign_id) == ("Undersigned", "worker", desk.campaign.id)
    assert event.organisation_id == desk.campaign.organisation_id


def test_each_threshold_has_its_own_and_none_comes_twice(desk: Desk) -> None:
    for given in ("Ana", "Bea", "Cai", "Dov", "Eva"):
        one_signs(desk, given)
    assert noted() == [2, 4]


def test_who_withdraws_and_comes_again_brings_no_second_one(desk: Desk) -> None:
    one_signs(desk, "Ana")
    back = one_signs(desk, "Bea")
    withdraw(back)
    sign(back, ask(back))
    assert noted() == [2]


def test_a_threshold_once_reached_stays_reached_and_says_when(desk: Desk) -> None:
    one_signs(desk, "Ana")
    assert said(desk)[0] == (False, "At 2 signatures a reply is asked for within 30 days. 1 more is needed.")
    gone = one_signs(desk, "Bea")
    place()
    withdraw(gone)
    (met, words), (far, ahead) = said(desk)
    assert met
    assert words.startswith("At 2 signatures a reply is asked for within 30 days. Reached on ")
    assert (far, ahead) == (False, "At 4 signatures a meeting is asked for within 60 days.")


def test_signing_anew_on_a_mended_text_brings_no_second_one(desk: Desk) -> None:
    signed = [one_signs(desk, given) for given in ("Ana", "Bea")]
    desk.mend()
    for invitation in signed:
        sign(invitation, ask(invitation))
    assert noted() == [2]


def test_two_who_sign_at_the_same_moment_bring_one(app: Flask, desk: Desk) -> None:
    asked = [desk.invited(given=given)[1] for given in ("Ana", "Bea", "Cai")]
    codes = [(invitation.id, ask(invitation)) for invitation in asked]

    def confirm(invitation_id, digits):
        return lambda: sign(db.session.get_one(Invitation, invitation_id), digits).number

    assert sorted(at_once(app, *[confirm(*code) for code in codes])) == [1, 2, 3]
    assert at_once(app, *[place] * 4) == [None] * 4
    assert noted() == [2]


def test_without_the_lock_too_only_the_first_notes_it(app: Flask, desk: Desk) -> None:
    one_signs(desk, "Ana")
    one_signs(desk, "Bea")
    for row in follow_ups():
        remove(row)
    campaign_id = desk.campaign.id

    def note() -> None:
        with transaction():
            follow_count(SignaturesCounted(campaign_id))

    assert at_once(app, *[note] * 4) == [None] * 4
    assert noted() == [2]


def test_the_database_too_holds_each_threshold_once(desk: Desk) -> None:
    one_signs(desk, "Ana")
    one_signs(desk, "Bea")
    place()
    again = FollowUp(
        campaign_id=desk.campaign.id, due_on=today(), task="Again", recorded_by="Ada", threshold=2, reached_on=today()
    )
    with pytest.raises(IntegrityError):
        saved(again)


def test_ordinary_follow_ups_stay_as_many_as_they_are(desk: Desk) -> None:
    for task in ("Call", "Call"):
        saved(FollowUp(campaign_id=desk.campaign.id, due_on=today(), task=task, recorded_by="Ada"))
    assert noted() == [None, None]
