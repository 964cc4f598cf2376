"""Starting and planning campaigns in the browser."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Organisation, Role
from petitions.campaigns.models import INSTRUMENTS, Campaign
from petitions.campaigns.states import CampaignState
from petitions.cases.models import Case
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from tests.factories import a_campaign, a_case, a_user, an_organisation, changed, sign_in

PLAN = {
    "instrument": "mep_letter",
    "title": "Let Aru Example stay",
    "place": "Brussels",
    "deadline_day": "2030-07-01",
    "deadline_time": "18:00",
    "deadline_zone": "Europe/Brussels",
    "follows": "",
}


def a_desk(client: FlaskClient, *roles: str) -> tuple[Organisation, Case]:
    """Somebody with these roles is signed in, in an organisation with one case."""
    organisation = an_organisation()
    sign_in(client, a_user(organisation, *roles))
    return organisation, a_case(organisation)


def start(client: FlaskClient, case: Case, **changed: str) -> tuple[int, str]:
    answer = client.post(f"/en/desk/cases/{case.id}/campaigns/new", data={**PLAN, **changed})
    return answer.status_code, answer.get_data(as_text=True)


def campaigns() -> list[Campaign]:
    return list(db.session.scalars(select(Campaign)))


def stored(campaign: Campaign) -> Campaign:
    """The campaign as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Campaign, campaign.id)


def test_a_drafter_starts_a_campaign_and_goes_on_to_its_text(client: FlaskClient) -> None:
    _organisation, case = a_desk(client, Role.DRAFTER)
    answer = client.post(f"/en/desk/cases/{case.id}/campaigns/new", data={**PLAN, "is_public": "y"})
    [campaign] = campaigns()
    assert (answer.status_code, answer.location) == (303, f"/en/desk/campaigns/{campaign.id}/text")
    assert (campaign.title, campaign.state, campaign.is_public) == ("Let Aru Example stay", "drafting", True)


