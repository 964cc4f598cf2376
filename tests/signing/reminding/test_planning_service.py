"""Organisers plan reminders, take them back, and name a day by which an answer is asked for."""

from datetime import timedelta

import pytest
from flask import Flask

from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition
from petitions.signing.reminding import queries, service
from petitions.signing.reminding.models import Reminded, Reminder
from petitions.signing.reminding.service import AlreadyPlanned
from tests.factories import a_merge, changed, saved
from tests.signing.deadline.scene import closes, extend, stored
from tests.signing.reminding.scene import again, is_due, remind, silent
from tests.signing.scene import Desk, actions, ask, count, sign, withdraw
from tests.support.at_once import at_once

FAR = timedelta(days=20)


def plan(desk: Desk, days: int, kind: str = "deadline") -> Reminder:
    with transaction():
        return service.add(desk.actor, stored(desk.campaign), kind, days)


def ask_by(desk: Desk, days: int | None) -> None:
    with transaction():
        day = None if days is None else today() + timedelta(days=days)
        service.ask_by(desk.actor, stored(desk.campaign), day)


def test_a_reminder_is_planned_once_however_often_it_is_asked_for(desk: Desk) -> None:
    closes(desk, FAR)
    assert plan(desk, 3).id == plan(desk, 3).id
    plan(desk, 1)
    assert count(Reminder) == 2
    assert actions() == ["reminder:add", "reminder:add"]


def test_the_database_lets_the_same_reminder_be_planned_once(app: Flask, desk: Desk) -> None:
    closes(desk, FAR)
    planned = plan(desk, 3)
    values = {"campaign_id": desk.campaign.id, "kind": "deadline", "days": 3, "added_by": "Bo", "added_at": now()}
    with pytest.raises(AlreadyPlanned), transaction():
        service._add_once(Reminder(**values))  # what the verb never reaches under its lock
    changed(planned, done_at=now())
    saved(Reminder(**values))


def test_two_who_plan_the_same_at_once_plan_it_once(app: Flask, desk: Desk) -> None:
    closes(desk, FAR)
    at_once(app, *[lambda: plan(desk, 3)] * 3)
    assert count(Reminder) == 1


def test_a_reminder_needs_a_day_that_lies_ahead(desk: Desk) -> None:
    with pytest.raises(DomainError, match="no such day yet"):
        plan(desk, 3)
    closes(desk, timedelta(days=2))
    with pytest.raises(DomainError, match="Choose fewer days"):
        plan(desk, 3)
    with pytest.raises(DomainError, match="counted from"):
        plan(desk, 0, "extended")
    assert count(Reminder) == 0


def test_a_reminder_after_the_deadline_of_that_day_is_refused(desk: Desk) -> None:
    campaign = closes(desk, FAR, zone="UTC")
    changed(campaign, deadline=campaign.deadline.replace(hour=7))
    with pytest.raises(DomainError, match="Choose more days"):
        plan(desk, 0)


def test_the_day_to_answer_by_lies_ahead_and_not_after_the_deadline(desk: Desk) -> None:
    closes(desk, FAR)
    ask_by(desk, 10)
    assert stored(desk.campaign).answer_by == today() + timedelta(days=10)
    plan(desk, 2, "answer_by")
    with pytest.raises(DomainError, match="after the deadline"):
        ask_by(desk, 30)
    with pytest.raises(DomainError, match="has passed"):
        ask_by(desk, -2)
    ask_by(desk, None)
    ask_by(desk, None)
    assert stored(desk.campaign).answer_by is None
    assert actions() == ["campaign:ask_by", "reminder:add", "campaign:ask_by"]


@pytest.mark.parametrize("state", ["dispatched", "concluded", "withdrawn"])
def test_nothing_is_planned_once_a_campaign_is_over(desk: Desk, state: str) -> None:
    closes(desk, FAR)
    changed(desk.campaign, state=state)
    with pytest.raises(InvalidTransition, match="nobody is reminded any more"):
        plan(desk, 3)
    with pytest.raises(InvalidTransition, match="nobody is reminded any more"):
        ask_by(desk, 3)


def test_a_planned_reminder_is_taken_back_and_may_be_planned_again(desk: Desk) -> None:
    closes(desk, FAR)
    planned = plan(desk, 3)
    with transaction():
        service.remove(desk.actor, stored(desk.campaign), planned)
    assert count(Reminder) == 0
    plan(desk, 3)
    assert actions() == ["reminder:add", "reminder:remove", "reminder:add"]


def test_what_was_written_is_not_taken_back_and_what_is_being_written_stops(desk: Desk) -> None:
    silent(desk)
    written = is_due(desk)
    remind()
    with pytest.raises(InvalidTransition, match="written already"), transaction():
        service.remove(desk.actor, stored(desk.campaign), again(written))
    changed(written, done_at=None)
    with transaction():
        service.remove(desk.actor, stored(desk.campaign), again(written))
    assert again(written).done_at is not None
    assert count(Reminded) == 1


def test_news_of_an_extension_are_not_taken_back(desk: Desk) -> None:
    closes(desk, FAR)
    extend(desk, timedelta(days=40))
    [news] = queries.planned(stored(desk.campaign))
    with pytest.raises(InvalidTransition), transaction():
        service.remove(desk.actor, stored(desk.campaign), news)


class TestReach:
    def test_it_leaves_out_whoever_answered_in_whatever_way(self, desk: Desk) -> None:
        asked = {state: desk.invited(given=state.title())[1] for state in ("declined", "bounced", "stopped", "queued")}
        for state, invitation in asked.items():
            changed(invitation, state=state, declined_at=now() if state == "declined" else None)
        _person, took_back = desk.invited(given="Bea")
        sign(took_back, ask(took_back))
        withdraw(took_back)
        desk.invited(given="Cai")
        reach = queries.reach(stored(desk.campaign))
        assert {invitation.person.given_name for invitation in reach.waiting} == {"Cai", "Queued"}
        assert reach.barred == 0

    def test_who_signed_an_older_version_and_was_asked_again_counts_as_unanswered(self, desk: Desk) -> None:
        _person, invitation = desk.invited()
        sign(invitation, ask(invitation))
        assert queries.reach(stored(desk.campaign)).waiting == []
        desk.mend()
        assert [one.id for one in queries.reach(stored(desk.campaign)).waiting] == [invitation.id]

    def test_who_holds_no_mandate_any_more_is_not_reminded_and_is_counted(self, desk: Desk) -> None:
        person, _invitation = desk.invited()
        changed(person.mandates[0], until=today() - timedelta(days=1))
        reach = queries.reach(stored(desk.campaign))
        assert (reach.waiting, reach.barred) == ([], 1)

    def test_members_of_the_public_who_asked_themselves_are_reminded_elsewhere(self, desk: Desk) -> None:
        _person, invitation = desk.invited()
        changed(invitation, body="anyone")
        reach = queries.reach(stored(desk.campaign))
        assert (reach.waiting, reach.barred) == ([], 0)

    def test_a_person_who_was_merged_and_declined_under_the_other_name_is_not_reminded(self, desk: Desk) -> None:
        organisation_id = desk.campaign.organisation_id
        (kept, one), (merged, other) = [desk.invited(given=name) for name in ("Ona", "Anna")]
        for person in (kept, merged):
            changed(person, organisation_id=organisation_id)
        a_merge(desk.author, kept, merged)
        assert len(queries.reach(stored(desk.campaign)).waiting) == 1
        changed(other, state="declined", declined_at=now())
        assert queries.reach(stored(desk.campaign)).waiting == []
        assert db.session.get_one(type(one), one.id).state == "sent"
