"""The public form with its toll: work pays at once, a minute pays without script, and many forms pay for nobody."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from petitions.core.limits.rules import PUBLIC_FORM, WITHOUT_WORK
from petitions.core.toll import rules
from petitions.signing.models import Supporter
from tests.factories import a_campaign, a_case, an_organisation, changed
from tests.signing.browsing import text
from tests.signing.scene import count
from tests.signing.supporters.petition import BEA, Petition
from tests.support.mailbox import mails_to
from tests.support.toll import asking_for_work, challenge_in, earlier, solution_of, ticket_in

TYPED = {"name": "Bea Example", "address": BEA, "country": "LT"}
IN_A_NETWORK = int(WITHOUT_WORK.network.split()[0])


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that counts and asks for a toll, of little work."""
    with asking_for_work(make_app, monkeypatch) as app:
        yield app


@pytest.fixture
def form(petition: Petition) -> str:
    """Where the public form stands."""
    return f"/en/campaigns/{petition.campaign.slug}/sign"


def worked(client: FlaskClient, form: str) -> str:
    """What the script of the page works out."""
    return solution_of(challenge_in(client.get(form).text))


def send(client: FlaskClient, form: str, **more: str) -> TestResponse:
    """Press the button."""
    return client.post(form, data={**TYPED, **more})


def waited(client: FlaskClient, form: str, ago: timedelta, **more: str) -> str:
    """The ticket of somebody who sent the form so long ago, without script."""
    with earlier(ago):
        return ticket_in(send(client, form, **more).text)


def test_with_work_the_code_is_mailed_at_once(client: FlaskClient, form: str) -> None:
    answer = send(client, form, work=worked(client, form))
    assert (answer.status_code, answer.location) == (303, f"{form}/code")
    assert len(mails_to(BEA)) == 1


def test_without_work_a_page_asks_for_a_minute_and_nothing_is_kept_or_mailed(client: FlaskClient, form: str) -> None:
    answer = send(client, form)
    assert answer.status_code == 200
    assert "Wait for a minute" in text(answer)
    assert all(f'name="{name}" value="{value}"' in answer.text for name, value in TYPED.items())
    assert count(Supporter) == 0
    assert mails_to(BEA) == []


def test_after_the_minute_the_same_button_mails_the_code(client: FlaskClient, form: str) -> None:
    ticket = waited(client, form, rules.WAIT)
    assert send(client, form, ticket=ticket).location == f"{form}/code"
    assert len(mails_to(BEA)) == 1


def test_too_early_is_told_and_costs_no_second_minute(client: FlaskClient, form: str) -> None:
    ticket = waited(client, form, timedelta(seconds=20))
    answer = send(client, form, ticket=ticket)
    assert "too early" in text(answer)
    assert ticket_in(answer.text) == ticket
    assert count(Supporter) == 0


def test_pressing_early_again_and_again_is_not_counted(client: FlaskClient, form: str) -> None:
    ticket = waited(client, form, timedelta(seconds=20))
    assert {send(client, form, ticket=ticket).status_code for _ in range(3 * IN_A_NETWORK)} == {200}


def test_a_ticket_is_for_the_address_that_waited(client: FlaskClient, form: str) -> None:
    ticket = waited(client, form, rules.WAIT)
    assert "Wait for a minute" in text(send(client, form, ticket=ticket, address="cem@inbox.example"))


def test_work_counts_once_and_for_one_address(client: FlaskClient, form: str) -> None:
    work = worked(client, form)
    send(client, form, work=work)
    answer = send(client, form, work=work, address="cem@inbox.example")
    assert "Wait for a minute" in text(answer)
    assert count(Supporter) == 1


def test_a_button_pressed_twice_mails_once_and_leads_on_both_times(client: FlaskClient, form: str) -> None:
    work = worked(client, form)
    assert [send(client, form, work=work).location for _ in range(2)] == [f"{form}/code"] * 2
    assert len(mails_to(BEA)) == 1


def test_work_is_bound_to_its_petition(client: FlaskClient, form: str) -> None:
    organisation = an_organisation("Other")
    other = changed(a_campaign(a_case(organisation, name="Bo Example"), "collecting"), instrument="public_petition")
    work = worked(client, f"/en/campaigns/{other.slug}/sign")
    assert "Wait for a minute" in text(send(client, form, work=work))


def test_a_slip_costs_no_second_work(client: FlaskClient, form: str) -> None:
    work = worked(client, form)
    page = send(client, form, work=work, name="")
    assert f'value="{work}"' in page.text
    assert send(client, form, work=work).status_code == 303


def test_a_petition_that_has_closed_asks_for_no_toll(client: FlaskClient, petition: Petition, form: str) -> None:
    changed(petition.campaign, state="closed")
    assert "can’t be signed at the moment" in text(send(client, form))


def test_without_work_few_forms_come_through_from_one_network(client: FlaskClient, form: str) -> None:
    answers = [send(client, form, address=f"{number}@inbox.example") for number in range(IN_A_NETWORK + 5)]
    assert [answer.status_code for answer in answers] == [200] * IN_A_NETWORK + [429] * 5
    assert count(Supporter) == 0


def test_who_works_still_signs_where_the_network_has_sent_many_without(client: FlaskClient, form: str) -> None:
    for number in range(IN_A_NETWORK + 5):
        send(client, form, address=f"{number}@inbox.example")
    assert send(client, form, work=worked(client, form)).status_code == 303


def test_a_class_signs_in_one_lesson_from_one_network(client: FlaskClient, form: str) -> None:
    for number in range(35):
        answer = send(client, form, address=f"pupil-{number}@school.example", work=worked(client, form))
        assert answer.status_code == 303, number


def test_one_mailbox_is_not_flooded_by_its_many_spellings(client: FlaskClient, form: str) -> None:
    times = int(PUBLIC_FORM.whom.split()[0])
    answers = [
        send(client, form, address=f"b.ea+{number}@inbox.example", work=worked(client, form)).status_code
        for number in range(times + 2)
    ]
    assert answers == [303] * times + [429] * 2


def test_who_has_to_wait_sends_the_same_work_again_later(client: FlaskClient, form: str) -> None:
    times = int(PUBLIC_FORM.whom.split()[0])
    for _ in range(times):
        send(client, form, work=worked(client, form))
    work = worked(client, form)
    page = send(client, form, work=work)
    assert page.status_code == 429
    assert f'name="work" value="{work}"' in page.text


def test_workers_are_allowed_on_this_page_only(client: FlaskClient, petition: Petition, form: str) -> None:
    assert "worker-src 'self'" in client.get(form).headers["Content-Security-Policy"]
    for page in (f"/en/campaigns/{petition.campaign.slug}", "/en/sign-in"):
        assert "worker-src" not in client.get(page).headers["Content-Security-Policy"]


def test_reading_the_form_makes_a_challenge_that_nothing_is_kept_of(client: FlaskClient, form: str) -> None:
    one, other = (challenge_in(client.get(form).text) for _ in range(2))
    assert one.signature != other.signature


@pytest.mark.parametrize("field", ["work", "ticket"])
@pytest.mark.parametrize("value", ["a\0b", "9" * 5_000, "{{ 7*7 }}", "\u0665", "x" * 200_000])
def test_nonsense_in_a_hidden_field_is_answered_in_words(
    client: FlaskClient, form: str, field: str, value: str
) -> None:
    answer = send(client, form, **{field: value})
    assert answer.status_code in {200, 429}
    assert count(Supporter) == 0
