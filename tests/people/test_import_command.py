"""`flask people import-roster`, as an operator runs it."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from petitions.core.audit import AuditEvent
from petitions.core.db import db
from petitions.people.models import Person, Roster
from tests.people.rosters import csv_file, member
from tests.support.shared import shared

ON = ("--body", "european_parliament", "--as-of")


@pytest.fixture
def roster_file(tmp_path: Path) -> Path:
    path = tmp_path / "members.csv"
    path.write_bytes(csv_file(member(), member("900002", email="b@gmail.com")))
    return path


def run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["people", "import-roster", *map(str, arguments)])


def persons() -> int | None:
    return db.session.scalar(select(func.count()).select_from(Person))


def test_it_tells_what_was_taken_and_lists_what_waits_with_line_and_reason(app: Flask, roster_file: Path) -> None:
    result = run(app, roster_file, *ON, "2025-03-01")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "European Parliament, as of 1 March 2025",
        "2 rows read: 1 taken, 1 wait.",
        "Addresses were rewritten to .example.",
        "Line 3, Ilva NORDQUISTc: b…b@gmail.com.example lies outside europarl.europa.eu.",
    ]
    assert "100%" in result.stderr
    assert persons() == 1


def test_the_real_roster_of_705_is_imported_and_8_rows_wait(app: Flask) -> None:
    result = run(app, shared("rosters/mep_term9_2023-07-14.csv"), *ON, "2023-07-14")
    assert result.exit_code == 0
    assert "705 rows read: 697 taken, 8 wait." in result.stdout
    assert sum(line.startswith("Line ") for line in result.stdout.splitlines()) == 8
    assert "@gmail.com " not in result.stdout


def test_the_server_owns_what_its_operator_imports(app: Flask, roster_file: Path) -> None:
    run(app, roster_file, *ON, "2025-03-01")
    roster = db.session.scalars(select(Roster)).one()
    assert (roster.organisation_id, roster.imported_by) == (None, "Command line")


def test_the_same_file_again_changes_nothing_and_says_so(app: Flask, roster_file: Path) -> None:
    run(app, roster_file, *ON, "2025-03-01")
    result = run(app, roster_file, *ON, "2025-03-01")
    assert result.exit_code == 0
    assert "This file was imported before" in result.stdout
    assert persons() == 1
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == 1


@pytest.mark.parametrize("data", [b"", b"epid,country\n1,se\n", b"%PDF-1.7", csv_file(member())[:-20]])
def test_a_file_that_cant_be_read_whole_ends_with_a_sentence_and_exit_1(
    app: Flask, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(data)
    result = run(app, path, *ON, "2025-03-01")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "broken.csv" in result.stderr
    assert persons() == 0


def test_a_missing_file_ends_with_a_sentence_and_exit_1(app: Flask, tmp_path: Path) -> None:
    result = run(app, tmp_path / "absent.csv", *ON, "2025-03-01")
    assert result.exit_code == 1
    assert "absent.csv can't be opened: No such file or directory." in result.stderr


def test_keeping_addresses_outside_production_is_refused(app: Flask, roster_file: Path) -> None:
    result = run(app, roster_file, *ON, "2025-03-01", "--keep-addresses")
    assert result.exit_code == 1
    assert "Addresses are kept in production only." in result.stderr
    assert persons() == 0


@pytest.mark.parametrize(
    "options",
    [
        ("--body", "senate", "--as-of", "2025-03-01"),
        (*ON, "14.07.2023"),
        (*ON, "2025-02-30"),
        ("--as-of", "2025-03-01"),
    ],
)
def test_a_wrong_body_or_date_is_a_usage_error(app: Flask, roster_file: Path, options: tuple[str, ...]) -> None:
    result = run(app, roster_file, *options)
    assert result.exit_code == 2
    assert persons() == 0
