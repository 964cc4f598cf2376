"""The first page tells each organiser what waits for a second person, and nobody what only others may decide."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import Role, User
from petitions.campaigns import releases
from petitions.cases import service
from petitions.cases.rules import Profile
from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.dispatch.models import Edition
from petitions.drafting import queries as drafting
from petitions.drafting.models import ReviewRequest
from petitions.people.models import WaitingRow
from tests import factories
from tests.people.organisations.registered import a_representative, an_ngo

HOME = "/en/desk/"


class Team:
    """Ada does something, Bo is the second person."""

    def __init__(self) -> None:
        self.organisation = factories.an_organisation()
        self.ada: User = factories.a_user(self.organisation)
        self.bo: User = factories.a_user(self.organisation, name="Bo Colleague")


@pytest.fixture
def team(app: Flask) -> Team:
    return Team()


def waits_for(client: FlaskClient, user: User) -> list[str]:
    """What the user's first page lists as waiting, as sentences."""
    factories.sign_in(client, user)
    page = client.get(HOME).text
    section = re.search(r"<h2>Waits for you</h2>(.*?)</section>", page, re.DOTALL)
    return re.findall(r">([^<]+)</a>", section[1]) if section else []


def test_an_address_waits_for_everyone_but_its_registrar(client: FlaskClient, team: Team) -> None:
    person = factories.changed(factories.a_member(), organisation_id=team.organisation.id)
    factories.a_proposed_address(person, team.ada)
    assert waits_for(client, team.ada) == []
    assert waits_for(client, team.bo) == ["An address of Ona Žemaitė-Testė waits to be compared with its source."]
    reviewer = factories.a_user(team.organisation, Role.REVIEWER, name="Rita Reviewer")
    assert waits_for(client, reviewer) == []


def test_a_release_waits_for_everyone_but_its_proposer(client: FlaskClient, team: Team) -> None:
    case = factories.a_case(team.organisation)
    with transaction():
        service.edit(factories.acting(team.ada), case, Profile(case.name, lede="Mended."), case.revision)
        releases.propose(factories.acting(team.ada), case)
    assert waits_for(client, team.ada) == []
    assert waits_for(client, team.bo) == ["What is to be public of “Aru Example” is proposed: read it and decide."]


def test_an_authority_waits_for_a_second_person(client: FlaskClient, team: Team) -> None:
    ada = factories.acting(team.ada)
    a_representative(ada, an_ngo(ada))
    assert waits_for(client, team.ada) == []
    assert waits_for(client, team.bo) == [
        "That Solveig Brandão-Test may sign for Meridian Bridge Legal Aid waits to be confirmed."
    ]


def test_a_review_waits_for_whoever_was_asked_until_the_verdict(client: FlaskClient, team: Team) -> None:
    campaign = factories.a_campaign(factories.a_case(team.organisation), "review", author=team.ada)
    version = drafting.latest(campaign)
    factories.saved(ReviewRequest(version_id=version.id, reviewer_id=team.bo.id, asked_by="Ada", at=now()))
    assert waits_for(client, team.ada) == []
    assert waits_for(client, team.bo) == ["You are asked to review version 1 of “Let her stay”."]
    factories.saved(factories.an_approval(version, team.bo))
    assert waits_for(client, team.bo) == []


def test_a_closed_campaign_waits_for_another_dispatcher(client: FlaskClient, team: Team) -> None:
    campaign = factories.a_campaign(factories.a_case(team.organisation), "closed", author=team.ada)
    edition = Edition(campaign_id=campaign.id, version_id=campaign.open_version_id, number=1, closed_at=now())
    edition.closed_by_id, edition.closed_by = team.ada.id, team.ada.name
    factories.saved(edition)
    assert waits_for(client, team.ada) == []
    assert waits_for(client, team.bo) == ["“Let her stay” is closed: confirm that it goes out."]
    drafter = factories.a_user(team.organisation, Role.DRAFTER, name="Dana Drafter")
    assert waits_for(client, drafter) == []


def test_nothing_of_another_organisation_waits(client: FlaskClient, team: Team) -> None:
    person = factories.changed(factories.a_member(), organisation_id=team.organisation.id)
    factories.a_proposed_address(person, team.ada)
    stranger = factories.a_user(factories.an_organisation("Ostoja"))
    assert waits_for(client, stranger) == []


def test_rows_that_wait_are_counted_by_roster(client: FlaskClient, team: Team) -> None:
    roster = factories.changed(factories.a_roster(), organisation_id=team.organisation.id)
    for line in (2, 3):
        factories.saved(WaitingRow(roster_id=roster.id, line=line, label="Ona", reason="country", row="{}"))
    said = waits_for(client, team.bo)
    assert len(said) == 1
    assert said[0].startswith("2 rows of a roster wait: European Parliament")
