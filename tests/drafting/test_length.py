"""The length that a script shows while somebody writes is the one that the server counts by."""

import pytest
from flask.testing import FlaskClient

from petitions.campaigns.models import Campaign
from tests import factories


@pytest.fixture
def campaign(client: FlaskClient) -> Campaign:
    organisation = factories.an_organisation()
    user = factories.a_user(organisation)
    factories.sign_in(client, user)
    return factories.a_campaign(factories.a_case(organisation), author=user)


def length(client: FlaskClient, campaign: Campaign, body: str) -> dict[str, object]:
    answer = client.post(f"/en/desk/campaigns/{campaign.id}/text/length", data={"body": body})
    assert answer.status_code == 200
    return dict(answer.get_json())


def test_a_letter_has_so_many_words(client: FlaskClient, campaign: Campaign) -> None:
    assert length(client, campaign, "One **two** three.") == {"count": "3 words", "over": False}


def test_a_question_says_words_and_questions_against_what_is_allowed(client: FlaskClient, campaign: Campaign) -> None:
    factories.changed(campaign, instrument="ep_written_question")
    said = length(client, campaign, "1. Why?\n2. When?\n3. How?\n4. Who?\n")
    assert said == {"count": "4 of at most 200 words, 4 of at most 3 questions", "over": True}


def test_a_text_that_can_not_be_read_is_said_in_a_sentence(client: FlaskClient, campaign: Campaign) -> None:
    said = length(client, campaign, "word " * 30_000)
    assert said["over"]
    assert "Shorten it." in str(said["count"])
