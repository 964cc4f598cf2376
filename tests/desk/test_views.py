"""The organiser's first page, and what the head of each page offers."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Role, User
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.campaigns.words import STATE_NAMES
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.desk import navigation
from tests.factories import a_campaign, a_case, a_user, an_organisation, sign_in

HOME = "/en/desk/"


@pytest.fixture
def ada(app: Flask) -> User:
    return a_user(an_organisation())


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_team_that_has_nothing_yet_is_told_where_to_begin(client: FlaskClient, ada: User) -> None:
    sign_in(client, ada)
    page = client.get(HOME).text
    assert "create the case first" in page
    assert "Create a case" in page


def test_who_may_not_write_is_offered_no_beginning(client: FlaskClient, app: Flask) -> None:
    sign_in(client, a_user(an_organisation(), Role.REVIEWER))
    assert "Create a case" not in client.get(HOME).text


@pytest.mark.parametrize("state", CampaignState)
def test_each_campaign_stands_with_its_state_in_words(client: FlaskClient, ada: User, state: CampaignState) -> None:
    case = a_case(ada.memberships[0].organisation)
    a_campaign(case, state)
    sign_in(client, ada)
    words = words_of(client.get(HOME).text)
    assert f"Let her stay Aru Example {STATE_NAMES[state]} none set" in words


def test_the_nearest_deadline_comes_first(client: FlaskClient, ada: User) -> None:
    case = a_case(ada.memberships[0].organisation)
    titles = {"Later": 9, "Sooner": 2, "Some day": None}
    for title, days in titles.items():
        campaign_id = a_campaign(case).id
        with transaction():
            campaign = db.session.get(Campaign, campaign_id)
            campaign.title = title
            campaign.deadline = now() + timedelta(days=days) if days else None
    sign_in(client, ada)
    words = words_of(client.get(HOME).text)
    assert words.index("Sooner") < words.index("Later") < words.index("Some day")


def test_another_organisation_sees_nothing_of_it(client: FlaskClient, ada: User) -> None:
    a_campaign(a_case(ada.memberships[0].organisation))
    sign_in(client, a_user(an_organisation("Ostoja")))
    page = client.get(HOME).text
    assert "Let her stay" not in page
    assert "Aru Example" not in page


def test_without_a_session_the_desk_asks_to_sign_in(client: FlaskClient) -> None:
    answer = client.get(HOME)
    assert (answer.status_code, answer.location) == (303, "/en/sign-in?next=/en/desk/")


def test_the_head_names_the_user_the_organisation_and_the_page(client: FlaskClient, ada: User) -> None:
    sign_in(client, ada)
    page = client.get(HOME).text
    assert "Ada Organiser , Lantern Sign out" in words_of(page)
    assert re.search(r'href="/en/desk/" aria-current="page">Campaigns', page)
    assert re.search(r'href="/en/desk/team">Team', page)


@pytest.mark.parametrize(
    ("endpoint", "label"),
    [
        ("dispatch.addressees", "Addressees"),
        ("dispatch.log", "Campaigns"),
        ("signing.invitations", "Campaigns"),
        ("cases.history", "Cases"),
        ("accounts.invite", "Team"),
        ("elsewhere.page", None),
    ],
)
def test_the_current_place_is_the_one_with_the_closest_claim(endpoint: str, label: str | None) -> None:
    place = navigation.current_place(list(navigation.DESK_PLACES), endpoint)
    assert (str(place.label) if place else None) == label


def test_a_visitor_is_offered_public_pages_and_gets_no_cookie(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/en/nowhere")
    assert answer.status_code == 404
    assert "/en/desk" not in answer.text
    assert "Set-Cookie" not in answer.headers
