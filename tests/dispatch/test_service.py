"""Closing, reopening and letting a letter go: refused with the reason, and never twice."""

import json
import threading
from hashlib import sha256
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from petitions.accounts.models import Role
from petitions.accounts.service import set_contact
from petitions.campaigns import service as campaigns
from petitions.campaigns.states import CampaignState
from petitions.core.audit import AuditEvent
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, StalePage
from petitions.dispatch import answers, deliveries, offices, queries, service
from petitions.dispatch.answers import ReplyData
from petitions.dispatch.models import CampaignAddressee, Delivery, Edition, FollowUp, Letter, Reply
from petitions.dispatch.offices import OfficeData
from petitions.dispatch.states import STEPS, DeliveryState
from petitions.ledger.models import Leaf, Statement
from petitions.outbox.events import MessageMoved
from petitions.outbox.models import Message
from petitions.outbox.states import MessageState
from tests.dispatch.scene import UNDISCLOSED, Scene, a_scene, change, end_mandate, withdraw
from tests.factories import a_user, acting, an_organisation
from tests.support.mailbox import mails_to, text_of
from tests.support.pdf import words_of

S = DeliveryState


def count(table: type) -> int:
    db.session.rollback()
    return int(db.session.scalar(select(func.count()).select_from(table)) or 0)


def statement_of(kind: str) -> dict:
    leaf = db.session.scalars(select(Leaf).where(Leaf.type == kind)).one()
    return json.loads(db.session.scalars(select(Statement).where(Statement.leaf_id == leaf.id)).one().statement)


class TestClosing:
    def test_it_fixes_version_and_order_in_a_numbered_edition(self, scene: Scene) -> None:
        edition = scene.close()
        assert scene.now.state == CampaignState.CLOSED
        assert (edition.number, edition.version_id) == (1, scene.campaign.open_version_id)
        assert [row.name for row in edition.signatories] == ["Łucja Ćwiklińska-Testowa", "Ona Žemaitė-Testė"]
        assert [row.position for row in edition.signatories] == [1, 2]

    def test_it_is_recorded_over_the_consents_without_their_names(self, scene: Scene) -> None:
        hidden = scene.sign("Zoé", "Undisclosed-Test", consents=UNDISCLOSED)
        scene.close()
        told = statement_of("close")
        assert (told["printed"], told["undisclosed"], told["edition"]) == (2, 1, 1)
        leaf = db.session.get_one(Leaf, hidden.leaf_id)
        assert leaf.commitment in told["consents"]
        assert "Undisclosed" not in json.dumps(told)

    def test_while_a_signature_is_stale_it_is_refused_with_the_name(self, scene: Scene) -> None:
        scene.new_version(opened=True, approved=True)
        with pytest.raises(service.Refused, match=r"stale: .*Ona Žemaitė-Testė"):
            scene.close()
        assert scene.now.state == CampaignState.COLLECTING
        assert count(Edition) == 0

    @pytest.mark.usefixtures("app")
    def test_without_approval_of_this_very_version_it_is_refused(self) -> None:
        with pytest.raises(service.Refused, match="not approved"):
            a_scene(approved=False).close()

    def test_while_a_newer_version_exists_it_is_refused(self, scene: Scene) -> None:
        scene.new_version(approved=True)
        with pytest.raises(service.Refused, match="newer version"):
            scene.close()

    @pytest.mark.usefixtures("app")
    def test_below_the_quorum_it_is_refused(self) -> None:
        with pytest.raises(service.Refused, match="1 more signatory"):
            a_scene(signed=False).close()

    def test_without_a_valid_addressee_it_is_refused(self, scene: Scene) -> None:
        for office in scene.offices:
            change(office, valid_to=today().replace(year=today().year - 1))
        with pytest.raises(service.Refused, match="No addressee is valid today"):
            scene.close()

    def test_an_ended_mandate_is_refused_until_knowingly_accepted(self, scene: Scene) -> None:
        end_mandate(scene.sign("Ivo", "Ended-Test"))
        with pytest.raises(service.Refused, match="The mandate of Ivo Ended-Test"):
            scene.close()
        assert len(scene.close(as_of_signing=True).signatories) == 3
        assert "as of signing: 1" in scene.now.steps[-1].reason

    def test_only_drafters_and_owners_close(self, scene: Scene) -> None:
        with transaction(), pytest.raises(NotAllowed):
            service.close(acting(scene.ben), scene.campaign)

    def test_a_closed_campaign_is_not_closed_again(self, scene: Scene) -> None:
        scene.close()
        with pytest.raises(InvalidTransition):
            scene.close()
        assert count(Edition) == 1


