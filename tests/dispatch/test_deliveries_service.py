"""Each delivery follows its mail, and a person settles what the mail cannot tell."""

from uuid import uuid4

import pytest

from petitions.campaigns.states import CampaignState
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.dispatch import deliveries, log, queries
from petitions.dispatch.models import Delivery
from petitions.dispatch.states import STEPS, DeliveryState
from petitions.outbox.bounces.service import take_back
from petitions.outbox.events import MessageMoved
from petitions.outbox.models import Message
from petitions.outbox.states import MessageState
from tests.dispatch.scene import Scene, change
from tests.factories import acting

S = DeliveryState


def came_back(delivery: Delivery, said: str) -> None:
    """The office's server brings the letter back, with these words."""
    with transaction():
        take_back(db.session.get_one(Message, delivery.message_id), said)


class TestDeliveries:
    @pytest.fixture
    def delivery(self, scene: Scene) -> Delivery:
        scene.close()
        scene.confirm()
        return scene.deliveries[0]

    def told(self, delivery: Delivery, *states: MessageState) -> str:
        for state in states:
            with transaction():
                deliveries.follow_message(MessageMoved(delivery.message_id, "letter", delivery.id, state))
        db.session.expire_all()
        return db.session.get_one(Delivery, delivery.id).state

    @pytest.mark.parametrize("before", list(S))
    def test_the_outbox_moves_it_along_the_table_and_nowhere_else(self, delivery: Delivery, before: S) -> None:
        for reported in MessageState:
            change(delivery, state=before)
            after = S(reported)
            held_back = after == S.CANCELLED and before in {S.HANDED_OVER, S.DELIVERED}
            if held_back or after == before or after in STEPS[before]:
                assert self.told(delivery, reported) == (before if held_back else after)
            else:
                with pytest.raises(InvalidTransition):
                    self.told(delivery, reported)

    def test_mails_of_another_kind_are_none_of_its_business(self, delivery: Delivery) -> None:
        with transaction():
            deliveries.follow_message(MessageMoved(uuid4(), "code", delivery.id, MessageState.REFUSED))
        assert self.told(delivery) == S.QUEUED

    @pytest.mark.parametrize("before", list(S))
    def test_a_letter_that_comes_back_was_accepted_before_or_stays_as_it_was_settled(
        self, scene: Scene, delivery: Delivery, before: S
    ) -> None:
        change(delivery, state=before)
        came_back(delivery, "550 5.1.1 no such mailbox")
        assert self.told(delivery) == (S.BOUNCED if before == S.ACCEPTED else before)
        [entry] = [one for one in log.entries(scene.now) if one.delivery.id == delivery.id]
        assert (entry.rows[-1]["addressee"], entry.rows[-1]["reply"]) == ("Afterwards", "550 5.1.1 no such mailbox")

    def test_that_it_did_not_arrive_stays_open(self, scene: Scene, delivery: Delivery) -> None:
        change(delivery, state=S.ACCEPTED)
        came_back(delivery, "")
        assert "The letter has not reached Office A." in log.still_open(scene.now)
        [entry] = [one for one in log.entries(scene.now) if one.delivery.id == delivery.id]
        assert entry.rows[-1]["reply"] == "The server gave no reason that we can read."

    def test_a_letter_may_leave_while_it_waits(self, delivery: Delivery) -> None:
        assert deliveries.letter_may_leave(delivery.id) is None

    def test_nothing_leaves_for_a_withdrawn_campaign(self, scene: Scene, delivery: Delivery) -> None:
        change(scene.campaign, state=CampaignState.WITHDRAWN)
        assert "withdrawn" in str(deliveries.letter_may_leave(delivery.id))

    def test_a_cancelled_delivery_holds_its_mail_back(self, scene: Scene, delivery: Delivery) -> None:
        with transaction():
            deliveries.cancel(acting(scene.ben), delivery)
        assert "cancelled" in str(deliveries.letter_may_leave(delivery.id))
        assert self.told(delivery, MessageState.CANCELLED) == S.CANCELLED

    def test_taken_by_hand_its_mail_is_held_back_and_its_arrival_is_noted(self, scene: Scene, delivery) -> None:
        with transaction():
            deliveries.hand_over(acting(scene.ben), delivery)
        assert deliveries.letter_may_leave(delivery.id) is not None
        assert self.told(delivery, MessageState.CANCELLED) == S.HANDED_OVER
        with transaction():
            deliveries.mark_delivered(acting(scene.ben), delivery)
        assert self.told(delivery) == S.DELIVERED

    def test_what_is_being_sent_can_not_be_cancelled(self, scene: Scene, delivery: Delivery) -> None:
        self.told(delivery, MessageState.SENDING)
        with transaction(), pytest.raises(InvalidTransition, match="moved on"):
            deliveries.cancel(acting(scene.ben), delivery)

    @pytest.mark.parametrize(("accepted", "after"), [(True, S.ACCEPTED), (False, S.QUEUED)])
    def test_a_person_settles_what_is_unknown(self, scene: Scene, delivery, accepted: bool, after: S) -> None:
        self.told(delivery, MessageState.SENDING, MessageState.UNKNOWN)
        change(queries.message_of(delivery), state=MessageState.UNKNOWN)
        with transaction():
            deliveries.settle(acting(scene.ben), delivery, accepted=accepted, reason="The registry says so")
        assert self.told(delivery) == after
        assert queries.message_of(scene.deliveries[0]).state == after

    def test_what_came_back_while_it_was_unknown_has_come_back_once_a_person_says_that_it_left(
        self, scene: Scene, delivery: Delivery
    ) -> None:
        change(delivery, state=S.UNKNOWN)
        change(db.session.get_one(Message, delivery.message_id), state=MessageState.UNKNOWN)
        came_back(delivery, "550 5.1.1 no such mailbox")
        assert self.told(delivery) == S.UNKNOWN
        with transaction():
            deliveries.settle(acting(scene.ben), delivery, accepted=True, reason="The server brought it back.")
        assert self.told(delivery) == S.BOUNCED

    def test_settling_needs_a_reason(self, scene: Scene, delivery: Delivery) -> None:
        self.told(delivery, MessageState.SENDING, MessageState.UNKNOWN)
        change(queries.message_of(delivery), state=MessageState.UNKNOWN)
        with pytest.raises(DomainError, match="Say how"), transaction():
            deliveries.settle(acting(scene.ben), delivery, accepted=True, reason=" ")
        assert self.told(delivery) == S.UNKNOWN

    def test_settling_is_for_dispatchers(self, scene: Scene, delivery: Delivery) -> None:
        with transaction(), pytest.raises(NotAllowed):
            deliveries.settle(acting(scene.ada), delivery, accepted=True, reason="I think so")
