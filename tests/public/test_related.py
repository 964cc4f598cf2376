"""Readers see which action led to which and what it answers, and nothing of what is kept off the page."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns import recorded, relations, releases, service
from petitions.campaigns.models import Campaign, RecordedCampaign
from petitions.campaigns.recorded_rules import RecordedFacts
from petitions.campaigns.service import Plan
from petitions.campaigns.states import CampaignState
from petitions.cases import parts
from petitions.cases.models import Case, CaseEvent
from petitions.cases.rules import EventFacts
from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.dates import Precision, UncertainDate
from petitions.core.db import db, transaction
from tests.factories import a_campaign, a_case, a_user, acting, an_organisation, released

LETTER = RecordedFacts("mep_letter", "A letter asks", "Lantern")


def on(month: int) -> UncertainDate:
    return UncertainDate(Precision.DAY, date(2023, month, 14), date(2023, month, 14))


@pytest.fixture
def told(app: Flask) -> SimpleNamespace:
    """A refusal, a recorded letter that answers it, a recorded question after it, and a campaign after that."""
    organisation = an_organisation()
    case, ada = a_case(organisation), acting(a_user(organisation))
    with transaction():
        event = parts.add_event(COMMAND_LINE, case, EventFacts("Asylum is refused", on(7)))
        letter = replace(LETTER, when=on(8), answers_event_id=event.id, answers_note="read from its demand")
        first = recorded.add(COMMAND_LINE, case, letter)
        asked = RecordedFacts("ep_written_question", "A question follows", "Lantern", when=on(9), follows_id=first.id)
        question = recorded.add(COMMAND_LINE, case, asked)
    campaign = a_campaign(case, CampaignState.COLLECTING)
    plan = {"follows_recorded_id": question.id, "answers_event_id": event.id, "answers_stated": True}
    relate(ada, campaign, plan)
    released(case)
    return SimpleNamespace(
        case=case, ada=ada, event=event, letter=first, question=question, campaign=campaign, plan=plan
    )


def relate(actor: Actor, campaign: Campaign, plan: dict[str, Any]) -> None:
    with transaction():
        stored = db.session.get_one(Campaign, campaign.id)
        kept = Plan(stored.title, stored.place, stored.deadline, None, stored.is_public)
        service.edit(actor, stored, replace(kept, **plan), stored.revision)


def words(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def case_page(client: FlaskClient, case: Case) -> str:
    return words(client, f"/en/cases/{case.slug}")


def test_the_case_page_tells_what_followed_what_and_which_decision_was_answered(
    client: FlaskClient, told: SimpleNamespace
) -> None:
    page = case_page(client, told.case)
    chain = page[page.rindex("What followed what") :]
    order = [chain.index(title) for title in ("A letter asks", "A question follows", "Let her stay")]
    assert order == sorted(order)
    assert "Answers: “Asylum is refused”, 14 July 2023 (inferred: read from its demand)" in page
    assert "Answers: “Asylum is refused”, 14 July 2023 Follows “A question follows”" in page


def test_each_action_has_what_came_before_and_after_it_on_its_own_page(
    client: FlaskClient, told: SimpleNamespace
) -> None:
    first = words(client, f"/en/cases/{told.case.slug}/recorded/{told.letter.key}")
    second = words(client, f"/en/cases/{told.case.slug}/recorded/{told.question.key}")
    here = words(client, f"/en/campaigns/{told.campaign.slug}")
    assert "Answers “Asylum is refused”, 14 July 2023 (inferred: read from its demand)" in first
    assert "Followed by: A question follows" in first
    assert "Follows: A letter asks Followed by: Let her stay" in second
    assert "Answers: “Asylum is refused”, 14 July 2023" in here
    assert "Follows: A question follows" in here


def pages(client: FlaskClient, told: SimpleNamespace) -> str:
    addresses = (
        f"/en/cases/{told.case.slug}",
        f"/en/cases/{told.case.slug}/recorded/{told.question.key}",
        f"/en/campaigns/{told.campaign.slug}",
    )
    return " ".join(words(client, address) for address in addresses)


def test_a_decision_that_is_hidden_is_named_by_no_action(client: FlaskClient, told: SimpleNamespace) -> None:
    with transaction():
        releases.hide(told.ada, db.session.get_one(Case, told.case.id), "events", told.event.key)
    seen = pages(client, told)
    assert "Asylum is refused" not in seen
    assert "read from its demand" not in seen
    released(told.case)
    assert "Asylum is refused" not in pages(client, told)


def test_a_recorded_action_that_is_hidden_is_named_by_none_that_follows_it(
    client: FlaskClient, told: SimpleNamespace
) -> None:
    with transaction():
        releases.hide(told.ada, db.session.get_one(Case, told.case.id), "campaigns", told.letter.key)
    assert "A letter asks" not in pages(client, told)


def test_an_answer_changed_in_the_working_copy_waits_for_a_release(client: FlaskClient, told: SimpleNamespace) -> None:
    with transaction():
        event = db.session.get_one(CaseEvent, told.event.id)
        parts.edit_event(told.ada, event, EventFacts("A secret title", on(7)), event.revision)
        letter = db.session.get_one(RecordedCampaign, told.letter.id)
        facts = replace(LETTER, when=on(8), answers_event_id=event.id, answers_stated=True, answers_note="not yet")
        recorded.edit(told.ada, letter, facts, letter.revision)
    seen = pages(client, told)
    assert "A secret title" not in seen
    assert "not yet" not in seen
    released(told.case)
    assert "Answers: “A secret title”, 14 July 2023 (not yet)" in pages(client, told)


def test_a_campaign_that_is_not_public_stands_in_no_chain(client: FlaskClient, told: SimpleNamespace) -> None:
    relate(told.ada, told.campaign, {**told.plan, "is_public": False})
    assert "Let her stay" not in case_page(client, told.case)


def test_a_case_without_chains_has_no_empty_heading(client: FlaskClient, app: Flask) -> None:
    assert "What followed what" not in case_page(client, a_case(an_organisation()))


def test_the_working_copy_names_the_decision_too(told: SimpleNamespace) -> None:
    answered = relations.decision_of(db.session.get_one(Campaign, told.campaign.id))
    assert answered is not None
    assert (answered.title, answered.is_stated) == ("Asylum is refused", True)
