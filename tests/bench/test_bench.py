"""`make bench` runs through the real server and says what it measured, or stops."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench import data, server
from bench.load import Request, WrongAnswer, rate
from bench.table import Row, Speed, lines
from petitions.ops.serve import ROOT


def run(folder: Path, *options: str) -> list[str]:
    """The lines of a run with tiny numbers."""
    command = [
        sys.executable,
        "-m",
        "bench",
        "--rounds",
        "1",
        "--size",
        "2",
        "--people",
        "200",
        "--signatures",
        "1100",
        "--folder",
        str(folder),
        *options,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_one_table_holds_signatures_and_pages_against_bare_routes(tmp_path: Path) -> None:
    statements, _empty, *printed = run(tmp_path)[1:]
    assert statements == "A confirmation runs 10 statements on PostgreSQL."
    sizes = [
        f"{what}, {database}"
        for database in ("SQLite", "PostgreSQL")
        for what in (
            "1,100 signatures to 1,000: confirmed",
            "the same: public page with count",
            "the same: page of names",
        )
    ]
    assert [line.split("|")[1].strip() for line in printed[2:]] == [
        "confirmed signatures, SQLite",
        "the same, against a single INSERT",
        "session, token and form, as many statements, SQLite",
        "confirmed signatures, PostgreSQL",
        "the same, against a single INSERT",
        "session, token and form, as many statements, PostgreSQL",
        "public campaign pages",
        "names searched among 200",
        "members imported",
        "texts saved and compared, 200 versions to 2",
        *sizes,
    ]
    for line in printed[2:]:
        cells = [cell.strip() for cell in line.split("|")[2:-1]]
        assert all(re.fullmatch(r"\d[\d,]*", rate) for rate in cells[:2])
        assert all(re.fullmatch(r"\d+\.\d{3}", ratio) for ratio in cells[2:5])
        assert re.fullmatch(r"\d+\.\d{3}|unknown", cells[5])
    assert not list(tmp_path.iterdir()), "the databases are gone afterwards"


def test_a_refused_confirmation_stops_the_measurement(tmp_path: Path) -> None:
    settings = data.settings_for(tmp_path, server.free_port())
    ready = data.prepare(settings, 1)
    spoilt = [Request(**{**vars(one), "body": b"name=Nobody"}) for one in ready.confirmations]
    with server.running(settings) as served:
        with pytest.raises(WrongAnswer):
            rate(served.port, spoilt)
        assert rate(served.port, ready.confirmations) > 0


def test_the_ratio_is_the_median_of_rounds_and_not_the_ratio_of_medians() -> None:
    clock = [(10.0, 100.0), (30.0, 100.0), (20.0, 50.0)]
    rounds = [(Speed(one, 5.0), Speed(other, 25.0)) for one, other in clock]
    row = Row("things", lambda: rounds[0][0], lambda: rounds[0][1], rounds)
    assert lines([row])[2].split() == "| things | 20 | 100 | 0.300 | 0.100 | 0.400 | 0.200 |".split()


def test_the_server_is_woken_before_each_round_and_not_between_the_two_that_are_held_against_each_other() -> None:
    asked: list[str] = []

    def speed(who: str) -> Speed:
        asked.append(who)
        return Speed(1.0, 1.0)

    row = Row("alike", lambda: speed("one"), lambda: speed("other"), wake=lambda: asked.append("woken"))
    row.measure()
    row.measure()
    assert asked == ["woken", "one", "other"] * 2
    assert len(row.rounds) == 2
