"""`flask people waiting`, `take` and `refuse`, as an operator decides on the server's own register."""

from datetime import date

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from petitions.core.actor import COMMAND_LINE
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.people import queries
from petitions.people.models import Mandate, Person, Roster
from petitions.people.service import import_roster
from tests import factories
from tests.people.rosters import csv_file, member

SPRING = date(2025, 3, 1)
FILE = csv_file(
    member("900001"),
    member("900002", email="b@gmail.com"),
    member("900003", country="xx", last_name="ÅKERBLÅD"),
    member("900004", email="d", last_name="TESTEN"),
)


@pytest.fixture
def roster(app: Flask) -> Roster:
    with transaction():
        return import_roster(COMMAND_LINE, FILE, "members.csv", "european_parliament", SPRING)


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["people", *map(str, arguments)])


def take(app: Flask, roster: Roster, line: int, *options: str) -> Result:
    return run(app, "take", roster.id.hex[:8], line, "--because", "Seen on the register.", *options)


def person_of(member_id: str) -> Person:
    db.session.expire_all()
    return db.session.scalars(select(Person).join(Person.mandates).where(Mandate.member_id == member_id)).one()


def test_it_lists_the_rosters_with_rows_that_wait_and_the_rows_with_their_reasons(app: Flask, roster: Roster) -> None:
    assert run(app, "waiting").stdout == (
        f"{roster.id.hex[:8]}  European Parliament, as of 1 March 2025, members.csv: 3 wait\n"
    )
    lines = run(app, "waiting", roster.id).stdout.splitlines()
    assert lines[0] == "Line 3, Ilva NORDQUISTc: b…b@gmail.com.example lies outside europarl.europa.eu."
    assert len(lines) == 3


def test_taking_a_row_takes_its_mandate_and_leaves_its_address(app: Flask, roster: Roster) -> None:
    result = take(app, roster, 3)
    assert (result.exit_code, result.stdout) == (0, "Line 3, Ilva NORDQUISTc: taken. 2 wait.\n")
    person = person_of("900002")
    assert queries.mandate_at(person, SPRING).certain is not None
    assert person.addresses == []
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "row:take")).one()
    assert (event.actor_label, event.details["reason"]) == ("Command line", "Seen on the register.")


def test_its_address_is_taken_only_where_that_is_said(app: Flask, roster: Roster) -> None:
    assert take(app, roster, 3, "--with-address").exit_code == 0
    assert queries.current_address(person_of("900002")) == "b@gmail.com.example"
    none = take(app, roster, 5, "--with-address")
    assert (none.exit_code, "no address on this row" in none.stderr) == (1, True)
    assert take(app, roster, 5).exit_code == 0


def test_a_misprinted_row_is_taken_as_it_should_read(app: Flask, roster: Roster) -> None:
    assert "Correct it, or mend the file." in take(app, roster, 4).stderr
    assert take(app, roster, 4, "--reads", "country=se").exit_code == 0
    assert person_of("900003").mandates[0].delegation == "SE"
    wrong = take(app, roster, 5, "--reads", "phone=1")
    assert (wrong.exit_code, "corrects nothing" in wrong.stderr) == (2, True)


def test_refusing_a_row_is_final(app: Flask, roster: Roster) -> None:
    refused = run(app, "refuse", roster.id, 3, "--because", "Left in January.")
    assert refused.stdout == "Line 3, Ilva NORDQUISTc: refused. 2 wait.\n"
    assert "Line 3 was decided before." in take(app, roster, 3).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("take", "ffff", 3, "--because", "x"), "No roster of this server"),
        (("take", "", 99, "--because", "x"), "No row waits or waited on line 99"),
        (("refuse", "", 3), "--because"),
        (("refuse", "", 3, "--because", " "), "Say why"),
    ],
)
def test_what_is_no_row_is_said_and_nothing_changes(
    app: Flask, roster: Roster, arguments: tuple[object, ...], said: str
) -> None:
    result = run(app, *arguments)
    assert (result.exit_code, said in result.stderr) == (2, True)
    assert roster.waiting_count == 3


def test_rosters_of_organisations_are_none_of_the_operator_s(app: Flask, roster: Roster) -> None:
    organisation = factories.an_organisation()
    factories.changed(roster, organisation_id=organisation.id)
    assert run(app, "waiting").stdout == "Nothing waits on this server’s register.\n"
    assert take(app, roster, 3).exit_code == 2
