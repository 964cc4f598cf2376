import dataclasses

import pytest

from petitions.people.formats import RosterUnreadable, read_roster
from petitions.people.rosters import RosterRow
from tests.people.rosters import HEADER, csv_file
from tests.support.shared import shared

LINE = "x1,se,Ilva,NORDQUIST,ilva@europarl.europa.eu.example,1970-01-01,F,Renew,00321,ilva_n,900001,2019-07-02"


def test_a_row_keeps_what_the_registry_needs_and_its_line() -> None:
    (row,) = read_roster(csv_file(LINE), "r.csv").rows
    assert row == RosterRow(
        2, "900001", "Ilva", "NORDQUIST", "se", "Renew", "ilva@europarl.europa.eu.example", "2019-07-02"
    )


def test_birth_date_sex_phone_and_handle_are_never_read() -> None:
    table = read_roster(csv_file(LINE), "r.csv")
    for private in ("1970-01-01", "F", "00321", "ilva_n"):
        assert private not in dataclasses.astuple(table.rows[0])


def test_columns_may_stand_in_any_order_and_since_may_be_absent() -> None:
    data = b"EPID,eugroup,email,last_name,first_name,country\n7,EPP,a@b.example,B,A,fr\n"
    (row,) = read_roster(data, "r.csv").rows
    assert (row.member_id, row.group, row.first_name, row.since) == ("7", "EPP", "A", "")


def test_an_address_keeps_its_spaces_for_the_judge_to_note() -> None:
    (row,) = read_roster(csv_file(LINE.replace(".example,", ".example ,")), "r.csv").rows
    assert row.email.endswith(".example ")


def test_provenance_names_the_very_bytes() -> None:
    one, other = read_roster(csv_file(LINE), "r.csv"), read_roster(csv_file(LINE, LINE), "r.csv")
    assert len(one.sha256) == 64
    assert one.sha256 != other.sha256


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"first_name,last_name\nA,B\n", "no column epid, country, eugroup, email."),
        (LINE.encode(), "no column"),
        ((HEADER + ",email\n" + LINE + ",x\n").encode(), "has the column email twice"),
        (HEADER.encode(), "has a header and no members"),
    ],
)
def test_a_file_with_the_wrong_columns_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(RosterUnreadable, match=r"r\.csv") as refused:
        read_roster(data, "r.csv")
    assert said in refused.value.message


@pytest.mark.parametrize(
    ("name", "members"),
    [("mep_term9_2023-07-14.csv", 705), ("mep_term9_2023-12-31.csv", 703), ("mep_term10_2024-07-24.csv", 719)],
)
def test_real_snapshots_are_read_whole(name: str, members: int) -> None:
    table = read_roster(shared(f"rosters/{name}").read_bytes(), name)
    assert len(table.rows) == len({row.member_id for row in table.rows}) == members