class TestReopening:
    def test_signatures_stay_and_the_next_closing_is_the_next_edition(self, scene: Scene) -> None:
        scene.close()
        scene.reopen()
        assert (scene.now.state, scene.now.edition) == (CampaignState.COLLECTING, 2)
        assert queries.closed_edition(scene.now) is None
        late = scene.sign("Ivo", "Late-Test")
        assert db.session.get_one(Leaf, late.leaf_id).edition == 2
        edition = scene.close()
        assert edition.number == 2
        assert [row.name for row in edition.signatories][1] == "Ivo Late-Test"

    def test_a_changed_text_marks_the_edition_as_reopened(self, scene: Scene) -> None:
        edition = scene.close()
        with transaction():
            campaigns.move(acting(scene.ada), scene.campaign, CampaignState.REVIEW)
        assert scene.now.edition == 2
        assert db.session.get_one(Edition, edition.id).reopened_at is not None

    def test_without_a_reason_it_is_refused(self, scene: Scene) -> None:
        scene.close()
        with pytest.raises(DomainError, match="Say why"):
            scene.reopen("")

    def test_what_is_not_closed_is_not_reopened(self, scene: Scene) -> None:
        with pytest.raises(InvalidTransition):
            scene.reopen()


class TestSending:
    def test_another_person_freezes_the_letter_and_one_mail_goes_to_each_office(self, scene: Scene) -> None:
        scene.close()
        letter = scene.confirm()
        assert scene.now.state == CampaignState.DISPATCHED
        assert letter.pdf_sha256 == sha256(letter.pdf).hexdigest()
        assert [delivery.addressee_name for delivery in scene.deliveries] == ["Office A", "Office B"]
        messages = [queries.message_of(delivery) for delivery in scene.deliveries]
        assert [message.recipient for message in messages] == [office.email for office in scene.offices]
        assert {(message.kind, message.once, message.state) for message in messages} == {("letter", True, "queued")}
        assert messages[0].sender.startswith("Lantern ")
        assert statement_of("dispatch")["pdf_sha256"] == letter.pdf_sha256

    def test_the_pdf_names_who_agreed_to_print_and_counts_the_others(self, scene: Scene) -> None:
        scene.sign("Zoé", "Undisclosed-Test", consents=UNDISCLOSED)
        scene.close()
        words = words_of(scene.confirm().pdf)
        assert words.index("Łucja Ćwiklińska-Testowa") < words.index("Ona Žemaitė-Testė")
        assert "Undisclosed" not in words
        assert "3 signatories; 1 of them asked not to be named here" in words

    def test_the_mail_holds_salutation_text_names_and_the_exact_pdf(self, scene: Scene) -> None:
        scene.sign("Zoé", "Undisclosed-Test", consents=UNDISCLOSED)
        scene.close()
        letter = scene.confirm()
        [mail] = mails_to(scene.offices[0].email)
        text = text_of(mail).replace("\r\n", "\n")
        assert text.startswith("Dear Minister,\n")
        assert "1. Stop the deportation." in text
        assert "Ona Žemaitė-Testė" in text
        assert "Undisclosed" not in mail.as_string()
        [attachment] = mail.iter_attachments()
        assert attachment.get_content() == letter.pdf

    def test_letter_and_mail_say_where_to_answer(self, scene: Scene) -> None:
        owner = acting(a_user(scene.organisation, Role.OWNER))
        with transaction():
            set_contact(owner, "office@lantern.example")
        scene.close()
        letter = scene.confirm()
        [mail] = mails_to(scene.offices[0].email)
        assert mail["Reply-To"].addresses[0].addr_spec == "office@lantern.example"
        assert "Answers reach us at office@lantern.example." in text_of(mail)
        assert "office@lantern.example" in words_of(letter.pdf)

    def test_without_an_address_for_answers_none_is_claimed(self, scene: Scene) -> None:
        scene.close()
        scene.confirm()
        [mail] = mails_to(scene.offices[0].email)
        assert mail["Reply-To"] is None
        assert "Answers reach us" not in text_of(mail)

    def test_whoever_closed_can_not_confirm(self, scene: Scene) -> None:
        owner = a_user(scene.organisation, Role.OWNER)
        with transaction():
            service.close(acting(owner), scene.campaign)
        with pytest.raises(NotAllowed, match="another person"):
            scene.confirm(owner)
        assert count(Message) == count(Letter) == 0

    def test_the_database_too_insists_on_a_second_person(self, scene: Scene) -> None:
        edition = scene.close()
        alone = Letter(
            campaign_id=scene.campaign.id, edition_id=edition.id, pdf=b"%PDF", pdf_sha256="0" * 64,
            frozen_at=edition.closed_at, closed_by_id=scene.ada.id, confirmed_by_id=scene.ada.id, confirmed_by="Ada",
        )  # fmt: skip
        with pytest.raises(IntegrityError, match="second_person"), transaction() as session:
            session.add(alone)

    def test_drafters_and_reviewers_can_not_confirm(self, scene: Scene) -> None:
        scene.close()
        with pytest.raises(NotAllowed, match="Dispatchers and owners"):
            scene.confirm(scene.rita)

    def test_before_closing_nothing_is_sent(self, scene: Scene) -> None:
        with pytest.raises(InvalidTransition, match="Close the campaign"):
            scene.confirm()

    def test_a_second_letter_never_leaves(self, scene: Scene) -> None:
        scene.close()
        scene.confirm()
        with pytest.raises(DomainError, match="never sent twice"):
            scene.confirm()
        assert (count(Letter), count(Delivery), count(Message)) == (1, 2, 2)

    def test_two_who_confirm_at_once_send_one_letter(self, app: Flask, scene: Scene) -> None:
        scene.close()
        others = [acting(a_user(scene.organisation, Role.DISPATCHER)) for _ in range(4)]
        campaign_id, results, start = scene.campaign.id, [], threading.Barrier(4)

        def confirm(actor) -> None:
            with app.app_context():
                start.wait()
                try:
                    with transaction() as session:
                        service.confirm(actor, session.get_one(type(scene.campaign), campaign_id))
                    results.append("sent")
                except DomainError as error:
                    results.append(error.message)

        threads = [threading.Thread(target=confirm, args=[actor]) for actor in others]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(results)[-1] == "sent"
        assert len([result for result in results if "never sent twice" in result]) == 3
        assert (count(Letter), count(Delivery), count(Message)) == (1, 2, 2)

    def test_when_somebody_withdrew_after_closing_it_is_refused(self, scene: Scene) -> None:
        late = scene.sign("Ivo", "Gone-Test")
        scene.close()
        withdraw(late)
        with pytest.raises(service.Refused, match="Ivo Gone-Test has withdrawn"):
            scene.confirm()

    def test_when_a_signature_has_become_stale_it_is_refused(self, scene: Scene) -> None:
        scene.close()
        scene.new_version(opened=True, approved=True)
        with pytest.raises(service.Refused, match=r"stale.*The text has changed"):
            scene.confirm()

    def test_a_mandate_that_ended_since_is_printed_as_of_signing(self, scene: Scene) -> None:
        ended = scene.sign("Ivo", "Ended-Test")
        scene.close()
        end_mandate(ended)
        with pytest.raises(service.Refused, match="The mandate of Ivo Ended-Test"):
            scene.confirm()
        assert "As of signing" in words_of(scene.confirm(as_of_signing=True).pdf)

    def test_a_letter_that_changed_since_it_was_looked_at_is_not_sent(self, scene: Scene) -> None:
        edition = scene.close()
        seen = sha256(service.proof(scene.now, edition)).hexdigest()
        change(scene.offices[0], name="Office A, renamed")
        with pytest.raises(StalePage, match="has changed"):
            scene.confirm(seen=seen)
        seen = sha256(service.proof(scene.now, edition)).hexdigest()
        assert scene.confirm(seen=seen).pdf_sha256 == seen

    def test_offices_that_are_not_valid_today_get_nothing(self, scene: Scene) -> None:
        scene.close()
        change(scene.offices[0], valid_to=today().replace(year=today().year - 1))
        scene.confirm()
        assert [delivery.addressee_name for delivery in scene.deliveries] == ["Office B"]

    def test_late_consents_belong_to_the_next_edition(self, scene: Scene) -> None:
        scene.close()
        scene.confirm()
        assert scene.now.edition == 2

    def test_each_verb_is_in_the_history_of_the_campaign(self, scene: Scene) -> None:
        scene.close()
        scene.reopen()
        scene.close()
        scene.confirm()
        query = select(AuditEvent.action).where(AuditEvent.campaign_id == scene.campaign.id).order_by(AuditEvent.at)
        assert list(db.session.scalars(query)) == [
            "campaign:close", "campaign:reopen", "campaign:close", "dispatch:confirm",
        ]  # fmt: skip


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

    def test_settling_needs_a_reason(self, scene: Scene, delivery: Delivery) -> None:
        self.told(delivery, MessageState.SENDING, MessageState.UNKNOWN)
        change(queries.message_of(delivery), state=MessageState.UNKNOWN)
        with pytest.raises(DomainError, match="Say how"), transaction():
            deliveries.settle(acting(scene.ben), delivery, accepted=True, reason=" ")
        assert self.told(delivery) == S.UNKNOWN

    def test_settling_is_for_dispatchers(self, scene: Scene, delivery: Delivery) -> None:
        with transaction(), pytest.raises(NotAllowed):
            deliveries.settle(acting(scene.ada), delivery, accepted=True, reason="I think so")


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


