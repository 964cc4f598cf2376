"""Who did what: filtered in the address without script, and taken along as a table."""

import csv
import io
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Role, User
from petitions.campaigns.models import Campaign
from petitions.core.actor import WORKER
from petitions.core.audit import record
from petitions.core.db import db, transaction
from tests.factories import a_campaign, a_case, a_user, acting, an_organisation, sign_in


@pytest.fixture
def bo(app: Flask) -> User:
    return a_user(an_organisation(), Role.REVIEWER, name="=Bo Colleague")


@pytest.fixture
def campaign(bo: User) -> Campaign:
    campaign = a_campaign(a_case(bo.memberships[0].organisation))
    about = {"case_id": campaign.case_id, "campaign_id": campaign.id}
    with transaction():
        here = db.session.get_one(Campaign, campaign.id)
        record(acting(bo), "campaign:edit", here, "Let her stay", **about, details={"reason": "-2; @later"})
        record(acting(bo), "campaign:withdraw", here, "Let her stay", **about)
        record(WORKER, "campaign:edit", here, "Let them stay", **about)
    return campaign


@pytest.fixture
def desk(client: FlaskClient, bo: User) -> FlaskClient:
    sign_in(client, bo)
    return client


def both(campaign: Campaign) -> tuple[str, str]:
    return f"/en/desk/campaigns/{campaign.id}/history", f"/en/desk/cases/{campaign.case_id}/history"


def rows(desk: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = desk.get(address)
    assert (answer.status_code, answer.content_type) == (200, "text/csv; charset=utf-8")
    assert "no-store" in answer.headers["Cache-Control"]
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_the_filter_stands_in_the_address_and_in_its_fields(desk: FlaskClient, campaign: Campaign, bo: User) -> None:
    for address in both(campaign):
        page = desk.get(f"{address}?who={bo.id}&what=campaign:edit&since=2020-01-01&until=").text
        assert "“Let her stay”" in page
        assert "“Let them stay”" not in page
        assert "1 entry" in page
        assert f'<option selected value="{bo.id}">' in page
        assert 'value="2020-01-01"' in page
        assert f"{address}.csv?who={bo.id}&what=campaign:edit&since=2020-01-01" in unescape(page).replace("%3A", ":")


def test_the_file_holds_what_the_filter_shows(desk: FlaskClient, campaign: Campaign, bo: User) -> None:
    for address in both(campaign):
        assert len(rows(desk, f"{address}.csv")) == 3
        assert [row["Kind of action"] for row in rows(desk, f"{address}.csv?who={bo.id}&what=campaign:edit")] == [
            "campaign:edit"
        ]
        assert rows(desk, f"{address}.csv?until=2020-01-01") == []


def test_no_cell_of_the_file_is_a_formula(desk: FlaskClient, campaign: Campaign, bo: User) -> None:
    [row] = rows(desk, f"{both(campaign)[0]}.csv?who={bo.id}&what=campaign:edit")
    assert (row["Who"], row["Why"]) == ("'=Bo Colleague", "'-2;' @later")


def test_reasons_stand_in_the_history_of_a_campaign_only(desk: FlaskClient, campaign: Campaign) -> None:
    of_campaign, of_case = both(campaign)
    assert "@later" in desk.get(of_campaign).text
    assert "@later" not in desk.get(of_case).text
    assert "Why" not in rows(desk, f"{of_case}.csv")[0]


def test_what_fits_nothing_says_so(desk: FlaskClient, campaign: Campaign) -> None:
    for address in both(campaign):
        assert "Nothing in this history fits the filter." in desk.get(f"{address}?until=2020-01-01").text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("who=nobody", "Choose one of those listed."),
        ("what=case:burn", "Choose one of those listed."),
        ("since=yesterday", "Write the date as year-month-day"),
        ("since=2026-02-01&until=2026-01-01", "The last day is before the first."),
    ],
)
def test_what_cannot_be_asked_for_is_said_beside_its_field(
    desk: FlaskClient, campaign: Campaign, wrong: str, says: str
) -> None:
    for address in both(campaign):
        answer = desk.get(f"{address}?{wrong}")
        assert answer.status_code == 422
        assert says in answer.text
        assert desk.get(f"{address}.csv?{wrong}").location == f"{address}?{wrong}"


def test_strangers_take_no_history_along(client: FlaskClient, campaign: Campaign) -> None:
    sign_in(client, a_user(an_organisation("Elsewhere")))
    for address in both(campaign):
        assert client.get(f"{address}.csv").status_code == 404
