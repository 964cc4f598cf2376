"""What an action follows and answers, as organisers choose and see it."""

import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.campaigns import recorded
from petitions.campaigns.models import Campaign, RecordedCampaign
from petitions.campaigns.recorded_rules import RecordedFacts
from petitions.campaigns.states import CampaignState
from petitions.cases import parts
from petitions.cases.rules import EventFacts, ProceedingFacts
from petitions.core.actor import COMMAND_LINE
from petitions.core.db import db, transaction
from tests.campaigns.test_recorded_views import LETTER
from tests.campaigns.test_views import PLAN
from tests.factories import a_campaign, a_case, a_user, an_organisation, sign_in


@pytest.fixture
def desk(app: Flask, client: FlaskClient) -> SimpleNamespace:
    """Somebody signed in, with a case that has a refusal, an appeal and a recorded letter."""
    organisation = an_organisation()
    sign_in(client, a_user(organisation))
    case = a_case(organisation)
    with transaction():
        event = parts.add_event(COMMAND_LINE, case, EventFacts("Asylum is refused"))
        appeal = parts.add_proceeding(COMMAND_LINE, case, ProceedingFacts("Appeal", "A court"))
        letter = recorded.add(COMMAND_LINE, case, RecordedFacts("mep_letter", "An old letter", "Lantern"))
    return SimpleNamespace(
        organisation=organisation, client=client, case=case, event=event, appeal=appeal, letter=letter
    )


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def start(desk: SimpleNamespace, **typed: Any) -> Any:
    return desk.client.post(f"/en/desk/cases/{desk.case.id}/campaigns/new", data={**PLAN, **typed})


def test_a_campaign_is_started_as_following_a_recorded_letter_and_answering_a_decision(desk: SimpleNamespace) -> None:
    form = desk.client.get(f"/en/desk/cases/{desk.case.id}/campaigns/new").text
    assert "Recorded: An old letter" in form
    assert "Proceeding: Appeal (date not stated)" in form
    typed = {
        "follows": desk.letter.id,
        "answers_id": desk.appeal.id,
        "answers_stated": "y",
        "answers_note": "in line 2",
    }
    assert start(desk, **typed).status_code == 303
    campaign = db.session.scalars(select(Campaign)).one()
    assert (campaign.follows_recorded_id, campaign.answers_proceeding_id) == (desk.letter.id, desk.appeal.id)
    board = words(desk.client.get(f"/en/desk/campaigns/{campaign.id}"))
    assert "Answers: “Appeal”, date not stated (in line 2)" in board
    assert "It follows An old letter" in board


def test_the_plan_form_shows_what_is_stored_and_changes_it_after_the_dispatch(desk: SimpleNamespace) -> None:
    campaign = a_campaign(desk.case, CampaignState.DISPATCHED)
    address = f"/en/desk/campaigns/{campaign.id}/edit"
    kept = {"title": "Let her stay", "place": "Brussels", "is_public": "y", "deadline_time": "23:59"}
    typed = {**kept, "answers_id": str(desk.event.id), "follows": str(desk.letter.id), "revision": "1"}
    assert desk.client.post(address, data=typed).status_code == 303
    form = desk.client.get(address).text
    assert f'<option selected value="{desk.event.id}">' in form
    assert f'<option selected value="{desk.letter.id}">' in form
    assert desk.client.post(address, data={**typed, "title": "Other", "revision": "2"}).status_code == 409


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"answers_note": "so it is"}, 409, "Choose the decision that is answered"),
        ({"answers_id": "nonsense"}, 422, ""),
        ({"answers_id": "00000000-0000-0000-0000-000000000000"}, 422, ""),
        ({"follows": "00000000-0000-0000-0000-000000000000"}, 422, "Choose one of the campaigns listed."),
    ],
)
def test_what_was_never_offered_is_refused_and_what_was_typed_is_kept(
    desk: SimpleNamespace, typed: dict[str, str], status: int, says: str
) -> None:
    answer = start(desk, **typed)
    assert answer.status_code == status
    assert says in answer.text
    assert "Let Aru Example stay" in answer.text


def test_a_recorded_letter_is_given_its_decision_and_the_form_shows_it(desk: SimpleNamespace) -> None:
    address = f"/en/desk/cases/{desk.case.id}/recorded/{desk.letter.id}"
    typed = {**LETTER, "answers_id": str(desk.event.id), "answers_note": "its demand says so", "revision": "1"}
    assert desk.client.post(address, data=typed).status_code == 303
    db.session.expire_all()
    assert db.session.get_one(RecordedCampaign, desk.letter.id).answers_event_id == desk.event.id
    assert f'<option selected value="{desk.event.id}">' in desk.client.get(address).text


def test_the_case_page_of_organisers_shows_chains_with_what_each_answers(desk: SimpleNamespace) -> None:
    start(desk, follows=desk.letter.id, answers_id=desk.event.id)
    page = words(desk.client.get(f"/en/desk/cases/{desk.case.id}"))
    chain = page[page.index("What is done, and what followed what") :]
    assert chain.index("An old letter") < chain.index("Let Aru Example stay")
    assert "Answers: “Asylum is refused”, date not stated (inferred)" in chain


def test_a_reviewer_reads_the_chain_without_being_led_to_a_form(client: FlaskClient, desk: SimpleNamespace) -> None:
    sign_in(client, a_user(desk.organisation, "reviewer"))
    page = client.get(f"/en/desk/cases/{desk.case.id}").text
    assert "An old letter" in page
    assert f"/recorded/{desk.letter.id}" not in page


def test_a_decision_that_is_answered_is_kept_and_the_page_says_why(desk: SimpleNamespace) -> None:
    start(desk, answers_id=desk.event.id)
    answer = desk.client.post(f"/en/desk/cases/{desk.case.id}/events/{desk.event.id}/remove")
    assert answer.status_code == 409
    assert "something rests on it or answers it" in answer.text
