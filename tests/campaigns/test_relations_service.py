"""What an action answers and follows: kept with it, within its case, whatever is written."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import fact_sheet, recorded, service, sheet_import
from petitions.campaigns.models import Campaign, RecordedCampaign, Relation
from petitions.campaigns.recorded_rules import RecordedFacts
from petitions.campaigns.relations import decision_of
from petitions.campaigns.service import Plan
from petitions.campaigns.states import CampaignState
from petitions.cases import parts
from petitions.cases.models import Case, CaseEvent, Proceeding
from petitions.cases.rules import EventFacts, ProceedingFacts
from petitions.core.actor import Actor
from petitions.core.dates import Precision, UncertainDate
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition
from tests.factories import a_campaign, a_case, a_user, acting, an_organisation, saved

REFUSED_ON = UncertainDate(Precision.DAY, date(2023, 7, 14), date(2023, 7, 14))
LETTER = RecordedFacts("mep_letter", "Look again", "Lantern")


@pytest.fixture
def ada(app: Flask) -> Actor:
    return acting(a_user(an_organisation()))


@pytest.fixture
def case(ada: Actor) -> Case:
    return saved_case(ada)


def saved_case(actor: Actor) -> Case:
    with transaction():
        from_sheet = fact_sheet.read("fact sheet: 1\nprofile:\n  name: Aru Example\n")
        return sheet_import.start(actor, from_sheet)


def refusal(ada: Actor, case: Case) -> CaseEvent:
    with transaction():
        return parts.add_event(ada, case, EventFacts("Asylum is refused", REFUSED_ON))


def ruling(ada: Actor, case: Case) -> Proceeding:
    with transaction():
        return parts.add_proceeding(ada, case, ProceedingFacts("Appeal", "A court", decided=REFUSED_ON))


def letter(ada: Actor, case: Case, **more: Any) -> RecordedCampaign:
    with transaction():
        return recorded.add(ada, case, replace(LETTER, **more))


def begin(ada: Actor, case: Case, **more: Any) -> Campaign:
    with transaction():
        return service.create(ada, case, "mep_letter", Plan("Let her stay", **more))


def plan_again(ada: Actor, campaign: Campaign, **more: Any) -> None:
    with transaction():
        stored = db.session.get_one(Campaign, campaign.id)
        service.edit(ada, stored, Plan("Let her stay", place=stored.place, is_public=stored.is_public, **more), 1)


def relations() -> list[Relation]:
    db.session.expire_all()
    return list(db.session.scalars(select(Relation)))


def words(action: Campaign | RecordedCampaign) -> str:
    db.session.expire_all()
    answered = decision_of(action)
    return answered.in_words if answered else ""


def test_a_recorded_letter_answers_an_event_by_inference_unless_its_source_says_so(ada: Actor, case: Case) -> None:
    event = refusal(ada, case)
    inferred = letter(ada, case, answers_event_id=event.id, answers_note="read from its demand")
    stated = letter(ada, case, answers_event_id=event.id, answers_stated=True)
    assert words(inferred) == "“Asylum is refused”, 14 July 2023 (inferred: read from its demand)"
    assert words(stated) == "“Asylum is refused”, 14 July 2023"


def test_a_campaign_answers_a_proceeding_by_the_day_of_its_decision(ada: Actor, case: Case) -> None:
    campaign = begin(ada, case, answers_proceeding_id=ruling(ada, case).id)
    assert words(campaign) == "“Appeal”, 14 July 2023 (inferred)"


def test_what_refers_to_nothing_keeps_no_relation(ada: Actor, case: Case) -> None:
    first = letter(ada, case, answers_event_id=refusal(ada, case).id)
    assert len(relations()) == 1
    with transaction():
        recorded.edit(ada, db.session.get_one(RecordedCampaign, first.id), LETTER, 1)
    assert relations() == []


def test_an_answer_changes_from_an_event_to_a_proceeding_in_one_row(ada: Actor, case: Case) -> None:
    first, appeal = letter(ada, case, answers_event_id=refusal(ada, case).id), ruling(ada, case)
    with transaction():
        facts = replace(LETTER, answers_proceeding_id=appeal.id)
        recorded.edit(ada, db.session.get_one(RecordedCampaign, first.id), facts, 1)
    assert [(row.event_id, row.proceeding_id) for row in relations()] == [(None, appeal.id)]


def test_a_campaign_follows_a_recorded_one_which_then_stays(ada: Actor, case: Case) -> None:
    first = letter(ada, case)
    campaign = begin(ada, case, follows_recorded_id=first.id)
    assert campaign.follows_recorded_id == first.id
    with pytest.raises(DomainError, match="“Let her stay” follows this one"), transaction():
        recorded.remove(ada, db.session.get_one(RecordedCampaign, first.id))


def test_a_decision_that_is_answered_is_not_removed(ada: Actor, case: Case) -> None:
    event = refusal(ada, case)
    first = letter(ada, case, answers_event_id=event.id)
    with pytest.raises(DomainError, match="something rests on it or answers it"), transaction():
        parts.remove_event(ada, db.session.get_one(CaseEvent, event.id))
    with transaction():
        recorded.remove(ada, db.session.get_one(RecordedCampaign, first.id))
        parts.remove_event(ada, db.session.get_one(CaseEvent, event.id))
    assert relations() == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"answers_event_id": uuid4()}, "not part of this case"),
        ({"answers_proceeding_id": uuid4()}, "not part of this case"),
        ({"answers_event_id": uuid4(), "answers_proceeding_id": uuid4()}, "an event or a proceeding, not both"),
        ({"answers_note": "so it is said"}, "Choose the decision that is answered"),
        ({"answers_stated": True}, "Choose the decision that is answered"),
    ],
)
def test_an_answer_that_cannot_stand_is_refused_in_words(
    ada: Actor, case: Case, more: dict[str, Any], says: str
) -> None:
    with pytest.raises(DomainError, match=says):
        letter(ada, case, **more)
    with pytest.raises(DomainError, match=says):
        begin(ada, case, **more)
    assert relations() == []


def test_nothing_of_another_case_is_answered_or_followed(ada: Actor, case: Case) -> None:
    other = saved_case(ada)
    event, elsewhere = refusal(ada, other), letter(ada, other)
    with pytest.raises(DomainError, match="not part of this case"):
        letter(ada, case, answers_event_id=event.id)
    with pytest.raises(DomainError, match="a recorded campaign of this case"):
        begin(ada, case, follows_recorded_id=elsewhere.id)


def test_the_database_too_keeps_all_ends_in_one_case(ada: Actor, case: Case) -> None:
    event, own = refusal(ada, saved_case(ada)), letter(ada, case)
    row = Relation(case_id=case.id, recorded_campaign_id=own.id, event_id=event.id)
    with pytest.raises(IntegrityError):
        saved(row)


def test_a_campaign_follows_one_action_only(ada: Actor, case: Case) -> None:
    first, begun = letter(ada, case), begin(ada, case)
    with pytest.raises(DomainError, match="follows one action"):
        begin(ada, case, follows_id=begun.id, follows_recorded_id=first.id)


def test_what_a_sent_letter_follows_and_answers_may_change_but_not_its_plan(app: Flask) -> None:
    organisation = an_organisation()
    ada, case = acting(a_user(organisation)), a_case(organisation)
    campaign = a_campaign(case, CampaignState.DISPATCHED)
    event, first = refusal(ada, case), letter(ada, case)
    plan_again(ada, campaign, answers_event_id=event.id, answers_stated=True, follows_recorded_id=first.id)
    assert words(campaign) == "“Asylum is refused”, 14 July 2023"
    with pytest.raises(InvalidTransition, match="what it follows and answers"), transaction():
        service.edit(ada, db.session.get_one(Campaign, campaign.id), Plan("Another title"), 2)


def test_a_sheet_carries_answers_out_and_in_again(ada: Actor, case: Case) -> None:
    letter(ada, case, answers_event_id=refusal(ada, case).id, answers_stated=True, answers_note="it names it")
    letter(ada, case, answers_proceeding_id=ruling(ada, case).id)
    out = fact_sheet.of_case(case)
    text = fact_sheet.write(out)
    assert "answers event: asylum-is-refused" in text
    assert "answer stated: yes" in text
    with transaction():
        again = sheet_import.start(ada, fact_sheet.read(text))
    assert fact_sheet.of_case(again) == out


def test_a_sheet_that_drops_decision_and_answer_together_is_taken(ada: Actor, case: Case) -> None:
    letter(ada, case, answers_event_id=refusal(ada, case).id)
    sheet = fact_sheet.leave_out(fact_sheet.of_case(case), ["events/asylum-is-refused"])
    with transaction():
        sheet_import.take(ada, db.session.get_one(Case, case.id), sheet, sheet_import.hash_of(case))
    assert relations() == []
    assert case.events == []
