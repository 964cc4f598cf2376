"""`make bench` runs through the real server and says what it measured, or stops."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench import data, server
from bench.load import Request, WrongAnswer, rate
from bench.table import Row, lines
from petitions.ops.serve import ROOT


def run(folder: Path, *options: str) -> list[str]:
    """The lines of a run with tiny numbers."""
    command = [sys.executable, "-m", "bench", "--rounds", "1", "--size", "2", "--folder", str(folder), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_one_table_holds_signatures_and_pages_against_bare_routes(tmp_path: Path) -> None:
    printed = run(tmp_path)
    assert [line.split("|")[1].strip() for line in printed[2:]] == ["confirmed signatures", "public campaign pages"]
    for line in printed[2:]:
        assert re.fullmatch(r"\|[a-z ]+\| +[\d,]+ \| +[\d,]+ \| +\d+\.\d{3} \| +\d+\.\d{3} \| +\d+\.\d{3} \|", line)
    assert not list(tmp_path.iterdir()), "the databases are gone afterwards"


def test_a_refused_confirmation_stops_the_measurement(tmp_path: Path) -> None:
    settings = data.settings_for(tmp_path, server.free_port())
    ready = data.prepare(settings, 1)
    spoilt = [Request(**{**vars(one), "body": b"name=Nobody"}) for one in ready.confirmations]
    with server.running(settings) as port:
        with pytest.raises(WrongAnswer):
            rate(port, spoilt)
        assert rate(port, ready.confirmations) > 0


def test_the_ratio_is_the_median_of_rounds_and_not_the_ratio_of_medians() -> None:
    rates = iter([(10.0, 100.0), (30.0, 100.0), (20.0, 50.0)])
    row = Row("things", lambda: 0.0, lambda: 0.0, list(rates))
    assert lines([row])[2].split() == "| things | 20 | 100 | 0.300 | 0.100 | 0.400 |".split()
