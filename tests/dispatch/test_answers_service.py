"""What comes back is kept, and what is still to do is noted."""

import pytest
from sqlalchemy import select

from petitions.core.audit import AuditEvent
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.dispatch import answers, queries
from petitions.dispatch.answers import ReplyData
from petitions.dispatch.models import FollowUp, Reply
from tests.dispatch.scene import Scene, a_scene, count
from tests.factories import acting


class TestAnswers:
    @pytest.fixture
    def sent(self, scene: Scene) -> Scene:
        scene.close()
        scene.confirm()
        return scene

    def test_a_reply_is_kept(self, sent: Scene) -> None:
        data = ReplyData(today(), "Office A", "We are looking into it.", delivery_id=sent.deliveries[0].id)
        with transaction():
            answers.record_reply(acting(sent.ada), sent.campaign, data)
        [reply] = queries.replies(sent.now)
        assert (reply.sender, reply.recorded_by, reply.is_public) == ("Office A", "Ada Organiser", False)

    def test_a_reply_to_another_campaigns_letter_is_refused(self, sent: Scene) -> None:
        other = a_scene()
        other.close()
        other.confirm()
        data = ReplyData(today(), "Office A", "Hello", delivery_id=other.deliveries[0].id)
        with pytest.raises(DomainError, match="no such delivery"), transaction():
            answers.record_reply(acting(sent.ada), sent.campaign, data)
        assert count(Reply) == 0

    def test_nothing_is_answered_before_it_is_sent(self, scene: Scene) -> None:
        with transaction(), pytest.raises(InvalidTransition, match="Nothing has been sent"):
            answers.record_reply(acting(scene.ada), scene.campaign, ReplyData(today(), "Office A", "Hello"))

    def test_a_follow_up_is_added_and_done_once(self, sent: Scene) -> None:
        with transaction():
            follow_up = answers.add_follow_up(acting(sent.ada), sent.campaign, today(), "Call the registry")
        for _ in range(2):
            with transaction():
                answers.close_follow_up(acting(sent.ada), follow_up)
        assert db.session.get_one(FollowUp, follow_up.id).done_at is not None
        query = select(AuditEvent.action).where(AuditEvent.action.like("follow_up:%"))
        assert sorted(db.session.scalars(query)) == ["follow_up:add", "follow_up:close"]

    def test_reviewers_note_nothing(self, sent: Scene) -> None:
        with transaction(), pytest.raises(NotAllowed):
            answers.add_follow_up(acting(sent.rita), sent.campaign, today(), "Call the registry")
