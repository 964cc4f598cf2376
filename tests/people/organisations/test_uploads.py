"""A list of organisations may come as a text or as a spreadsheet."""

import pytest

from petitions.people.formats import RosterUnreadable
from petitions.people.organisations.list_judging import Verdict, judge
from petitions.people.organisations.lists import read_list
from petitions.people.organisations.uploads import text_of
from tests.people.sheets import ods, xlsx

ROWS = [["name", "abbreviation", "country"], ["Lantern Network", "LN", "Belgium"], ["Ostoja Fund", "", "Poland"]]


@pytest.mark.parametrize("made", [xlsx, ods])
def test_a_spreadsheet_is_read_like_the_same_table_as_text(made) -> None:
    findings = judge(read_list(text_of(made(ROWS), "list")), [])
    assert [finding.verdict for finding in findings] == [Verdict.NEW, Verdict.NEW]


def test_lines_are_read_as_they_stand() -> None:
    assert text_of("Lantern Network (LN), Belgium\n".encode("utf-16"), "list.txt") == "Lantern Network (LN), Belgium"


def test_another_kind_of_file_is_refused_in_a_sentence() -> None:
    with pytest.raises(RosterUnreadable, match="no list of organisations"):
        text_of(b'{"meps": []}', "list.json")