def test_a_deadline_is_meant_by_the_clocks_that_were_chosen(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    start(client, case)
    start(client, case, deadline_zone="Asia/Almaty")
    assert [campaign.deadline for campaign in campaigns()] == [
        datetime(2030, 7, 1, 16, tzinfo=UTC),
        datetime(2030, 7, 1, 13, tzinfo=UTC),
    ]


def test_the_clocks_that_were_chosen_are_kept_and_named_wherever_the_deadline_is_shown(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    start(client, case, deadline_zone="Asia/Almaty")
    [campaign] = campaigns()
    assert campaign.deadline_zone == "Asia/Almaty"
    for page in ("/en/desk/", f"/en/desk/campaigns/{campaign.id}"):
        assert "1 July 2030, 18:00 (Almaty time)" in client.get(page).text
    form = client.get(f"/en/desk/campaigns/{campaign.id}/edit").text
    assert '<option selected value="Asia/Almaty">' in form
    assert 'value="18:00"' in form


def test_a_deadline_that_people_were_told_is_not_in_the_plan_any_more(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    campaign = a_campaign(case, "collecting")
    told = changed(campaign, deadline=datetime(2030, 7, 1, 16, tzinfo=UTC)).id
    address = f"/en/desk/campaigns/{told}/edit"
    page = client.get(address).text
    assert "Deadline: 1 July 2030, 18:00 (Brussels time). People were told so." in page
    assert f'href="/en/desk/campaigns/{told}/deadline"' in page
    plan = {**PLAN, "deadline_day": "2030-08-01", "revision": "1"}
    assert client.post(address, data=plan).status_code == 303
    assert stored(campaign).title == PLAN["title"]
    assert stored(campaign).deadline == datetime(2030, 7, 1, 16, tzinfo=UTC)


def test_brussels_is_proposed_and_the_end_of_the_day(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    page = client.get(f"/en/desk/cases/{case.id}/campaigns/new").get_data(as_text=True)
    assert '<option selected value="Europe/Brussels">' in page
    assert 'value="23:59"' in page


def test_every_instrument_is_offered_with_its_numbers_and_their_source(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    page = client.get(f"/en/desk/cases/{case.id}/campaigns/new").get_data(as_text=True)
    assert all(f'value="{instrument}"' in page for instrument in INSTRUMENTS)
    assert "At least 20 signatories. From at least 4 delegations." in page
    assert "Rule 56, Rules of Procedure, January 2023" in page
    assert "house rule" in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": " "}, "Give the campaign a title."),
        ({"title": "x" * 201}, "Shorten this to 200 characters or fewer."),
        ({"instrument": ""}, "Choose what kind of text it is."),
        ({"instrument": "manifesto"}, "Choose what kind of text this is."),
        ({"deadline_day": "tomorrow"}, "Write it like 2026-11-30 and 18:00."),
        ({"deadline_day": "0001-01-01", "deadline_time": "00:00"}, "Write it like 2026-11-30 and 18:00."),
        ({"deadline_day": "2020-01-01"}, "The deadline is in the past."),
        ({"deadline_day": "2030-03-31", "deadline_time": "02:30"}, "The clocks change that night"),
        ({"deadline_day": "", "deadline_time": "12:00"}, "Enter the day too"),
        ({"deadline_zone": "Mars/Olympus"}, "Choose whose clocks count"),
        ({"follows": "not-an-id"}, "Choose one of the campaigns listed."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client: FlaskClient, changed: dict[str, str], says: str
) -> None:
    _organisation, case = a_desk(client)
    status, page = start(client, case, place="Vilnius <here>", **changed)
    assert status in {409, 422}
    assert says in page
    assert "Vilnius &lt;here&gt;" in page
    assert campaigns() == []


def test_a_plan_is_edited(client: FlaskClient) -> None:
    _organisation, case = a_desk(client, Role.DRAFTER)
    campaign = a_campaign(case)
    address = f"/en/desk/campaigns/{campaign.id}/edit"
    assert "Let her stay" in client.get(address).get_data(as_text=True)
    answer = client.post(address, data={**PLAN, "revision": "1"})
    assert answer.location == f"/en/desk/campaigns/{campaign.id}"
    assert stored(campaign).title == "Let Aru Example stay"


def test_a_stale_plan_is_refused_with_what_is_stored_and_what_was_typed(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    campaign = a_campaign(case)
    address = f"/en/desk/campaigns/{campaign.id}/edit"
    client.post(address, data={**PLAN, "title": "Stored first", "revision": "1"})
    answer = client.post(address, data={**PLAN, "title": "Typed later", "revision": "1"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Stored first" in page
    assert 'value="Typed later"' in page
    assert client.post(address, data={**PLAN, "title": "Typed later", "revision": "2"}).status_code == 303


def test_a_sent_campaign_keeps_its_plan_in_words(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    campaign = a_campaign(case, CampaignState.DISPATCHED)
    answer = client.post(f"/en/desk/campaigns/{campaign.id}/edit", data={**PLAN, "revision": "1"})
    assert answer.status_code == 409
    assert (
        "only whether its page is public and from when, and what it follows and answers, can change"
        in answer.get_data(as_text=True)
    )


def test_a_campaign_is_withdrawn_with_a_reason(client: FlaskClient) -> None:
    _organisation, case = a_desk(client, Role.OWNER)
    campaign = a_campaign(case, CampaignState.COLLECTING)
    address = f"/en/desk/campaigns/{campaign.id}/withdraw"
    assert client.get(address).status_code == 200
    assert client.post(address, data={"reason": " "}).status_code == 422
    assert client.post(address, data={"reason": "She asked us to."}).status_code == 303
    assert stored(campaign).state == CampaignState.WITHDRAWN


def test_a_campaign_that_was_not_sent_is_not_concluded(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    campaign = a_campaign(case)
    answer = client.post(f"/en/desk/campaigns/{campaign.id}/conclude", data={"outcome": "She may stay."})
    assert answer.status_code == 409
    assert "can’t become" in answer.get_data(as_text=True)


def test_a_sent_campaign_is_concluded(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    campaign = a_campaign(case, CampaignState.DISPATCHED)
    address = f"/en/desk/campaigns/{campaign.id}/conclude"
    assert client.get(address).status_code == 200
    assert client.post(address, data={"outcome": "She may stay."}).status_code == 303
    assert stored(campaign).outcome == "She may stay."


def test_the_history_tells_who_did_what(client: FlaskClient) -> None:
    _organisation, case = a_desk(client)
    start(client, case)
    page = client.get(f"/en/desk/campaigns/{campaigns()[0].id}/history").get_data(as_text=True)
    assert "Ada Organiser" in page
    assert "started the campaign “Let Aru Example stay”" in page


PAGES = ["edit", "withdraw", "conclude"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DISPATCHER])
def test_only_owners_and_drafters_change_campaigns(client: FlaskClient, page: str, role: Role) -> None:
    _organisation, case = a_desk(client, role)
    campaign = a_campaign(case, CampaignState.DISPATCHED)
    for answer in (
        client.get(f"/en/desk/campaigns/{campaign.id}/{page}"),
        client.post(f"/en/desk/campaigns/{campaign.id}/{page}", data={**PLAN, "reason": "x", "outcome": "x"}),
    ):
        assert answer.status_code == 403
        assert "Only an owner or a drafter" in answer.get_data(as_text=True)
    assert db.session.scalars(select(AuditEvent)).all() == []


def test_only_owners_and_drafters_start_campaigns(client: FlaskClient) -> None:
    _organisation, case = a_desk(client, Role.REVIEWER)
    assert start(client, case)[0] == 403
    assert campaigns() == []


@pytest.mark.parametrize("page", ["edit", "withdraw", "conclude", "history", "text", "versions", "compare", ""])
def test_another_organisations_campaign_does_not_exist(client: FlaskClient, page: str) -> None:
    a_desk(client)
    foreign = a_campaign(a_case(an_organisation("Elsewhere")), CampaignState.DISPATCHED)
    address = f"/en/desk/campaigns/{foreign.id}/{page}".rstrip("/")
    assert client.get(address).status_code == 404


def test_no_campaign_is_started_on_another_organisations_case(client: FlaskClient) -> None:
    a_desk(client)
    assert start(client, a_case(an_organisation("Elsewhere")))[0] == 404


def test_a_page_that_is_only_looked_at_writes_nothing(client: FlaskClient, app: Flask) -> None:
    _organisation, case = a_desk(client)
    campaign = a_campaign(case, CampaignState.DISPATCHED)
    for page in ("", "/edit", "/history", "/conclude"):
        client.get(f"/en/desk/campaigns/{campaign.id}{page}")
    with transaction() as session:
        assert session.scalars(select(AuditEvent)).all() == []
