"""Fact sheets in the browser: out as a file, in by a preview."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Organisation, Role
from petitions.campaigns import fact_sheet, sheet_import
from petitions.cases.models import Case
from petitions.core.db import db, transaction
from tests.campaigns.test_fact_sheet import GOOD
from tests.factories import a_user, acting, an_organisation, sign_in


@pytest.fixture
def case(app: Flask, client: FlaskClient) -> Case:
    ada = a_user(an_organisation(), Role.DRAFTER)
    sign_in(client, ada)
    with transaction():
        return sheet_import.start(acting(ada), fact_sheet.read(GOOD))


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def test_what_is_exported_is_taken_back_as_it_is(client: FlaskClient, case: Case) -> None:
    answer = client.get(f"/en/desk/cases/{case.id}/fact-sheet.yaml")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="aru-example.yaml"'
    assert fact_sheet.read(answer.text) == fact_sheet.read(GOOD)
    page = client.post(f"/en/desk/cases/{case.id}/fact-sheet", data={"file": (BytesIO(answer.data), "sheet.yaml")})
    assert "There is nothing to take over" in words(page)


def test_it_is_previewed_and_only_then_taken_over(client: FlaskClient, case: Case) -> None:
    changed = GOOD.replace("for an hour", "for a day")
    page = client.post(f"/en/desk/cases/{case.id}/fact-sheet", data={"text": changed})
    assert "1 change" in words(page)
    assert fact_sheet.of_case(case) == fact_sheet.read(GOOD)
    made_from = re.search('name="made_from" type="hidden" value="([0-9a-f]{64})"', page.text)[1]
    answer = client.post(f"/en/desk/cases/{case.id}/fact-sheet", data={"text": changed, "made_from": made_from})
    assert answer.status_code == 303
    assert "Held for a day" in client.get(answer.location).text
    stale = client.post(f"/en/desk/cases/{case.id}/fact-sheet", data={"text": GOOD, "made_from": made_from})
    assert (stale.status_code, "Look at the preview again" in words(stale)) == (409, True)


def test_faults_are_listed_by_line_and_what_was_pasted_is_kept(client: FlaskClient, case: Case) -> None:
    wrong = GOOD.replace("detention", "holiday")
    page = client.post(f"/en/desk/cases/{case.id}/fact-sheet", data={"text": wrong})
    assert page.status_code == 422
    assert "13 Where events, held, kind" in words(page).replace("Line ", "") or "13 events, held, kind" in words(page)
    assert "kind: holiday" in page.text


def test_a_case_begins_with_a_sheet(client: FlaskClient, case: Case) -> None:
    page = client.post("/en/desk/cases/from-a-fact-sheet", data={"text": GOOD})
    assert "A new case: Aru Example" in words(page)
    answer = client.post("/en/desk/cases/from-a-fact-sheet", data={"text": GOOD, "made_from": "new"})
    assert "Held for an hour" in client.get(answer.location).text


def test_who_may_not_edit_exports_only(client: FlaskClient, case: Case) -> None:
    reviewer = a_user(case_organisation(case), Role.REVIEWER)
    sign_in(client, reviewer)
    assert client.get(f"/en/desk/cases/{case.id}/fact-sheet.yaml").status_code == 200
    assert client.get(f"/en/desk/cases/{case.id}/fact-sheet").status_code == 403


def case_organisation(case: Case) -> Any:

    return db.session.get(Organisation, case.organisation_id)
