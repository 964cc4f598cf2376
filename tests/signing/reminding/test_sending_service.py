"""The worker writes each reminder once to everybody who has not answered, and holds back what was answered since."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.outbox.models import Message
from petitions.outbox.states import MessageState
from petitions.signing import service as signing
from petitions.signing.models import Invitation
from petitions.signing.reminding import sending
from petitions.signing.reminding.models import Reminded
from tests.factories import a_next_version, changed, saved
from tests.signing.deadline.scene import extend, passed
from tests.signing.reminding.scene import again, asked_long_ago, is_due, remind, reminded, silent
from tests.signing.scene import MENDED, Desk, actions, address_of, ask, count, sign, signatory
from tests.support.at_once import at_once
from tests.support.mailbox import mails_to, text_of


def refusal(row: Reminded) -> str | None:
    """What the outbox is told when the reminder is about to leave."""
    with transaction():
        return sending.may_leave(row.id)


def _killed_before_its_commit() -> None:
    with transaction():
        sending.remind()
        raise RuntimeError("the worker is killed here")


class TestWriting:
    def test_everybody_who_has_not_answered_gets_one_mail_however_often_the_worker_looks(self, desk: Desk) -> None:
        asked = silent(desk, "Ana", "Bea")
        reminder = is_due(desk)
        assert [remind(), remind(), remind()] == [2, 0, 0]
        assert [len(mails_to(address_of(person))) for person, _invitation in asked] == [1, 1]
        assert again(reminder).done_at is not None
        assert actions() == ["reminder:send"]

    def test_the_mail_says_what_by_whom_until_when_and_what_stops_reminders(self, desk: Desk) -> None:
        [(person, _invitation)] = silent(desk)
        is_due(desk)
        remind()
        [mail] = mails_to(address_of(person))
        assert mail["Subject"] == "Lantern waits for your answer: Let her stay"
        words = text_of(mail)
        assert "Lantern asked you to sign a letter, and has no answer yet:" in words
        assert "Let her stay" in words
        assert "(Brussels time)." in words
        assert "/en/i/" in words
        assert "Once you sign or decline there, no reminder of this letter comes any more." in words

    def test_who_is_asked_only_after_the_moment_of_a_reminder_is_not_reminded_by_it(self, desk: Desk) -> None:
        silent(desk, "Ana")
        is_due(desk)
        desk.invited(given="Bea")
        assert remind() == 1

    def test_who_was_asked_again_because_of_a_new_version_reads_so(self, desk: Desk) -> None:
        [(person, invitation)] = silent(desk)
        sign(invitation, ask(invitation))
        desk.mend()
        asked_long_ago()
        is_due(desk)
        assert remind() == 1
        assert "you signed an earlier version of this letter" in text_of(mails_to(address_of(person))[-1])

    def test_before_its_moment_nothing_is_written(self, desk: Desk) -> None:
        silent(desk)
        reminder = is_due(desk)
        changed(desk.campaign, deadline=now() + timedelta(days=9))
        assert remind() == 0
        assert again(reminder).done_at is None

    def test_when_the_worker_was_away_only_the_latest_of_what_was_due_is_written(self, desk: Desk) -> None:
        [(person, _invitation)] = silent(desk)
        earlier, later = is_due(desk, days=4), is_due(desk, days=2)
        assert remind() == 1
        assert (len(reminded()), len(mails_to(address_of(person)))) == (1, 1)
        assert reminded()[0].reminder_id == later.id
        assert again(earlier).done_at is not None

    @pytest.mark.parametrize("state", ["review", "closed", "dispatched", "withdrawn"])
    def test_nobody_is_reminded_of_what_is_not_open(self, desk: Desk, state: str) -> None:
        silent(desk)
        is_due(desk)
        changed(desk.campaign, state=state)
        assert remind() == 0

    def test_after_the_deadline_nobody_is_reminded(self, desk: Desk) -> None:
        silent(desk)
        is_due(desk)
        passed(desk)
        assert remind() == 0

    def test_many_are_written_some_at_a_time_and_none_is_left_out_or_written_twice(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sending, "BATCH", 2)
        silent(desk, "Ana", "Bea", "Cai", "Dov", "Eva")
        reminder = is_due(desk)
        assert [remind(), remind(), again(reminder).done_at, remind(), remind()] == [2, 2, None, 1, 0]
        assert len({row.invitation_id for row in reminded()}) == 5
        assert again(reminder).done_at is not None


class TestOnce:
    def test_workers_at_once_remind_everybody_once(self, app: Flask, desk: Desk) -> None:
        silent(desk, "Ana", "Bea", "Cai")
        is_due(desk)
        assert sum(at_once(app, *[remind] * 4)) == 3
        assert (count(Reminded), count(Message)) == (3, 3)

    def test_the_database_lets_a_reminder_be_written_to_somebody_once(self, desk: Desk) -> None:
        silent(desk)
        is_due(desk)
        remind()
        [row] = reminded()
        twice = Reminded(
            campaign_id=row.campaign_id, reminder_id=row.reminder_id, invitation_id=row.invitation_id, at=now()
        )
        with pytest.raises(IntegrityError):
            saved(twice)
        db.session.rollback()

    def test_what_dies_before_its_commit_is_written_by_the_next_look(self, desk: Desk) -> None:
        [(person, _invitation)] = silent(desk)
        is_due(desk)
        with pytest.raises(RuntimeError):
            _killed_before_its_commit()
        assert (count(Reminded), count(Message)) == (0, 0)
        assert remind() == 1
        assert len(mails_to(address_of(person))) == 1

    def test_answering_and_reminding_at_once_is_one_of_the_two_orders(self, app: Flask, desk: Desk) -> None:
        [(_person, invitation)] = silent(desk)
        is_due(desk)
        digits, invitation_id = ask(invitation), invitation.id
        written, signature = at_once(app, remind, lambda: sign(db.session.get_one(Invitation, invitation_id), digits))
        assert signature.state == "confirmed"
        assert len(reminded()) == written
        for row in reminded():
            assert refusal(row) is not None


class TestLeaving:
    def test_a_reminder_that_waits_leaves_as_long_as_nothing_was_answered(self, desk: Desk) -> None:
        silent(desk)
        is_due(desk)
        remind()
        assert refusal(reminded()[0]) is None

    def test_a_reminder_that_waits_is_held_back_once_its_reader_has_signed(self, desk: Desk) -> None:
        [(_person, invitation)] = silent(desk)
        is_due(desk)
        remind()
        sign(invitation, ask(invitation))
        assert refusal(reminded()[0]) == "The invitation was answered or ended meanwhile."

    def test_it_is_held_back_once_its_reader_has_declined_or_was_stopped(self, desk: Desk) -> None:
        (_ana, one), (_bea, other) = silent(desk, "Ana", "Bea")
        is_due(desk)
        remind()
        with transaction():
            signing.decline(signatory(one), one)
        with transaction():
            signing.stop(desk.actor, db.session.get_one(Invitation, other.id))
        assert {refusal(row) for row in reminded()} == {"The invitation was answered or ended meanwhile."}

    def test_it_is_held_back_once_nobody_can_sign(self, desk: Desk) -> None:
        silent(desk)
        is_due(desk)
        remind()
        passed(desk)
        assert refusal(reminded()[0]) == "The text is not open for signature any more."
        changed(desk.campaign, deadline=None)
        a_next_version(desk.campaign, MENDED, desk.author)
        assert refusal(reminded()[0]) == "The text is not open for signature any more."

    def test_a_mail_that_names_the_old_deadline_is_held_back_and_the_news_leave(self, desk: Desk) -> None:
        silent(desk)
        reminder = is_due(desk)
        remind()
        extend(desk)
        assert remind() == 1
        said = {row.reminder_id == reminder.id: refusal(row) for row in reminded()}
        assert said == {True: "The deadline was extended meanwhile.", False: None}

    def test_an_address_that_takes_no_reminder_surfaces_as_bounced(self, desk: Desk) -> None:
        (_ana, one), (_bea, other) = silent(desk, "Ana", "Bea")
        is_due(desk)
        remind()
        sign(other, ask(other))
        for row in reminded():
            message_id = db.session.scalars(select(Message.id).where(Message.ref == row.id)).one()
            with transaction():
                event = sending.MessageMoved(message_id, "reminder", row.id, MessageState.REFUSED, 550, "gone")
                sending.follow_message(event)
        states = {row.id: row.state for row in db.session.scalars(select(Invitation))}
        assert (states[one.id], states[other.id]) == ("bounced", "answered")


def test_a_campaign_that_was_withdrawn_while_its_reminders_are_written_stops_there(app: Flask, desk: Desk) -> None:
    silent(desk, "Ana", "Bea")
    is_due(desk)
    with transaction() as session:
        session.execute(update(Campaign).values(state=CampaignState.WITHDRAWN))
    assert remind() == 0
