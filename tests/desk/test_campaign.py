"""The board of one campaign."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Organisation, Role, User
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.db import db, transaction
from petitions.desk.steps import STEPS
from petitions.drafting import queries, service
from petitions.drafting.service import Draft
from tests.factories import (
    TEXT,
    a_campaign,
    a_case,
    a_member,
    a_user,
    acting,
    an_addressee,
    an_invitation,
    an_organisation,
    sign_in,
)


def a_board(
    client: FlaskClient, state: str = "drafting", *roles: str, approved: bool = False
) -> tuple[Organisation, User, Campaign]:
    """Somebody with these roles is signed in, and a colleague wrote the text of a campaign."""
    organisation = an_organisation()
    user, author = a_user(organisation, *roles), a_user(organisation, name="Bo Author")
    sign_in(client, user)
    approver = a_user(organisation, Role.REVIEWER, name="Rut Reviewer") if approved else None
    return organisation, user, a_campaign(a_case(organisation), state, author=author, approver=approver)


def shown(client: FlaskClient, campaign: Campaign) -> str:
    answer = client.get(f"/en/desk/campaigns/{campaign.id}")
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def test_every_step_leads_to_a_page_that_exists(app: Flask) -> None:
    assert {step.endpoint for step in STEPS} <= set(app.view_functions)


@pytest.mark.parametrize("state", list(CampaignState))
def test_each_state_has_its_board_in_words(client: FlaskClient, state: str) -> None:
    _organisation, _user, campaign = a_board(client, state, approved=True)
    page = shown(client, campaign)
    words = {
        "drafting": "Being written",
        "review": "In review",
        "collecting": "Collecting signatures",
        "closed": "Closed for signature",
        "dispatched": "Sent",
        "concluded": "Concluded",
        "withdrawn": "Withdrawn",
    }
    assert words[state] in page
    assert queries.versions(campaign)[0].sha256 in page


def test_what_is_missing_for_closing_is_said(client: FlaskClient) -> None:
    _organisation, _user, campaign = a_board(client, "collecting", approved=True)
    page = shown(client, campaign)
    assert "What is still missing" in page
    assert "1 more signatory is needed (0 of 1)." in page


def test_a_text_over_the_limit_is_said_while_it_is_written(client: FlaskClient) -> None:
    _organisation, user, campaign = a_board(client)
    actor = acting(user)
    with transaction() as session:
        session.get_one(Campaign, campaign.id).instrument = "pace_declaration"
        session.flush()
        service.save_version(actor, campaign, Draft("Let her stay", "word " * 205, "", 1))
    assert "The text is 5 words too long (205; at most 200)." in shown(client, campaign)


def test_an_approval_of_an_earlier_version_is_shown_to_count_for_nothing(client: FlaskClient) -> None:
    _organisation, user, campaign = a_board(client, "review", approved=True)
    actor = acting(user)
    with transaction():
        service.save_version(actor, campaign, Draft("Let her stay", TEXT + "\nNow.", "", 1))
    page = shown(client, campaign)
    assert "version 1, by Rut Reviewer" in page
    assert "It counts for nothing on version 2." in page
    assert "Open for signature" not in page


def test_a_paused_signing_is_said_with_what_changed(client: FlaskClient) -> None:
    _organisation, user, campaign = a_board(client, "collecting", approved=True)
    actor = acting(user)
    with transaction():
        service.save_version(actor, campaign, Draft("Let her stay", TEXT + "\nNow.", "", 1))
    page = shown(client, campaign)
    assert "Signing is paused" in page
    assert "compare?old=1&amp;new=2" in page


def test_invitations_and_addressees_are_counted_and_named(client: FlaskClient) -> None:
    _organisation, _user, campaign = a_board(client, "collecting", approved=True)
    an_invitation(campaign, a_member())
    an_addressee(campaign)
    page = shown(client, campaign)
    assert "<dt>Invited</dt><dd>1</dd>" in page
    assert "<dt>Signed</dt><dd>0</dd>" in page
    assert "Office of the Minister of the Interior" in page


def test_where_each_rule_comes_from_stands_beside_it(client: FlaskClient) -> None:
    _organisation, _user, campaign = a_board(client)
    assert "At least 1 signatory. (house rule)" in shown(client, campaign)


@pytest.mark.parametrize(
    ("role", "absent"),
    [
        (Role.REVIEWER, ["Change the text", "Edit the plan", "Withdraw the campaign", "Ask a colleague"]),
        (Role.DISPATCHER, ["Change the text", "Edit the plan", "Withdraw the campaign", "Review this version"]),
        (Role.DRAFTER, ["Review this version"]),
    ],
)
def test_what_somebody_may_not_do_is_not_offered(client: FlaskClient, role: Role, absent: list[str]) -> None:
    _organisation, _user, campaign = a_board(client, "review", role)
    page = shown(client, campaign)
    assert [label for label in absent if label in page] == []


@pytest.mark.parametrize("state", list(CampaignState))
@pytest.mark.parametrize("role", list(Role))
def test_what_is_offered_exists_and_is_allowed(client: FlaskClient, role: Role, state: str) -> None:
    _organisation, _user, campaign = a_board(client, state, role, approved=True)
    page = shown(client, campaign)
    main = page[page.index("<main") :]
    links = [part.split('"')[0] for part in main.split('href="')[1:] if f"/campaigns/{campaign.id}" in part]
    assert links
    for link in {link.replace("&amp;", "&") for link in links}:
        assert client.get(link).status_code not in {403, 404}, link


def test_the_board_follows_a_campaign_to_the_one_before(client: FlaskClient) -> None:
    _organisation, _user, earlier = a_board(client, "dispatched")
    later = a_campaign(db.session.get_one(Campaign, earlier.id).case)
    with transaction() as session:
        session.get_one(Campaign, later.id).follows_id = earlier.id
    assert f'href="/en/desk/campaigns/{earlier.id}"' in shown(client, later)


def test_a_long_title_and_one_from_right_to_left_are_shown_whole(client: FlaskClient) -> None:
    _organisation, _user, campaign = a_board(client)
    title = "دعوها تبقى " * 18
    with transaction() as session:
        session.get_one(Campaign, campaign.id).title = title
    assert title in shown(client, campaign)


def test_a_campaign_that_nobody_has_written_yet_has_its_board(client: FlaskClient) -> None:
    _organisation, _user, campaign = a_board(client)
    with transaction() as session:
        session.delete(queries.versions(campaign)[0])
    page = shown(client, campaign)
    assert "Nothing is written yet." in page
    assert "Write the text" in page


def test_another_organisations_board_does_not_exist(client: FlaskClient) -> None:
    a_board(client)
    foreign = a_campaign(a_case(an_organisation("Elsewhere")))
    assert client.get(f"/en/desk/campaigns/{foreign.id}").status_code == 404
