"""A declaration is gathered, lodged and published: each step by the right person, each record true to its days."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.campaigns.states import CampaignState
from petitions.core.audit import AuditEvent
from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, StalePage
from petitions.dispatch import service as letters
from petitions.dispatch.editions import Refused
from petitions.dispatch.lodging import publishing, queries, service
from petitions.dispatch.lodging.models import Lodging, Meant
from petitions.dispatch.lodging.rules import Lodged, Stage
from petitions.people.formats.assembly import read_signatories
from petitions.signing.models import ConsentKind
from tests import factories
from tests.dispatch.lodging.declaration import Declaration, a_declaration, days, without
from tests.dispatch.scene import change, count, statement_of, withdraw
from tests.factories import acting


def told(action: str) -> AuditEvent:
    return db.session.scalars(select(AuditEvent).where(AuditEvent.action == action)).one()


class TestConfirming:
    def test_closing_needs_no_addressee_and_the_sheet_holds_the_assemblys_lines(self, declaration: Declaration) -> None:
        declaration.close()
        lodging = declaration.confirm()
        assert lodging.lines.split(" ;\n")[0] == "Ms Ona ABATEST, Lithuania, SOC"
        rows, _encoding = read_signatories(lodging.lines.encode(), "sheet.txt", None)
        assert len(rows) == 20
        assert declaration.now.state == CampaignState.CLOSED
        assert queries.standing(declaration.now).stage == Stage.READY
        assert told("lodging:confirm").details["pdf_sha256"] == lodging.pdf_sha256

    def test_whoever_closed_may_not_confirm(self, declaration: Declaration) -> None:
        owner = factories.a_user(declaration.organisation)
        declaration.close(by=owner)
        with pytest.raises(NotAllowed, match="another person"):
            declaration.confirm(by=owner)
        assert count(Lodging) == 0

    def test_the_database_holds_the_two_apart(self, ready: Declaration) -> None:
        with pytest.raises(IntegrityError):
            change(ready.lodging, confirmed_by_id=ready.lodging.closed_by_id)

    def test_a_drafter_may_not_confirm_and_nobody_confirms_twice(self, ready: Declaration) -> None:
        with pytest.raises(NotAllowed):
            ready.confirm(by=ready.ada)
        with pytest.raises(DomainError, match="confirmed already"):
            ready.confirm()

    def test_a_changed_sheet_is_not_confirmed_unseen(self, declaration: Declaration) -> None:
        declaration.close()
        with pytest.raises(StalePage):
            declaration.confirm(seen="0" * 64)

    def test_who_withdrew_since_the_closing_hinders_it_by_name(self, declaration: Declaration) -> None:
        signature = declaration.sign()
        declaration.close()
        withdraw(signature)
        with pytest.raises(Refused, match="Uta Zutest has withdrawn"):
            declaration.confirm()

    @pytest.mark.usefixtures("app")
    def test_who_is_not_to_be_printed_neither_counts_nor_stands_on_the_sheet(self) -> None:
        declaration = a_declaration(signed=19)
        declaration.sign(consents=())
        with pytest.raises(Refused, match=r"1 more signatory is needed \(19 of 20\)"):
            declaration.close()
        declaration.sign("Eva", "Yltest", consents=(ConsentKind.PRINT,))
        declaration.close()
        assert "ZUTEST" not in declaration.confirm().lines

    def test_it_is_never_sent(self, declaration: Declaration) -> None:
        declaration.close()
        with pytest.raises(InvalidTransition, match="never sent"), transaction():
            letters.confirm(acting(declaration.ben), declaration.campaign)

    @pytest.mark.usefixtures("app")
    def test_a_letter_has_no_lodging_sheet(self) -> None:
        organisation = factories.an_organisation()
        owner = factories.a_user(organisation)
        campaign = factories.a_campaign(factories.a_case(organisation), CampaignState.CLOSED)
        with pytest.raises(InvalidTransition, match="is sent"), transaction():
            service.confirm_sheet(acting(owner), campaign)


class TestLodging:
    def test_it_is_recorded_and_the_campaign_is_dispatched(self, ready: Declaration) -> None:
        ready.lodge()
        assert (ready.now.state, ready.now.edition, ready.now.late_since) == ("dispatched", 2, today())
        assert told("lodging:record").details["handed_in_by"] == "Mart Betest"
        assert statement_of("dispatch")["lodged_on"] == today().isoformat()
        assert not list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == "dispatch:confirm")))

    @pytest.mark.parametrize(("day", "said"), [(1, "lies ahead"), (-1, "can’t have been lodged before")])
    def test_a_day_that_can_not_be_is_refused(self, ready: Declaration, day: int, said: str) -> None:
        with pytest.raises(DomainError, match=said):
            ready.lodge(days(day))
        assert ready.now.state == CampaignState.CLOSED

    def test_a_correction_keeps_what_stood_there(self, ready: Declaration) -> None:
        ready.lodge()
        ready.lodge(table_office="Table Office, room 1")
        details = told("lodging:correct").details
        assert details["before"]["table_office"] == "Table Office"
        assert details["after"]["table_office"] == "Table Office, room 1"
        ready.lodge(table_office="Table Office, room 1")
        assert ready.lodging.revision == 3

    def test_a_page_made_before_a_change_writes_nothing(self, ready: Declaration) -> None:
        lodging = ready.lodge()
        with pytest.raises(StalePage), transaction():
            service.record_lodging(acting(ready.ben), lodging, Lodged(today(), "a", "b", "c"), 1)

    def test_a_reviewer_records_nothing(self, ready: Declaration) -> None:
        rita = factories.a_user(ready.organisation, "reviewer")
        lodging = ready.lodging
        with pytest.raises(NotAllowed), transaction():
            service.record_lodging(acting(rita), lodging, Lodged(today(), "a", "b", "c"), lodging.revision)

    def test_a_sheet_of_a_reopened_campaign_counts_for_nothing(self, ready: Declaration) -> None:
        lodging = ready.lodging
        with transaction():
            letters.reopen(acting(ready.ada), ready.campaign, "One more name")
        with pytest.raises(InvalidTransition, match="reopened"), transaction():
            service.record_lodging(acting(ready.ben), lodging, Lodged(today(), "a", "b", "c"), lodging.revision)
        assert not queries.lodgings(ready.now)

    def test_a_sheet_with_the_name_of_who_withdrew_before_is_not_recorded_as_lodged(
        self, declaration: Declaration
    ) -> None:
        signature = declaration.sign()
        declaration.close()
        lodging = declaration.confirm()
        change(lodging, frozen_at=now() - timedelta(days=3))
        change(signature, state="withdrawn", withdrawn_at=now() - timedelta(days=1))
        with pytest.raises(DomainError, match="Uta Zutest withdrew"):
            declaration.lodge()
        assert declaration.lodge(days(-2)).lodged_on == days(-2)


class TestPublication:
    def test_before_it_is_recorded_nothing_is_tabled(self, ready: Declaration) -> None:
        with pytest.raises(DomainError, match="Record the lodging first"):
            ready.publish()
        ready.lodge()
        assert queries.published(ready.now) is None

    def test_it_is_recorded_and_the_same_list_shows_no_difference(self, ready: Declaration) -> None:
        ready.lodge()
        lodging = ready.publish()
        assert (lodging.number, lodging.document, lodging.tabled_on) == ("999", "99999", today())
        found = queries.comparison(lodging)
        assert len(found.both) == 20
        assert not found.differs

    def test_differences_are_found_by_name(self, ready: Declaration) -> None:
        ready.lodge()
        lines = without(ready.lodging.lines, "Betest") + " ; Mr Jan ANDERTEST, Czech Republic, ALDE"
        found = queries.comparison(ready.publish(lines))
        assert [name.whole for name in found.not_published] == ["Łucja Betest"]
        assert [name.whole for name in found.not_committed] == ["Jan ANDERTEST"]

    @pytest.mark.parametrize(("day", "said"), [(1, "lies ahead"), (-1, "can’t have been tabled before")])
    def test_a_day_that_can_not_be_is_refused(self, ready: Declaration, day: int, said: str) -> None:
        ready.lodge()
        with pytest.raises(DomainError, match=said):
            ready.publish(on=days(day))

    def test_it_can_not_be_lodged_after_it_was_tabled(self, ready: Declaration) -> None:
        change(ready.lodging, frozen_at=now() - timedelta(days=5))
        ready.lodge(days(-3))
        ready.publish(on=days(-2))
        assert ready.now.late_since == days(-2)
        with pytest.raises(DomainError, match="so it was lodged by then"):
            ready.lodge()
        with pytest.raises(IntegrityError):
            change(ready.lodging, lodged_on=today())
        db.session.rollback()

    @pytest.mark.parametrize("lost", [{"number": ""}, {"tabled_on": None}, {"document": ""}])
    def test_number_document_and_day_go_together_in_the_database(self, ready: Declaration, lost: dict) -> None:
        ready.lodge()
        lodging = ready.publish()
        with pytest.raises(IntegrityError):
            change(lodging, **lost)

    def test_a_correction_keeps_the_old_list_and_what_was_chosen(self, ready: Declaration) -> None:
        ready.lodge()
        lodging = ready.publish(ready.lodging.lines.replace("ABATEST", "ABATESTT") + " ; Mr Jan TEST, Poland, NR")
        jan = lodging.published[-1]
        with transaction():
            publishing.choose(acting(ready.ben), jan, None)
        lodging = ready.publish(ready.lodging.lines + " ; Mr Jan TEST, Poland, NR", number="998")
        assert lodging.published[-1].meant == Meant.NOBODY
        details = told("publication:correct").details
        assert details["before"]["number"] == "999"
        assert "Ms Ona ABATESTT, Lithuania, SOC" in details["before"]["names"]

    def test_a_person_chooses_whom_an_unclear_name_means(self, declaration: Declaration) -> None:
        declaration.sign("Jan", "Testak", country="CZ")
        declaration.sign("Jan", "Testac", country="CZ")
        declaration.close()
        declaration.confirm()
        declaration.lodge()
        lines = without(declaration.lodging.lines, "Testak", "Testac") + " ; Mr Jan TESTAKK, Czech Republic, SOC"
        lodging = declaration.publish(lines)
        [unclear] = queries.comparison(lodging).unclear
        published = lodging.published[-1]
        with transaction():
            publishing.choose(acting(declaration.ben), published, unclear.options[0].ref)
        found = queries.comparison(declaration.lodging)
        assert found.is_clear
        assert len(found.not_published) == 1
        other = lodging.published[0]
        with pytest.raises(DomainError, match="means this signatory already"), transaction():
            publishing.choose(acting(declaration.ben), other, unclear.options[0].ref)

    def test_nobody_of_another_edition_can_be_chosen(self, ready: Declaration) -> None:
        ready.lodge()
        published = ready.publish().published[0]
        strange = a_declaration()
        strange.close()
        row = strange.confirm().edition.signatories[0]
        with pytest.raises(DomainError, match="who stands on this edition"), transaction():
            publishing.choose(acting(ready.ben), published, row.id)
