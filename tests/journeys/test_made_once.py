"""A button pressed twice makes one thing; another thing typed into the same form makes another."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.cases.models import Case
from petitions.core.db import Base, db
from petitions.dispatch.models import Addressee
from tests.factories import a_case, a_user, an_organisation, sign_in
from tests.support.at_once import at_once

SHEET = {"text": "fact sheet: 1\nprofile: {name: Aru Example}\n", "made_from": "new"}
OFFICE = {"name": "Office of the Minister", "language": "en", "email": "office@ministry.example"}


@pytest.fixture
def user(client: FlaskClient) -> User:
    user = a_user(an_organisation())
    sign_in(client, user)
    return user


@pytest.fixture
def forms(user: User) -> dict[str, tuple[str, type[Base], dict[str, str], str]]:
    """Each form that makes something: its page, the table, what is typed, and the field that is the name of it."""
    case = a_case(user.memberships[0].organisation)
    campaign = {"title": "Let her stay", "instrument": "mep_letter"}
    return {
        "case": ("/en/desk/cases/new", Case, {"name": "Aru Example"}, "name"),
        "sheet": ("/en/desk/cases/from-a-fact-sheet", Case, SHEET, "text"),
        "campaign": (f"/en/desk/cases/{case.id}/campaigns/new", Campaign, campaign, "title"),
        "office": ("/en/desk/addressees/new", Addressee, OFFICE, "name"),
    }


def count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def opened(client: FlaskClient, path: str) -> str:
    return re.search('name="new_id"[^>]*value="([0-9a-f-]{36})"', client.get(path).text)[1]


KINDS = ["case", "sheet", "campaign", "office"]


@pytest.mark.parametrize("kind", KINDS)
def test_sent_twice_it_makes_one_and_leads_to_it_both_times(client: FlaskClient, forms, kind: str) -> None:
    path, table, typed, _name = forms[kind]
    before, sent = count(table), {**typed, "new_id": opened(client, path)}
    answers = [client.post(path, data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert count(table) == before + 1


@pytest.mark.parametrize("kind", KINDS)
def test_another_name_in_the_same_form_makes_another(client: FlaskClient, forms, kind: str) -> None:
    path, table, typed, name = forms[kind]
    before, sent = count(table), {**typed, "new_id": opened(client, path)}
    client.post(path, data=sent)
    client.post(path, data={**sent, name: typed[name].replace("e", "i", 1).replace("fact shiit", "fact sheet")})
    assert count(table) == before + (1 if kind == "sheet" else 2)


@pytest.mark.parametrize("kind", ["case", "campaign", "office"])
def test_sent_twice_at_the_same_moment_it_makes_one(app: Flask, client: FlaskClient, user, forms, kind: str) -> None:
    path, table, typed, _name = forms[kind]
    before, sent = count(table), {**typed, "new_id": opened(client, path)}

    browsers = [app.test_client(), app.test_client()]
    for browser in browsers:
        sign_in(browser, user)
    sending = [lambda browser=browser: browser.post(path, data=sent).status_code for browser in browsers]
    assert at_once(app, *sending) == [303, 303]
    assert count(table) == before + 1


@pytest.mark.parametrize("new_id", ["", "nonsense", "00000000-0000-0000-0000-00000000000g"])
def test_a_form_that_brings_no_id_makes_one_of_its_own(client: FlaskClient, forms, new_id: str) -> None:
    path, table, typed, _name = forms["case"]
    before = count(table)
    assert client.post(path, data={**typed, "new_id": new_id}).status_code == 303
    assert count(table) == before + 1


def test_the_id_of_another_organisations_thing_gives_nothing_away(client: FlaskClient, forms) -> None:
    path, table, typed, _name = forms["case"]
    foreign = a_case(an_organisation("Beacon"), name=typed["name"])
    before = count(table)
    answer = client.post(path, data={**typed, "new_id": str(foreign.id)})
    assert answer.status_code == 303
    assert str(foreign.id) not in answer.location
    assert count(table) == before + 1
