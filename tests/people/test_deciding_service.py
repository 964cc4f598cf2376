"""Rows that wait are taken or refused by a person, once, with a reason."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Organisation, User
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition
from petitions.people import addressing, queries, roster_queries
from petitions.people.addressing import NotYourRegister
from petitions.people.deciding import CannotBeTaken, decide_rows
from petitions.people.models import Mandate, Person, Roster, RowDecision
from petitions.people.service import import_roster
from tests import factories
from tests.people.rosters import csv_file, member

PARLIAMENT = "european_parliament"
SPRING = date(2025, 3, 1)
FILE = csv_file(
    member(),
    member("900002", email="b@gmail.com"),
    member("900003", email="c@gmail.com"),
    member("900004", country="xx"),
)


class Scene:
    """A roster on which three of four rows wait, and two organisers."""

    def __init__(self) -> None:
        self.organisation: Organisation = factories.an_organisation()
        self.ada: User = factories.a_user(self.organisation)
        self.bo: User = factories.a_user(self.organisation, name="Bo Colleague")
        self.roster = self.imported()

    def imported(self) -> Roster:
        with transaction():
            return import_roster(factories.acting(self.ada), FILE, "members.csv", PARLIAMENT, SPRING)

    def decide(self, decision: RowDecision, *lines: int) -> None:
        with transaction():
            rows = [row for row in self.roster.waiting if row.line in lines]
            decide_rows(factories.acting(self.ada), self.roster, rows, decision, "Seen on the register.")


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def person_of(member_id: str) -> Person:
    return db.session.scalars(select(Person).join(Person.mandates).where(Mandate.member_id == member_id)).one()


def test_a_row_taken_gives_its_mandate_and_proposes_its_address(scene: Scene) -> None:
    scene.decide(RowDecision.TAKEN, 3)
    person = person_of("900002")
    assert queries.mandate_at(person, SPRING).certain is not None
    assert queries.current_address(person) == ""
    (address,) = queries.proposed(factories.acting(scene.bo))
    assert address.source == "“members.csv”, line 3: Seen on the register."
    with transaction():
        addressing.confirm_address(factories.acting(scene.bo), address)
    assert queries.current_address(person) == "b@gmail.com.example"


def test_a_row_refused_leaves_nothing_but_its_decision_and_reason(scene: Scene) -> None:
    scene.decide(RowDecision.REFUSED, 3, 5)
    assert db.session.scalars(select(Mandate.member_id)).all() == ["900001"]
    assert [row.line for row in roster_queries.waiting(scene.roster)] == [4]
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "row:refuse")).all()
    assert sorted(event.details["line"] for event in events) == [3, 5]
    assert {event.details["reason"] for event in events} == {"Seen on the register."}


def test_a_decided_row_is_not_decided_again(scene: Scene) -> None:
    scene.decide(RowDecision.REFUSED, 3)
    with pytest.raises(InvalidTransition, match="Line 3"):
        scene.decide(RowDecision.TAKEN, 3, 4)
    assert [row.line for row in roster_queries.waiting(scene.roster)] == [4, 5]


def test_the_same_roster_once_more_does_not_ask_again(scene: Scene) -> None:
    scene.decide(RowDecision.REFUSED, 3, 4, 5)
    again = scene.imported()
    assert again.id == scene.roster.id
    assert roster_queries.waiting(again) == []


def test_a_row_that_names_no_seat_cannot_be_taken(scene: Scene) -> None:
    with pytest.raises(CannotBeTaken, match="Line 5"):
        scene.decide(RowDecision.TAKEN, 5)


def test_nobody_decides_on_another_register(scene: Scene) -> None:
    stranger = factories.acting(factories.a_user(factories.an_organisation("Beacon")))
    with pytest.raises(NotYourRegister), transaction():
        decide_rows(stranger, scene.roster, scene.roster.waiting, RowDecision.REFUSED, "No.")


def test_several_rows_are_decided_at_once_by_their_reason_in_the_browser(scene: Scene, client: FlaskClient) -> None:
    factories.sign_in(client, scene.ada)
    where = f"/en/desk/people/rosters/{scene.roster.id}"
    assert "outside the domain (2)" in client.get(where).text
    answer = {"decision": "taken", "because": "Each was compared with the register."}
    assert "Choose at least one row or reason." in client.post(where, data=answer).text
    assert client.post(where, data={**answer, "reasons": "outside_domain"}).status_code == 303
    page = client.get(where).text
    assert "Each was compared with the register." in page
    assert "unknown country (1)" in page
    assert "outside the domain (" not in page
