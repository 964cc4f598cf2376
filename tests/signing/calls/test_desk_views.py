"""Organisers open a call, see who asks, compare with the register, and decide."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.signing.calls.models import CallRequest, OpenCall
from petitions.signing.models import Invitation
from tests.factories import a_user, an_organisation, sign_in
from tests.signing.appeal import Appeal
from tests.signing.browsing import text
from tests.signing.calls.call import PIA, waiting
from tests.signing.scene import Desk, count
from tests.support.mailbox import mails_to, text_of


@pytest.fixture
def office(client: FlaskClient, appeal: Appeal) -> FlaskClient:
    """The organiser's browser."""
    sign_in(client, appeal.author)
    return client


def page_of(appeal: Desk) -> str:
    return f"/en/desk/campaigns/{appeal.campaign.id}/call"


def decision(appeal: Appeal, request: CallRequest) -> str:
    return f"{page_of(appeal)}/requests/{request.id}"


def test_a_call_is_opened_and_ended_on_its_page(client: FlaskClient, desk: Desk) -> None:
    sign_in(client, desk.author)
    assert page_of(desk) in client.get(f"/en/desk/campaigns/{desk.campaign.id}").text
    assert "Not open" in client.get(page_of(desk)).text
    opened = client.post(f"{page_of(desk)}/open", follow_redirects=True)
    assert "The call is open." in opened.text
    assert f"/en/campaigns/{desk.campaign.slug}" in opened.text
    ended = client.post(f"{page_of(desk)}/end", follow_redirects=True)
    assert "The call is ended." in ended.text
    assert count(OpenCall) == 1


def test_others_see_the_page_and_may_not_open(client: FlaskClient, desk: Desk) -> None:
    sign_in(client, a_user(desk.campaign.organisation, "reviewer", name="Cem Reviewer"))
    assert "Owners and drafters open and end a call." in client.get(page_of(desk)).text
    assert client.post(f"{page_of(desk)}/open").status_code == 403
    sign_in(client, a_user(an_organisation("Elsewhere")))
    assert client.get(page_of(desk)).status_code == 404


def test_a_request_waits_on_the_first_page_and_the_board(office: FlaskClient, appeal: Appeal) -> None:
    request = waiting(appeal)
    first = office.get("/en/desk/")
    assert "Harbour Watch asks to sign “Let her stay”." in text(first)
    assert decision(appeal, request) in first.text
    assert "1 organisation waits" in text(office.get(f"/en/desk/campaigns/{appeal.campaign.id}"))


def test_the_page_compares_with_the_register_and_admits(office: FlaskClient, appeal: Appeal) -> None:
    one = appeal.organisation("The Harbour Watch", domains=("harbour.example",))
    request = waiting(appeal)
    page = office.get(decision(appeal, request))
    assert "the same name" in text(page)
    assert "in one of them" in text(page)
    assert "pia@harbour.example; in the domain of the web address" in text(page)
    assert "By its statutes the director represents the organisation alone." in page.text
    done = office.post(decision(appeal, request), data={"registered": str(one.id)}, follow_redirects=True)
    assert "Harbour Watch is admitted and was asked to sign." in text(done)
    assert "admitted by Ada Organiser" in text(done)
    assert "asks The Harbour Watch to sign" in text_of(mails_to(PIA)[-1]).replace("\n", " ")


def test_an_address_outside_is_admitted_only_with_the_box(office: FlaskClient, appeal: Appeal) -> None:
    request = waiting(appeal, email="pia@gmail.com")
    page = office.get(decision(appeal, request))
    assert "gmail.com is open to everybody" in text(page)
    assert "pia@gmail.com; not in the domain of the web address" in text(page)
    assert "adds_domain" not in page.text
    refused = office.post(decision(appeal, request), data={"registered": "", "organisation": "Harbour Watch"})
    assert refused.status_code == 409
    assert "outside the organisation’s own domains" in text(refused)
    assert count(Invitation) == 0
    data = {"registered": "", "organisation": "Harbour Watch", "vouches": "y"}
    assert office.post(decision(appeal, request), data=data).status_code == 303
    assert count(Invitation) == 1


def test_a_refusal_needs_a_reason(office: FlaskClient, appeal: Appeal) -> None:
    request = waiting(appeal)
    page = f"{decision(appeal, request)}/refuse"
    assert "Say why." in office.post(page, data={"reason": ""}).text
    done = office.post(page, data={"reason": "The statutes are not there."}, follow_redirects=True)
    assert "The statutes are not there." in done.text
    assert "is decided" in text(office.get(decision(appeal, request)))


def test_organisers_elsewhere_find_no_request(app: Flask, appeal: Appeal) -> None:
    request = waiting(appeal)
    stranger = app.test_client()
    sign_in(stranger, a_user(an_organisation("Elsewhere")))
    assert stranger.get(decision(appeal, request)).status_code == 404
