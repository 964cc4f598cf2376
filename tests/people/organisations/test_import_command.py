"""`flask people import-organisations`, as an operator runs it."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from petitions.core.db import db
from petitions.people.organisations.models import RegisteredOrganisation

LIST = "Meridian Bridge Legal Aid (MBLA), Estonia\nZholdas, Kazakhstan\nMBLA\n???\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "organisations.txt"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["people", "import-organisations", *map(str, arguments)])


def owners() -> list[tuple[str, object]]:
    return [(one.name, one.organisation_id) for one in db.session.scalars(select(RegisteredOrganisation))]


def test_it_tells_what_was_taken_and_lists_the_rest_with_line_and_reason(app: Flask, file: Path) -> None:
    result = run(app, file)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "4 rows read: 3 new, 0 known, 0 doubtful, 1 unreadable.",
        "3 taken.",
        "Line 4, ???: It names no organisation.",
    ]
    assert {owner for _name, owner in owners()} == {None}


def test_a_second_time_changes_nothing(app: Flask, file: Path) -> None:
    run(app, file)
    result = run(app, file)
    assert "Nothing was changed." in result.stdout
    assert "3 known" in result.stdout
    assert len(owners()) == 3


def test_a_preview_changes_nothing(app: Flask, file: Path) -> None:
    result = run(app, file, "--preview")
    assert result.stdout.splitlines()[:2] == [
        "4 rows read: 3 new, 0 known, 0 doubtful, 1 unreadable.",
        "Nothing was changed.",
    ]
    assert owners() == []


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"a\0b"])
def test_a_file_that_cant_be_read_ends_with_a_sentence_and_exit_1(app: Flask, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.txt"
    path.write_bytes(data)
    result = run(app, path)
    assert result.exit_code == 1
    assert "broken.txt" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_file_ends_with_a_sentence(app: Flask, tmp_path: Path) -> None:
    assert "absent.txt can't be opened" in run(app, tmp_path / "absent.txt").stderr
