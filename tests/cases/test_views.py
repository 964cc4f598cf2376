"""Pages of cases, as an organiser meets them without JavaScript."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.cases import parts
from petitions.cases.models import Case, CaseEvent, Proceeding, Source
from petitions.cases.rules import SourceFacts
from petitions.core.actor import COMMAND_LINE
from petitions.core.clock import today
from petitions.core.db import db, transaction
from tests.factories import a_case, a_user, an_organisation, released, sign_in

PROFILE = {"name": "Aru Example", "home_country": "KZ", "host_country": "LT", "lede": "A teacher."}
ON_A_DAY = {"when-precision": "day", "when-day": "27", "when-month": "2", "when-year": "2019"}
UNDATED = {"opened-precision": "unknown", "decided-precision": "unknown"}


@pytest.fixture
def ada(app: Flask) -> User:
    return a_user(an_organisation(), Role.DRAFTER)


@pytest.fixture
def desk(client: FlaskClient, ada: User) -> FlaskClient:
    sign_in(client, ada)
    return client


@pytest.fixture
def case(ada: User) -> Case:
    return a_case(ada.memberships[0].organisation, published=False)


def at(case: Case, rest: str = "") -> str:
    return f"/en/desk/cases/{case.id}{rest}"


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def one(table: type[Any]) -> Any:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(table)).one()


def add_source(desk: FlaskClient, case: Case, **fields: str) -> Any:
    return desk.post(at(case, "/sources/new"), data={"title": "A report", **fields})


def test_a_case_is_created_shown_and_edited(desk: FlaskClient) -> None:
    answer = desk.post("/en/desk/cases/new", data=PROFILE)
    assert answer.status_code == 303
    page = words(desk.get(answer.location))
    assert "Aru Example" in page
    assert "Kazakhstan" in page
    assert "Unpublished" in page
    case = one(Case)
    answer = desk.post(at(case, "/edit"), data={**PROFILE, "lede": "A writer.", "revision": "1"})
    assert answer.status_code == 303
    assert one(Case).lede == "A writer."


def test_a_form_that_is_wrong_says_so_beside_the_field_and_keeps_what_was_typed(desk: FlaskClient) -> None:
    answer = desk.post("/en/desk/cases/new", data={**PROFILE, "name": " ", "status_title": "At risk"})
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert 'value="At risk"' in answer.text
    assert db.session.scalars(select(Case)).all() == []


def test_a_stale_page_keeps_what_was_typed_and_shows_what_is_stored(desk: FlaskClient, case: Case) -> None:
    desk.post(at(case, "/edit"), data={**PROFILE, "lede": "Stored by a colleague.", "revision": "1"})
    answer = desk.post(at(case, "/edit"), data={**PROFILE, "lede": "Typed by me.", "revision": "1"})
    assert answer.status_code == 409
    page = words(answer)
    assert "Somebody changed this while you wrote" in page
    assert "Typed by me." in page
    assert "Stored now In one or two sentences Stored by a colleague." in page
    revision = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text)
    assert revision is not None
    again = desk.post(at(case, "/edit"), data={**PROFILE, "lede": "Typed by me.", "revision": revision[1]})
    assert again.status_code == 303
    assert one(Case).lede == "Typed by me."


@pytest.mark.parametrize("revision", ["", "0", "99999999999999999999", "x", "-1"])
def test_a_page_without_a_true_revision_is_stale(desk: FlaskClient, case: Case, revision: str) -> None:
    assert desk.post(at(case, "/edit"), data={**PROFILE, "revision": revision}).status_code == 409


def test_an_event_with_an_uncertain_date_is_added_edited_and_removed(desk: FlaskClient, case: Case) -> None:
    window = {
        "when-precision": "window",
        "when-month": "6",
        "when-year": "2019",
        "when-last_day": "16",
        "when-last_month": "8",
        "when-last_year": "2019",
        "when-basis": "inferred from the order of the story",
    }
    answer = desk.post(at(case, "/events/new"), data={"title": "Accounts frozen", **window})
    assert answer.location == at(case, "#events")
    assert "between June 2019 and 16 August 2019" in words(desk.get(at(case)))
    event = one(CaseEvent)
    page = desk.get(at(case, f"/events/{event.id}")).text
    assert re.search(r'name="when-month"[^>]*value="6"', page)
    assert re.search(r'name="when-day"[^>]*value=""', page)
    answer = desk.post(at(case, f"/events/{event.id}"), data={"title": "Frozen", **ON_A_DAY, "revision": "1"})
    assert answer.status_code == 303
    assert one(CaseEvent).when.label == "27 February 2019"
    assert desk.post(at(case, f"/events/{event.id}/remove")).status_code == 303
    assert db.session.scalars(select(CaseEvent)).all() == []


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"when-day": "31"}, "That month has no such day."),
        ({"when-year": ""}, "Enter the year"),
        ({"when-precision": "month"}, "more exact than what you chose"),
        ({"when-precision": "range"}, "Enter the last date too."),
        ({"when-precision": "whenever"}, "Choose one of those listed"),
    ],
)
def test_a_date_that_is_none_is_refused_in_words_and_kept(
    desk: FlaskClient, case: Case, parts: dict[str, str], sentence: str
) -> None:
    answer = desk.post(at(case, "/events/new"), data={"title": "Held", **ON_A_DAY, **parts})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert 'value="Held"' in answer.text
    assert re.search(r'name="when-month"[^>]*value="2"', answer.text)


def test_a_proceeding_appeals_another_which_then_stays(desk: FlaskClient, case: Case) -> None:
    first = {"title": "First claim", "authority": "Migration office", **UNDATED}
    assert desk.post(at(case, "/proceedings/new"), data=first).status_code == 303
    claim = one(Proceeding)
    appeal = {"title": "Appeal", "authority": "Court", "appeals_id": str(claim.id), "is_open": "y", **UNDATED}
    assert desk.post(at(case, "/proceedings/new"), data=appeal).status_code == 303
    answer = desk.post(at(case, f"/proceedings/{claim.id}/remove"))
    assert answer.status_code == 409
    assert "“Appeal” appeals this proceeding" in words(answer)


@pytest.mark.parametrize("appeals", ["not-an-id", "00000000-0000-4000-8000-000000000000"])
def test_a_proceeding_appeals_nothing_that_was_not_offered(desk: FlaskClient, case: Case, appeals: str) -> None:
    data = {"title": "Appeal", "authority": "Court", "appeals_id": appeals, **UNDATED}
    assert desk.post(at(case, "/proceedings/new"), data=data).status_code == 422


def test_a_source_links_only_to_the_web(desk: FlaskClient, case: Case) -> None:
    answer = add_source(desk, case, address="javascript:alert(1)")
    assert answer.status_code == 422
    assert "https://" in words(answer)
    assert add_source(desk, case, address="https://reports.example/1").status_code == 303
    assert one(Source).address == "https://reports.example/1"


def test_a_case_is_published_on_consent_and_taken_down_in_one_click(desk: FlaskClient, case: Case) -> None:
    public = f"/en/cases/{case.slug}"
    assert desk.get(public).status_code == 404
    consent = {
        "given_by": "Aru Example",
        "given_on": today().isoformat(),
        "scope": "Name and story",
        "next_review": (today() + timedelta(days=90)).isoformat(),
    }
    answer = desk.post(at(case, "/consent"), data={**consent, "given_on": "yesterday", "next_review": "2020-01-01"})
    assert answer.status_code == 422
    assert "year-month-day" in words(answer)
    assert "Choose a day after today." in words(answer)
    assert desk.post(at(case, "/consent"), data=consent).status_code == 303
    assert desk.get(public).status_code == 404
    released(case)
    assert desk.get(public).status_code == 200
    assert "Name and story" in words(desk.get(at(case)))
    assert desk.post(at(case, "/unpublish")).status_code == 303
    assert desk.get(public).status_code == 404


def test_the_history_says_who_did_what(desk: FlaskClient, case: Case) -> None:
    add_source(desk, case)
    desk.post(at(case, f"/sources/{one(Source).id}/remove"))
    page = words(desk.get(at(case, "/history")))
    assert "Ada Organiser added the source “A report”" in page
    assert page.index("Ada Organiser removed the source") < page.index("Ada Organiser added the source")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DISPATCHER])
def test_reviewers_and_dispatchers_read_and_do_not_write(
    client: FlaskClient, ada: User, case: Case, role: Role
) -> None:
    sign_in(client, a_user(ada.memberships[0].organisation, role))
    page = client.get(at(case))
    assert page.status_code == 200
    assert "Add an event" not in page.text
    assert "Edit the profile" not in page.text
    assert client.get(at(case, "/history")).status_code == 200
    for path in ("/edit", "/events/new", "/proceedings/new", "/sources/new", "/consent"):
        assert client.get(at(case, path)).status_code == 403
        assert client.post(at(case, path), data=PROFILE).status_code == 403
    assert client.post(at(case, "/unpublish")).status_code == 403
    assert client.post("/en/desk/cases/new", data=PROFILE).status_code == 403
    with transaction():
        source = parts.add_source(COMMAND_LINE, case, SourceFacts("A report"))
    for path in (f"/sources/{source.id}", f"/sources/{source.id}/remove"):
        assert client.post(at(case, path), data={"title": "Mine", "revision": "1"}).status_code == 403


def test_another_organisation_finds_nothing(client: FlaskClient, desk: FlaskClient, case: Case) -> None:
    add_source(desk, case)
    source = one(Source)
    sign_in(client, a_user(an_organisation("Other")))
    for path in ("", "/edit", "/history", "/consent", "/events/new", f"/sources/{source.id}"):
        assert client.get(at(case, path)).status_code == 404
    for path in ("/edit", "/unpublish", "/events/new", f"/sources/{source.id}", f"/sources/{source.id}/remove"):
        assert client.post(at(case, path)).status_code == 404


def test_a_part_is_found_only_under_its_own_case(desk: FlaskClient, ada: User, case: Case) -> None:
    add_source(desk, case)
    other = a_case(ada.memberships[0].organisation, published=False)
    assert desk.get(at(other, f"/sources/{one(Source).id}")).status_code == 404