class TestOffices:
    DATA = OfficeData("Office D", "1 Sample Street", "LT", "lt", "Dear Minister,", "d@ministry.example")

    def test_an_office_is_added_and_edited_from_the_stored_state_only(self, scene: Scene) -> None:
        with transaction():
            office = offices.add(acting(scene.ada), self.DATA)
        assert b"ministry" not in office.email_sealed
        with transaction():
            offices.edit(acting(scene.ada), office, self.DATA, made_from=1)
        with pytest.raises(StalePage), transaction():
            offices.edit(acting(scene.ada), office, self.DATA, made_from=1)

    def test_the_chosen_order_is_kept(self, scene: Scene) -> None:
        first, second = scene.offices
        with transaction():
            offices.choose(acting(scene.ada), scene.campaign, [second.id, first.id])
        assert [office.id for office in queries.chosen_addressees(scene.now)] == [second.id, first.id]

    def test_another_organisations_office_can_not_be_chosen(self, scene: Scene) -> None:
        stranger = acting(a_user(an_organisation("Stranger")))
        with transaction():
            foreign = offices.add(stranger, self.DATA)
        with pytest.raises(DomainError, match="no such addressee"), transaction():
            offices.choose(acting(scene.ada), scene.campaign, [foreign.id])
        assert count(CampaignAddressee) == 2

    def test_once_sent_the_addressees_stay(self, scene: Scene) -> None:
        scene.close()
        scene.confirm()
        with pytest.raises(InvalidTransition), transaction():
            offices.choose(acting(scene.ada), scene.campaign, [])
        assert count(CampaignAddressee) == 2
