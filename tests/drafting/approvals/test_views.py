"""Reviewing a text in the browser: a verdict is of exactly the version that was read."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role
from petitions.core.db import db
from petitions.drafting.models import Approval
from tests.drafting.desk import a_desk, seen
from tests.factories import TEXT, a_campaign, a_case, an_organisation


def test_a_reviewer_approves_exactly_the_version_that_was_read(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    page = desk.get("versions/1/review")
    assert desk.versions[0].sha256 in page
    assert f'name="version_id" type="hidden" value="{desk.versions[0].id}"' in page
    desk.post("versions/1/review", verdict="approve", **seen(desk.versions[0]))
    assert db.session.scalars(select(Approval)).one().verdict == "approved"


def test_an_approval_of_a_version_that_is_no_longer_the_latest_is_refused(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    old = seen(desk.versions[0])
    desk.colleague_saves("Newer")
    page = desk.post("versions/1/review", 409, verdict="approve", **old)
    assert "There is a newer version than 1." in page
    assert "Review version 2" in page
    assert db.session.scalars(select(Approval)).all() == []


def test_an_approval_made_from_the_page_of_another_version_is_refused(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    old = seen(desk.versions[0])
    desk.colleague_saves("Newer")
    for wrong in (old, {**seen(desk.versions[1]), "sha256": old["sha256"]}, {}):
        page = desk.post("versions/2/review", 409, verdict="approve", **wrong)
        assert "This page showed another version." in page
    assert db.session.scalars(select(Approval)).all() == []


def test_a_renewed_review_shows_what_changed_since_the_approval(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    desk.post("versions/1/review", verdict="approve", **seen(desk.versions[0]))
    desk.colleague_saves(TEXT.replace("asylum", "protection"))
    page = desk.get("versions/2/review")
    assert "What changed since version 1, which you approved" in page
    assert '<span class="hidden">added: </span>protection' in page


def test_a_refusal_needs_a_reason_and_keeps_it(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    page = desk.post("versions/1/review", 422, verdict="refuse", reason=" ", **seen(desk.versions[0]))
    assert "Say what is wrong, so that it can be mended." in page
    desk.post("versions/1/review", verdict="refuse", reason="The date is wrong.", **seen(desk.versions[0]))
    assert "The date is wrong." in desk.get("versions/1")
    assert desk.state == "drafting"


def test_a_verdict_that_is_neither_is_refused(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    page = desk.post("versions/1/review", 409, verdict="maybe", **seen(desk.versions[0]))
    assert "Choose whether you approve or refuse this version." in page


def test_who_wrote_a_version_sees_no_button_to_approve_it(client: FlaskClient) -> None:
    desk = a_desk(client, state="review", mine=True)
    page = desk.get("versions/1/review")
    assert "somebody else has to judge it" in page
    assert "Approve version" not in page
    desk.post("versions/1/review", 403, verdict="approve", **seen(desk.versions[0]))


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DISPATCHER])
def test_only_owners_and_drafters_write_and_ask(client: FlaskClient, role: Role) -> None:
    desk = a_desk(client, role)
    for page in ("text", "versions/1/ask"):
        assert "Only an owner or a drafter" in desk.get(page, 403)
    desk.write(403, body="Mine")
    desk.post("versions/1/ask", 403, reviewer=str(desk.colleague.id))
    assert len(desk.versions) == 1
    assert "Change the text" not in desk.get("versions/1")


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.DISPATCHER])
def test_only_owners_and_reviewers_judge(client: FlaskClient, role: Role) -> None:
    desk = a_desk(client, role, state="review")
    assert "Only an owner or a reviewer" in desk.get("versions/1/review", 403)
    desk.post("versions/1/review", 403, verdict="approve", **seen(desk.versions[0]))
    assert "Review this version" not in desk.get("versions/1")


def test_everyone_in_the_organisation_may_read(client: FlaskClient) -> None:
    desk = a_desk(client, Role.DISPATCHER)
    for page in ("versions", "versions/1", "compare"):
        desk.get(page)


@pytest.mark.parametrize("page", ["text", "versions/1/ask", "versions/1/review"])
def test_another_organisations_text_takes_no_word(client: FlaskClient, page: str) -> None:
    desk = a_desk(client, state="review")
    foreign = a_campaign(a_case(an_organisation("Elsewhere")), "review")
    answer = desk.client.post(f"/en/desk/campaigns/{foreign.id}/{page}", data={"subject": "x", "body": "y"})
    assert answer.status_code == 404
