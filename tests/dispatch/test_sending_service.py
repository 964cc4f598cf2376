"""A second person lets the letter go: refused with the reason, and never twice."""

import threading
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.accounts.models import Role
from petitions.accounts.service import set_contact
from petitions.campaigns.states import CampaignState
from petitions.core.audit import AuditEvent
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, StalePage
from petitions.dispatch import queries, service
from petitions.dispatch.editions import Refused
from petitions.dispatch.models import Delivery, Letter
from petitions.outbox.models import Message
from tests.dispatch.scene import UNDISCLOSED, Scene, change, count, end_mandate, statement_of, withdraw
from tests.factories import a_user, acting
from tests.support.mailbox import mails_to, text_of
from tests.support.pdf import words_of


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
        assert "3 Members of the European Parliament; 1 of them asked not to be named here" in words

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
        with pytest.raises(Refused, match="Ivo Gone-Test has withdrawn"):
            scene.confirm()

    def test_when_a_signature_has_become_stale_it_is_refused(self, scene: Scene) -> None:
        scene.close()
        scene.new_version(opened=True, approved=True)
        with pytest.raises(Refused, match=r"stale.*The text has changed"):
            scene.confirm()

    def test_a_mandate_that_ended_since_is_printed_as_of_signing(self, scene: Scene) -> None:
        ended = scene.sign("Ivo", "Ended-Test")
        scene.close()
        end_mandate(ended)
        with pytest.raises(Refused, match="The mandate of Ivo Ended-Test"):
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
