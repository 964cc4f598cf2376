"""A row that waits because it is misprinted is taken as it should read; what the file says is kept."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition
from petitions.people import correcting, deciding, queries
from petitions.people.addressing import NotYourRegister
from petitions.people.correcting import StillWrong
from petitions.people.models import Mandate, Person, RowDecision, WaitingRow
from petitions.people.service import import_roster
from tests import factories
from tests.people.hand import Scene as Organisers
from tests.people.rosters import csv_file, member

SPRING = date(2025, 3, 1)
FILE = csv_file(
    member("900001"),
    member("900002", country="xx"),
    member("900003", eugroup="Renu"),
    member("900004", epid="9 4", last_name="TESTEN"),
    member("900005", email="e@gmail.com", country="xx", last_name="ÅKERBLÅD"),
)


class Scene(Organisers):
    """A roster on which four of five rows wait, and two organisers."""

    def __init__(self) -> None:
        super().__init__()
        with transaction():
            self.roster = import_roster(self.ada, FILE, "members.csv", "european_parliament", SPRING)

    def row(self, line: int) -> WaitingRow:
        return next(row for row in self.roster.waiting if row.line == line)

    def correct(self, line: int, **changes: Any) -> None:
        with transaction():
            row = self.row(line)
            reads = replace(correcting.as_printed(row), **changes)
            correcting.correct_row(self.ada, self.roster, row, reads, "Seen on the register.")


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def person_of(member_id: str) -> Person:
    return db.session.scalars(select(Person).join(Person.mandates).where(Mandate.member_id == member_id)).one()


def test_a_row_is_taken_as_corrected_and_keeps_what_the_file_says(scene: Scene) -> None:
    scene.correct(3, country="se")
    held = queries.mandate_at(person_of("900002"), SPRING).certain
    assert held is not None
    assert held.delegation == "SE"
    row = scene.row(3)
    assert (correcting.as_printed(row).country, row.decision) == ("xx", RowDecision.TAKEN)
    assert correcting.in_words(row) == "country: xx → se"
    assert (scene.roster.taken_count, scene.roster.waiting_count) == (2, 3)


def test_the_history_tells_what_was_corrected_and_why_but_no_address(scene: Scene) -> None:
    scene.correct(6, country="Sweden", email="marta@europarl.europa.eu")
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "row:correct")).one()
    assert event.details == {"line": 6, "reason": "Seen on the register.", "country": "xx → Sweden"}


def test_a_group_and_an_id_are_corrected_too_and_an_absent_id_is_made(scene: Scene) -> None:
    scene.correct(4, group="Renew")
    scene.correct(5, member_id="")
    assert person_of("900003").mandates[0].group_code == "Renew"
    assert person_of("se-testen-ilva").surname == "TESTEN"


def test_what_is_still_wrong_is_refused_in_words_and_nothing_changes(scene: Scene) -> None:
    with pytest.raises(StillWrong, match="was no member state"):
        scene.correct(3, country="kz")
    assert scene.row(3).is_open


def test_an_id_of_somebody_else_is_refused(scene: Scene) -> None:
    with pytest.raises(StillWrong, match="The id 900001 is that of Ilva NORDQUISTb"):
        scene.correct(5, member_id="900001")
    assert person_of("900001").surname == "NORDQUISTb"


def test_an_address_waits_for_a_second_organiser_with_its_true_source(scene: Scene) -> None:
    scene.correct(6, country="se", email="marta@europarl.europa.eu")
    scene.correct(3, country="se")
    corrected, printed = queries.proposed(scene.bo)
    assert corrected.source == "European Parliament, as of 1 March 2025, line 6 corrected: Seen on the register."
    assert corrected.address == "marta@europarl.europa.eu.example"
    assert printed.source == "“members.csv”, line 3: Seen on the register."
    assert queries.current_address(person_of("900005")) == ""


def test_a_row_is_corrected_once_and_on_the_own_register_only(scene: Scene) -> None:
    scene.correct(3, country="se")
    with pytest.raises(InvalidTransition):
        scene.correct(3, country="fi")
    stranger = factories.acting(factories.a_user(factories.an_organisation("Beacon")))
    row = scene.row(4)
    with pytest.raises(NotYourRegister), transaction():
        correcting.correct_row(stranger, scene.roster, row, correcting.as_printed(row), "No.")


def test_a_corrected_name_joins_whom_it_means_among_those_entered_by_hand(scene: Scene) -> None:
    person = scene.person_confirmed(
        given_name="Marta", surname="Åkersdotter", body="european_parliament", country="SE", group="Renew"
    )
    scene.correct(6, country="se", first_name="Marta", last_name="ÅKERSDOTTER")
    assert {mandate.member_id for mandate in person.mandates} == {"900005"}


def test_rows_are_corrected_in_the_browser(scene: Scene, client: FlaskClient) -> None:
    factories.sign_in(client, db.session.get_one(User, scene.ada.id))
    roster = f"/en/desk/people/rosters/{scene.roster.id}"
    where = f"{roster}/rows/{scene.row(4).id}"
    assert where in client.get(roster).text
    page = client.get(where).text
    assert 'value="Renu"' in page
    assert "“Renu” was no group of this body" in page
    typed = {"first_name": "Ilva", "last_name": "NORDQUISTd", "country": "SE", "group": "Ren", "member_id": "900003"}
    wrong = client.post(where, data={**typed, "because": "Looked up"})
    assert wrong.status_code == 422
    assert "It had: " in wrong.text
    assert "Say why, in a few words." in client.post(where, data={**typed, "group": "Renew"}).text
    assert client.post(where, data={**typed, "group": "Renew", "because": "Looked up"}).status_code == 303
    assert "group: Renu → Renew" in client.get(roster).text
    assert "This row was decided before." in client.get(where).text


def test_nobody_corrects_rows_of_the_server_in_the_browser(scene: Scene, client: FlaskClient) -> None:
    roster = factories.a_roster()
    row = factories.a_waiting_row(roster)
    factories.sign_in(client, db.session.get_one(User, scene.ada.id))
    answer = client.get(f"/en/desk/people/rosters/{roster.id}/rows/{row.id}")
    assert "Its operator decides on them." in answer.text
    with pytest.raises(NotYourRegister), transaction():
        deciding.decide_rows(scene.ada, roster, [row], RowDecision.REFUSED, "No.")
