"""Many addresses that change at once wait as such."""

from datetime import date

from petitions.people.bodies import bodies
from petitions.people.judging import judge
from petitions.people.mass import FEWEST, doubted
from petitions.people.reasons import Reason
from tests.people.rosters import row

PARLIAMENT = bodies()["european_parliament"]


def flagged(changed: int) -> int:
    """How many of 40 rows are flagged when so many addresses differ from those on file."""
    rows = [row(line) for line in range(2, 42)]
    known = {one.member_id: one.email if place >= changed else f"x{one.email}" for place, one in enumerate(rows)}
    findings = doubted(judge(rows, PARLIAMENT, date(2025, 3, 1), known))
    return sum(Reason.MASS_CHANGE in {trouble.reason for trouble in finding.troubles} for finding in findings)


def test_many_changes_at_once_are_a_mass_change_and_a_few_are_not() -> None:
    assert flagged(FEWEST - 1) == 0
    assert flagged(FEWEST) == FEWEST
