"""Addresses that can't be trusted wait with the reason: many changes at once, one pattern for all, another register."""

from datetime import date

import pytest

from petitions.people.bodies import bodies
from petitions.people.formats import read_roster
from petitions.people.judging import Finding, judge
from petitions.people.mass import FEWEST, doubted
from petitions.people.patterns import follow_one_pattern
from petitions.people.reasons import Reason
from petitions.people.rosters import RosterRow
from tests.people.rosters import row
from tests.support.shared import shared

PARLIAMENT = bodies()["european_parliament"]
SPRING = date(2025, 3, 1)
ROSTERS = ("mep_term9_2023-07-14.csv", "mep_term9_2023-12-31.csv", "mep_term10_2024-07-24.csv")


def flagged(findings: list[Finding], reason: Reason) -> int:
    return sum(reason in {trouble.reason for trouble in finding.troubles} for finding in findings)


def changed(number: int) -> int:
    """How many of 40 rows are flagged when so many addresses differ from those on file."""
    rows = [row(line) for line in range(2, 42)]
    known = {one.member_id: one.email if place >= number else f"x{one.email}" for place, one in enumerate(rows)}
    return flagged(doubted(judge(rows, PARLIAMENT, SPRING, known), known, {}), Reason.MASS_CHANGE)


def test_many_changes_at_once_are_a_mass_change_and_a_few_are_not() -> None:
    assert changed(FEWEST - 1) == 0
    assert changed(FEWEST) == FEWEST


def made(line: int, between: str) -> RosterRow:
    """A member with two given names, whose address is made of the whole name."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    surname = "Nordquist" + letters[line % 26] + letters[line // 26]
    local = f"ilva-maria{between}{surname.lower()}"
    return row(line, first_name="Ilva Maria", last_name=surname, email=f"{local}@europarl.europa.eu")


@pytest.mark.parametrize("between", [".", "_", ""])
def test_a_table_made_from_the_names_waits_whole_on_first_import_too(between: str) -> None:
    findings = judge([made(line, between) for line in range(2, 42)], PARLIAMENT, SPRING, {})
    assert flagged(doubted(findings, {}, {}), Reason.PATTERN) == 40


def test_an_address_on_file_already_is_believed_in_such_a_table_too() -> None:
    rows = [made(line, ".") for line in range(2, 42)]
    known = {rows[0].member_id: rows[0].email}
    assert flagged(doubted(judge(rows, PARLIAMENT, SPRING, known), known, {}), Reason.PATTERN) == 39


def test_a_few_names_prove_no_pattern() -> None:
    assert not follow_one_pattern(judge([made(line, ".") for line in range(2, 12)], PARLIAMENT, SPRING, {}))


@pytest.mark.parametrize("name", ROSTERS)
def test_no_real_roster_is_taken_for_one_made_by_pattern(name: str) -> None:
    table = read_roster(shared(f"rosters/{name}").read_bytes(), name)
    assert not follow_one_pattern(judge(table.rows, PARLIAMENT, date.fromisoformat(name[-14:-4])))


def test_another_address_than_in_the_servers_register_waits() -> None:
    one, other = row(2), row(3)
    vouched = {one.member_id: one.email, other.member_id: f"x{other.email}"}
    findings = doubted(judge([one, other], PARLIAMENT, SPRING, {}), {}, vouched)
    assert [finding.ok for finding in findings] == [True, False]
    assert flagged(findings, Reason.ADDRESS_DIFFERS) == 1
