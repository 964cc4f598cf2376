"""Pages on which somebody records what others have done."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.campaigns.models import RecordedCampaign
from petitions.cases.models import Case
from petitions.core.db import db
from tests.factories import a_case, a_user, an_organisation, sign_in

LETTER = {
    "title": "Let her stay",
    "instrument": "mep_letter",
    "when-precision": "day",
    "when-day": "25",
    "when-month": "7",
    "when-year": "2023",
    "names": "Ona Testė | MEP | Lithuania\nÓscar Probe",
    "outcome_tone": "none",
    "reported_by": "Lantern",
}


@pytest.fixture
def ada(app: Flask) -> User:
    return a_user(an_organisation(), Role.DRAFTER)


@pytest.fixture
def desk(client: FlaskClient, ada: User) -> FlaskClient:
    sign_in(client, ada)
    return client


@pytest.fixture
def case(ada: User) -> Case:
    return a_case(ada.memberships[0].organisation)


def at(case: Case, rest: str = "") -> str:
    return f"/en/desk/cases/{case.id}/recorded/{rest}"


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def one() -> RecordedCampaign:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(RecordedCampaign)).one()


def test_a_campaign_is_recorded_edited_and_removed(desk: FlaskClient, case: Case) -> None:
    assert desk.post(at(case, "new"), data=LETTER).location == at(case)
    assert "Let her stay" in words(desk.get(at(case)))
    page = desk.get(at(case, str(one().id))).text
    assert "Ona Testė | MEP | LT\nÓscar Probe" in unescape(page)
    assert re.search(r'name="signatory_count"[^>]*value=""', page)
    changed = {**LETTER, "names": "", "signatory_count": "25", "revision": "1"}
    assert desk.post(at(case, str(one().id)), data=changed).status_code == 303
    assert (one().signatory_count, one().signatories) == (25, [])
    assert desk.post(at(case, f"{one().id}/remove")).status_code == 303
    assert db.session.scalars(select(RecordedCampaign)).all() == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Give the action a title"),
        ({"reported_by": ""}, "Say who reports this"),
        ({"names": "Ona | MEP | Atlantis"}, "there is no country “Atlantis”"),
        ({"signatory_count": "many"}, "Write a whole number from 1"),
        ({"signatory_count": "0"}, "Write a whole number from 1"),
        ({"when-month": "13"}, "Write the month as a number from 1 to 12."),
        ({"instrument": "poem"}, "Choose one of those listed"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    desk: FlaskClient, case: Case, wrong: dict[str, str], sentence: str
) -> None:
    answer = desk.post(at(case, "new"), data={**LETTER, "demand": "Let her stay in safety.", **wrong})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Let her stay in safety." in words(answer)
    assert db.session.scalars(select(RecordedCampaign)).all() == []


def test_facts_that_contradict_each_other_are_refused_and_kept(desk: FlaskClient, case: Case) -> None:
    answer = desk.post(at(case, "new"), data={**LETTER, "signatory_count": "1"})
    assert answer.status_code == 409
    assert "2 names are listed" in words(answer)
    assert "Ona Testė | MEP | Lithuania" in unescape(answer.text)


def test_a_stale_page_shows_what_is_stored(desk: FlaskClient, case: Case) -> None:
    desk.post(at(case, "new"), data=LETTER)
    path = at(case, str(one().id))
    desk.post(path, data={**LETTER, "title": "By a colleague", "revision": "1"})
    answer = desk.post(path, data={**LETTER, "title": "By me", "revision": "1"})
    assert answer.status_code == 409
    assert "Stored now Title By a colleague" in words(answer)
    assert 'value="By me"' in answer.text


def test_only_owners_and_drafters_write_and_others_read(
    desk: FlaskClient, client: FlaskClient, ada: User, case: Case
) -> None:
    desk.post(at(case, "new"), data=LETTER)
    sign_in(client, a_user(ada.memberships[0].organisation, Role.REVIEWER))
    assert client.get(at(case)).status_code == 200
    assert "Record a campaign" not in client.get(at(case)).text
    for path in ("new", str(one().id), f"{one().id}/remove"):
        assert client.post(at(case, path), data=LETTER).status_code == 403


def test_another_organisation_finds_nothing(desk: FlaskClient, client: FlaskClient, case: Case) -> None:
    desk.post(at(case, "new"), data=LETTER)
    path = str(one().id)
    sign_in(client, a_user(an_organisation("Other")))
    assert [client.get(at(case, rest)).status_code for rest in ("", "new", path)] == [404, 404, 404]
    assert client.post(at(case, f"{path}/remove")).status_code == 404
