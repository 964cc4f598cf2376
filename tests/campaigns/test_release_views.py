"""The pages of releases: what differs, proposing, deciding, hiding."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Role, User
from petitions.cases import parts, protected, queries
from petitions.cases.models import Case
from petitions.cases.rules import EventFacts, ProtectedFacts
from petitions.core.actor import COMMAND_LINE
from petitions.core.db import db, transaction
from tests.factories import a_case, a_user, acting, an_organisation, sign_in


@pytest.fixture
def ada(app: Flask) -> User:
    return a_user(an_organisation(), Role.DRAFTER)


@pytest.fixture
def bo(ada: User) -> User:
    return a_user(ada.memberships[0].organisation, Role.REVIEWER, name="Bo Second")


@pytest.fixture
def case(client: FlaskClient, ada: User) -> Case:
    """A public case to whose working copy something was added since."""
    sign_in(client, ada)
    case = a_case(ada.memberships[0].organisation)
    with transaction():
        parts.add_event(COMMAND_LINE, case, EventFacts("Held for an hour"), "held")
    return case


def at(case: Case, rest: str = "/") -> str:
    return f"/en/desk/cases/{case.id}/releases{rest}"


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def fingerprint(page: Any) -> str:
    return re.search('name="sha256" value="([0-9a-f]{64})"', page.text)[1]


def test_the_page_lists_what_differs_from_what_is_public(client: FlaskClient, case: Case) -> None:
    page = words(client.get(at(case)))
    assert "Release 1" in page
    assert "Added Event Held for an hour" in page
    assert "Held for an hour" not in client.get(f"/en/cases/{case.slug}").text


def test_one_proposes_and_another_approves(client: FlaskClient, case: Case, bo: User) -> None:
    answer = client.post(at(case), data={"note": "One event more."})
    page = client.get(answer.location)
    assert "You proposed this" in words(page)
    assert "Approve: make" not in words(page)
    sign_in(client, bo)
    page = client.get(answer.location)
    assert "One event more." in words(page)
    stale = client.post(at(case, "/2/approve"), data={"sha256": "0" * 64})
    assert (stale.status_code, "another state" in words(stale)) == (409, True)
    assert client.post(at(case, "/2/approve"), data={"sha256": fingerprint(page)}).status_code == 303
    assert "Held for an hour" in client.get(f"/en/cases/{case.slug}").text


def test_a_proposer_who_sends_the_approval_is_refused(client: FlaskClient, case: Case) -> None:
    client.post(at(case), data={})
    digest = queries.release_of(case, 2).sha256
    assert client.post(at(case, "/2/approve"), data={"sha256": digest}).status_code == 403
    assert "Held for an hour" not in client.get(f"/en/cases/{case.slug}").text


def test_a_refusal_needs_its_reason_and_shows_it(client: FlaskClient, case: Case, bo: User) -> None:
    client.post(at(case), data={})
    sign_in(client, bo)
    assert client.post(at(case, "/2/refuse"), data={"reason": ""}).status_code == 422
    assert client.post(at(case, "/2/refuse"), data={"reason": "Check the day."}).status_code == 303
    assert "Check the day." in words(client.get(at(case, "/2")))


def test_a_stale_proposal_says_so_and_is_taken_back(client: FlaskClient, case: Case, bo: User) -> None:
    client.post(at(case), data={})
    with transaction():
        parts.add_event(COMMAND_LINE, case, EventFacts("Slipped in"))
    page = client.get(at(case, "/2"))
    assert "The case was changed after this was proposed" in words(page)
    assert client.post(at(case, "/2/take-back")).status_code == 303
    assert "Taken back" in words(client.get(at(case)))


def test_an_entry_is_hidden_at_once_from_its_own_page(client: FlaskClient, case: Case, bo: User) -> None:
    client.post(at(case), data={})
    sign_in(client, bo)
    client.post(at(case, "/2/approve"), data={"sha256": fingerprint(client.get(at(case, "/2")))})
    assert client.post(at(case, "/hide/events/held")).status_code == 403
    sign_in(client, a_user(bo.memberships[0].organisation, Role.DRAFTER))
    event = f"/en/desk/cases/{case.id}/events/{case.events[0].id}"
    assert "Hide “Held for an hour” now" in words(client.get(event))
    assert client.post(at(case, "/hide/events/held")).status_code == 303
    assert "Held for an hour" not in client.get(f"/en/cases/{case.slug}").text
    assert "Hide “Held" not in words(client.get(event))


def test_a_removed_entry_that_readers_still_see_is_hidden_from_the_page_of_releases(
    client: FlaskClient, case: Case, bo: User
) -> None:
    client.post(at(case), data={})
    sign_in(client, bo)
    client.post(at(case, "/2/approve"), data={"sha256": fingerprint(client.get(at(case, "/2")))})
    sign_in(client, a_user(bo.memberships[0].organisation, Role.DRAFTER))
    assert "Hide “Held" not in words(client.get(at(case)))
    client.post(f"/en/desk/cases/{case.id}/events/{case.events[0].id}/remove")
    assert "Hide “Held for an hour” now" in words(client.get(at(case)))
    client.post(at(case, "/hide/events/held"))
    assert "Held for an hour" not in client.get(f"/en/cases/{case.slug}").text
    assert "Hide “Held" not in words(client.get(at(case)))


def test_a_dispatcher_reads_and_decides_nothing(client: FlaskClient, case: Case, ada: User) -> None:
    client.post(at(case), data={})
    sign_in(client, a_user(ada.memberships[0].organisation, Role.DISPATCHER))
    assert client.get(at(case, "/2")).status_code == 200
    for path in ("/", "/2/approve", "/2/refuse", "/2/take-back", "/hide/events/held"):
        assert client.post(at(case, path), data={"reason": "No."}).status_code == 403


def test_a_name_protected_after_the_page_was_read_is_not_accepted_with_it(
    client: FlaskClient, case: Case, ada: User, bo: User
) -> None:
    client.post(at(case), data={"note": ""})
    sign_in(client, bo)
    page = client.get(at(case, "/2"))
    with transaction():
        protected.add(acting(ada), db.session.get_one(Case, case.id), ProtectedFacts("hour", "place"))
    ticked = {"sha256": fingerprint(page), "names": "", "accepts": "y", "why": "She agreed."}
    answer = client.post(at(case, "/2/approve"), data=ticked)
    assert answer.status_code == 409
    assert "What is protected was changed" in words(answer)
    names = re.search('name="names" value="([0-9a-f]{64})"', answer.text)[1]
    assert client.post(at(case, "/2/approve"), data={**ticked, "names": names}).status_code == 303
