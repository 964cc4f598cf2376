"""What a public page asks of the database."""

from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns import recorded
from petitions.campaigns.models import Campaign
from petitions.campaigns.recorded_rules import RecordedFacts
from petitions.cases import parts
from petitions.cases.rules import EventFacts
from petitions.core.actor import COMMAND_LINE
from petitions.core.db import transaction
from petitions.signing.models import ConsentKind
from tests.factories import a_campaign, a_case, a_member, a_signature, an_organisation, released
from tests.support.cost import counted, statements


def sign(campaign: Campaign, number: int) -> None:
    for _ in range(number):
        a_signature(campaign, a_member(), ConsentKind.PUBLISH)


def test_a_campaign_page_asks_as_often_for_many_signatories_as_for_one(client: FlaskClient) -> None:
    campaign = a_campaign(a_case(an_organisation()), "collecting")
    address = f"/en/campaigns/{campaign.slug}"
    sign(campaign, 1)
    for_one = statements(client, address)
    sign(campaign, 5)
    assert statements(client, address) == for_one


def test_a_case_page_asks_as_often_for_many_entries_as_for_one(client: FlaskClient) -> None:
    case = a_case(an_organisation())
    address = f"/en/cases/{case.slug}"
    for_none = statements(client, address)
    with transaction():
        for number in range(5):
            parts.add_event(COMMAND_LINE, case, EventFacts(f"Event {number}"))
            recorded.add(COMMAND_LINE, case, RecordedFacts("mep_letter", f"Letter {number}", "Lantern"))
    released(case)
    assert statements(client, address) == for_none


def test_the_list_of_cases_asks_as_often_for_many_as_for_one(client: FlaskClient) -> None:
    a_case(an_organisation())
    for_one = statements(client, "/en/cases")
    a_case(an_organisation())
    assert statements(client, "/en/cases") == for_one


def test_who_signed_is_read_once_for_a_campaign_page(client: FlaskClient) -> None:
    campaign = a_campaign(a_case(an_organisation()), "collecting")
    sign(campaign, 2)
    with counted() as seen:
        client.get(f"/en/campaigns/{campaign.slug}")
    assert sum("FROM consents" in statement for statement in seen) == 1


def test_no_request_ends_in_an_event_loop(app: Flask, client: FlaskClient, monkeypatch) -> None:
    def refuse(_call) -> None:
        raise AssertionError("Something asynchronous runs with each request.")

    monkeypatch.setattr(app, "async_to_sync", refuse)
    assert client.get("/en/").status_code == 200
