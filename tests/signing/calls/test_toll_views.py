"""The forms of an open call cost work or a minute, take no mailboxes that are thrown away, and are searched slowly."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from petitions.core.limits.rules import FIND_NAME, WITHOUT_WORK
from petitions.core.toll import rules
from petitions.signing.calls.models import CallRequest
from petitions.signing.models import Invitation
from tests.factories import a_member
from tests.signing.appeal import Appeal
from tests.signing.browsing import text
from tests.signing.calls.call import PIA, TYPED
from tests.signing.scene import Desk, address_of, count
from tests.support.mailbox import mails_to
from tests.support.toll import asking_for_work, challenge_in, earlier, solution_of, ticket_in


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that counts and asks for a toll, of little work."""
    with asking_for_work(make_app, monkeypatch) as app:
        yield app


@pytest.fixture
def form(appeal: Appeal) -> str:
    """Where an organisation asks to sign."""
    return f"/en/campaigns/{appeal.campaign.slug}/call/organisations"


@pytest.fixture
def names(letter_desk: Desk) -> str:
    """Where a member looks for their name."""
    return f"/en/campaigns/{letter_desk.campaign.slug}/call/members"


def send(client: FlaskClient, form: str, **more: object) -> TestResponse:
    """Press the button."""
    return client.post(form, data={**TYPED, **more})


def test_an_organisation_whose_browser_worked_gets_the_code_at_once(client: FlaskClient, form: str) -> None:
    page = client.get(form)
    assert "worker-src 'self'" in page.headers["Content-Security-Policy"]
    assert send(client, form, work=solution_of(challenge_in(page.text))).location == f"{form}/code"
    assert len(mails_to(PIA)) == 1


def test_without_script_it_waits_for_a_minute_and_nothing_typed_is_lost(client: FlaskClient, form: str) -> None:
    with earlier(rules.WAIT):
        page = send(client, form)
        assert "Wait for a minute" in text(page)
        assert all(f'name="{name}" value="{value}"' in page.text for name, value in TYPED.items())
        assert (count(CallRequest), mails_to(PIA)) == (0, [])
    assert send(client, form, ticket=ticket_in(page.text)).location == f"{form}/code"
    assert len(mails_to(PIA)) == 1


def test_too_early_is_told_and_a_ticket_is_good_for_its_own_address_alone(client: FlaskClient, form: str) -> None:
    with earlier(timedelta(seconds=20)):
        early = ticket_in(send(client, form).text)
    assert "too early" in text(send(client, form, ticket=early))
    with earlier(rules.WAIT):
        waited = ticket_in(send(client, form).text)
    assert "Wait for a minute" in text(send(client, form, ticket=waited, address="other@harbour.example"))
    assert count(CallRequest) == 0


def test_one_work_is_good_for_one_request_and_for_this_campaigns_call_alone(
    client: FlaskClient, form: str, names: str
) -> None:
    work = solution_of(challenge_in(client.get(form).text))
    assert send(client, form, work=work).status_code == 303
    assert "Wait for a minute" in text(send(client, form, work=work, address="other@harbour.example"))
    assert send(client, form, work=work).status_code == 303, "pressed twice"
    assert len(mails_to(PIA)) == 1
    member = a_member()
    assert "Wait for a minute" in text(client.post(names, data={"person": str(member.id), "work": work}))


def test_a_member_pays_as_well_and_every_name_costs_the_same(client: FlaskClient, names: str) -> None:
    member = a_member()
    assert "Wait for a minute" in text(client.post(names, data={"person": str(member.id)}))
    assert (count(Invitation), mails_to(address_of(member))) == (0, [])
    page = client.get(f"{names}?name={member.surname}").text
    paid = {"person": str(member.id), "work": solution_of(challenge_in(page))}
    assert client.post(names, data=paid).location == f"{names}/code"
    assert len(mails_to(address_of(member))) == 1


def test_who_sends_many_without_work_is_stopped_before_anything_is_kept(client: FlaskClient, form: str) -> None:
    times = int(WITHOUT_WORK.network.split()[0])
    answers = [send(client, form, address=f"{number}@harbour.example").status_code for number in range(times + 1)]
    assert answers == [200] * times + [429]
    assert count(CallRequest) == 0


@pytest.mark.parametrize("address", ["pia@mailinator.com", "pia@below.mailinator.com"])
def test_mailboxes_that_are_thrown_away_are_refused(client: FlaskClient, form: str, address: str) -> None:
    page = send(client, form, address=address, work=solution_of(challenge_in(client.get(form).text)))
    assert "Mailboxes at this domain are gone after a few minutes" in text(page)
    assert count(CallRequest) == 0


def test_a_roll_is_not_read_out_ten_names_at_a_time(client: FlaskClient, names: str) -> None:
    times = int(FIND_NAME.network.split()[0])
    for _ in range(times):
        assert client.get(f"{names}?name=Testė").status_code == 200
    assert client.get(f"{names}?name=Testė").status_code == 429
    assert client.get(names).status_code == 200, "to look at the page is free"
    elsewhere = {"REMOTE_ADDR": "198.51.100.1"}
    assert client.get(f"{names}?name=Testė", environ_base=elsewhere).status_code == 200
