"""Every kind of roster file: what is read, and what is refused with its place. All members are invented."""

import json
import time
from datetime import date

import pytest

from petitions.people.formats import Columns, ColumnsUnknown, NameOrder, RosterUnreadable, read_roster
from petitions.people.formats.columns import guessed_columns
from petitions.people.formats.kinds import Kind, kind_of
from petitions.people.formats.printed_names import made_id, split_name
from petitions.people.formats.tables import Table
from tests.people.rosters import HEADER, csv_file, member
from tests.people.sheets import ods, part_of, with_part, xlsx
from tests.support.shared import shared

NOWAK = {"id": "9001", "fullName": "Jan van de TESTEN", "country": "Netherlands", "politicalGroup": "Renew"}
DAYS = {"2017-10-11": 26, "2018-01-25": 24, "2018-10-11": 31, "2019-10-04": 25, "2022-02-08": 21}
ROWS = [HEADER.split(","), member().split(","), member("900002").split(",")]


def xml(**changes: str) -> bytes:
    keys = "".join(f"<{key}>{value}</{key}>" for key, value in {**NOWAK, **changes}.items())
    return f"<?xml version='1.0'?>\n<meps>\n<mep>{keys}</mep>\n</meps>".encode()


def as_json(**changes: object) -> bytes:
    return json.dumps([{**NOWAK, **changes}]).encode()


def refusal(data: bytes, columns: Columns | None = None) -> str:
    with pytest.raises(RosterUnreadable) as refused:
        read_roster(data, "members.any", columns)
    assert "members.any" in refused.value.message
    return refused.value.message


def test_the_kind_is_told_by_content_whatever_the_name() -> None:
    kinds = {Kind.TABLE: csv_file(member()), Kind.XML: xml(), Kind.JSON: as_json(), Kind.XLSX: xlsx(ROWS)}
    kinds |= {Kind.ODS: ods(ROWS), Kind.SIGNATORIES: "Mr Jan TESTEN, Netherlands, NR".encode("utf-16")}
    assert {kind: kind_of(data, "roster.pdf") for kind, data in kinds.items()} == {kind: kind for kind in kinds}


@pytest.mark.parametrize("data", [xml(), as_json(), json.dumps({"meps": {"mep": [NOWAK]}}).encode("utf-16")])
def test_the_parliaments_list_reads_alike_as_xml_and_json(data: bytes) -> None:
    table = read_roster(data, "full-list")
    (row,) = table.rows
    assert (row.member_id, row.first_name, row.last_name) == ("9001", "Jan", "van de TESTEN")
    assert (row.country, row.group, row.email) == ("Netherlands", "Renew", "")
    assert (table.carries_addresses, table.is_whole) == (False, True)


def test_the_real_shape_of_the_xml_is_read() -> None:
    table = read_roster(shared("rosters/ep_fulllist_format_sample.xml").read_bytes(), "list.xml")
    assert [row.member_id for row in table.rows] == ["197490", "189525"]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_spreadsheet_reads_as_the_csv_does(make) -> None:
    assert read_roster(make(ROWS), "r").rows == read_roster(csv_file(member(), member("900002")), "r").rows


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_cell_is_read_as_a_person_sees_it(make) -> None:
    columns = Columns(full_name=0, country=1, group=2, member_id=3, since=4)
    table = make([["n", "c", "g", "i", "s"], ["Ona TESTE", "lt", "EPP", 900001, date(2024, 7, 16)]])
    (row,) = read_roster(table, "r", columns).rows
    assert (row.member_id, row.since) == ("900001", "2024-07-16")


def test_signatory_lines_give_honorific_name_delegation_and_group() -> None:
    text = (
        "Mr Jan van de TESTEN, Netherlands, ALDE ; Lady Eva\nTESTER, United\nKingdom, NR ; Ms Ona D'TESTE, Italy, SOC"
    )
    table = read_roster(text.encode(), "lines.txt")
    assert [(row.honorific, row.first_name, row.last_name, row.country, row.group) for row in table.rows] == [
        ("Mr", "Jan", "van de TESTEN", "Netherlands", "ALDE"),
        ("Lady", "Eva", "TESTER", "United Kingdom", "NR"),
        ("Ms", "Ona", "D'TESTE", "Italy", "SOC"),
    ]
    assert [row.member_id for row in table.rows][:2] == ["nl-van-de-testen-jan", "gb-tester-eva"]
    assert (table.carries_addresses, table.is_whole) == (False, False)


def test_a_signatory_of_two_declarations_stands_once() -> None:
    assert (
        len(read_roster(b"Mr Jan TESTEN, Italy, NR\nMr Jan TESTEN, Italy, NR ; Ms Ona TESTE, Italy, NR", "l").rows) == 2
    )


@pytest.mark.parametrize(("day", "members"), DAYS.items())
def test_each_real_declaration_is_read_whole_on_its_day(day: str, members: int) -> None:
    data = shared("rosters/pace_written_declarations.txt").read_bytes()
    rows = read_roster(data, "pace.txt", as_of=date.fromisoformat(day)).rows
    assert len({row.member_id for row in rows}) == len(rows) == members
    assert all(row.honorific and row.first_name and row.last_name for row in rows)


def test_declarations_of_several_days_ask_for_the_day() -> None:
    data = b"@1|a|2022-02-08|T|x\nMr Jan TESTEN, Italy, NR\n@2|b|2023-01-09|T|x\nMs Ona TESTE, Italy, NR\n"
    assert "2022-02-08, 2023-01-09. Enter the day" in refusal(data)
    assert [row.last_name for row in read_roster(data, "l", as_of=date(2023, 1, 9)).rows] == ["TESTE"]


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Jan van de TESTEN", ("Jan", "van de TESTEN")),
        ("Ona De TESTER", ("Ona", "De TESTER")),
        ("Eva Elan TEST", ("Eva Elan", "TEST")),
        ("Eva D'AMTEST", ("Eva", "D'AMTEST")),
        ("Lea McTESTER", ("Lea", "McTESTER")),
        ("Sean Ó TESTÁIN", ("Sean", "Ó TESTÁIN")),
        ("Jan J. TEST", ("Jan J.", "TEST")),
        ("Maria da Graça TESTE", ("Maria da Graça", "TESTE")),
        ("TESTE, Maria", ("Maria", "TESTE")),
        ("Jan Testen", ("Jan Testen", "")),
        ("TESTEN", ("", "TESTEN")),
        ("TESTE Ona Marija", ("Ona Marija", "TESTE")),
        ("VAN DE TESTEN Jan", ("Jan", "VAN DE TESTEN")),
        ("de la TESTA Eva", ("Eva", "de la TESTA")),
        ("JP Tester", ("JP Tester", "")),
        ("", ("", "")),
    ],
)
def test_a_printed_name_is_parted_or_left_in_doubt(printed: str, parts: tuple[str, str]) -> None:
    assert split_name(printed) == parts


def test_a_person_may_say_how_names_are_written() -> None:
    assert split_name("Jan van de Testen", NameOrder.SURNAME_LAST) == ("Jan", "van de Testen")
    assert split_name("Testi Eva Mari", NameOrder.SURNAME_FIRST) == ("Eva Mari", "Testi")


@pytest.mark.parametrize("name", ["mep_term9_2023-07-14.csv", "mep_term9_2023-12-31.csv", "mep_term10_2024-07-24.csv"])
def test_every_real_name_is_parted_as_the_register_parts_it(name: str) -> None:
    for row in read_roster(shared(f"rosters/{name}").read_bytes(), name).rows:
        assert split_name(f"{row.first_name} {row.last_name}") == (row.first_name, row.last_name)


def test_a_made_id_is_short_and_tells_members_apart() -> None:
    long = [made_id("Ona " * 20, f"TESTE{end}", "LT") for end in "ab"]
    assert max(map(len, long)) == 40
    assert long[0] != long[1]


def test_a_table_of_unknown_columns_asks_what_they_hold() -> None:
    data = "Nazwisko;Imię;Klub\nTESTOWSKA;Ona;Niezależni\n".encode("cp1250")
    with pytest.raises(ColumnsUnknown):
        read_roster(data, "sejm.csv")
    table = read_roster(data, "sejm.csv", Columns(last_name=0, first_name=1, group=2, same_country="PL"))
    (row,) = table.rows
    assert (row.member_id, row.first_name, row.group) == ("pl-testowska-ona", "Ona", "Niezależni")
    assert (table.carries_addresses, table.is_whole) == (False, False)


def test_headings_fill_in_the_form() -> None:
    guess = guessed_columns(Table(("Surname", "First name", "Party", "E-mail", "Phone"), ()))
    assert (guess.last_name, guess.first_name, guess.group, guess.email, guess.full_name) == (0, 1, 2, 3, None)


@pytest.mark.parametrize(
    "value", ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(1)", "<b>Ona</b>", "&lt;b&gt;", "Ona\x07", "x" * 2000]
)
def test_a_formula_or_html_in_a_cell_is_refused_with_line_and_column(value: str) -> None:
    assert "Line 3 of members.any, column “first_name”" in refusal(csv_file(member(), member(first_name=value)))
    if value.isprintable():
        assert "Member 1 of members.any, column “fullName”" in refusal(as_json(fullName=value))


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_formula_cell_is_refused_with_sheet_row_and_column(make) -> None:
    rows = [*ROWS, ["=1+1" if cell == "Ilva" else cell for cell in ROWS[1]]]
    assert "Row 4 of the sheet “Members” of members.any, column “first_name”: “=1+1” is a formula" in refusal(
        make(rows)
    )


def test_what_no_one_reads_may_hold_anything() -> None:
    assert read_roster(csv_file(member(phone="+32 2 000", twitter="@ona")), "r").rows


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            xml().replace(b"<meps>", b'<!DOCTYPE m [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><meps>'),
            "declares a document type",
        ),
        (xml().replace(b"?>", b'?><!DOCTYPE m SYSTEM "file:///etc/hostname">'), "declares a document type"),
        (xml()[:-20], "breaks off or is broken at line"),
        (b"<?xml version='1.0' encoding='nonsense'?><meps/>", "encoding that can't be made out"),
        (b"<feed><entry/></feed>", "is not the Parliament's list"),
        (b"<meps/>", "No member"),
        (xml().replace(b"fullName", b"name"), "No member in members.any has “fullName”"),
        (b"[" * 200_000, "nested far deeper"),
        (b'{"meps": 5}', "is not the Parliament's list"),
        (b'[{"id": 1,]', "broken at line 1, column"),
        (b"[1]", "Member 1 of members.any is no member"),
        (b'[{"id": 1, "id": 2}]', "“id” twice"),
        (as_json(country={"a": 1}), "Member 1 of members.any, “country” is neither text nor a number"),
        (as_json(fullName="\ud800"), "cannot be printed"),
        (b'["\xff"]', "encoding that can't be made out"),
        (b"Mr Jan TESTEN, Italy, NR ; Ms Ona TESTE, It", "“Ms Ona TESTE, It” is no signatory"),
        (b"Mr Jan TESTEN, Italy, NR ; Ms Ona ; Ms Eva TEST, Italy, NR", "Line 1 of members.any"),
        (b"@1|2|soon|T\nMr Jan TESTEN, Italy, NR", "says no date"),
        (csv_file(",".join("x" * 400)), "cells where the header has"),
        (b",".join([b"a"] * 400) + b"\n" + b",".join([b"1"] * 400), "has 400 columns"),
        (b"x" * 50_000_000, "larger than 20 MB"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_in_words(data: bytes, said: str) -> None:
    started = time.process_time()
    assert said in refusal(data)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(("make", "part"), [(xlsx, "xl/worksheets/sheet1.xml"), (ods, "content.xml")])
def test_no_spreadsheet_unpacks_to_more_than_a_roster_holds(make, part: str) -> None:
    whole = make(ROWS)
    content = part_of(whole, part)
    bomb = with_part(whole, part, content + b" " * 60_000_000)
    assert len(bomb) < 200_000
    assert "would unpack to more" in refusal(bomb)
    dense = with_part(whole, "junk.bin", b"\0" * 9_000_000)
    assert "would unpack to more" in refusal(dense)
    entities = with_part(whole, part, b'<!DOCTYPE a [<!ENTITY b "c">]>' + content[content.index(b"<", 5) :])
    assert "declares a document type or entities inside" in refusal(entities)
    assert "damaged" in refusal(with_part(whole, part, content[:-50]))
    assert "cut off" in refusal(whole[:-30])


def test_no_cell_is_repeated_without_end() -> None:
    whole = ods(ROWS)
    content = part_of(whole, "content.xml")
    for once, without_end in (
        (b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000000">'),
        (b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="1000000000" '),
    ):
        started = time.process_time()
        assert "fewer rows and columns" in refusal(with_part(whole, "content.xml", content.replace(once, without_end)))
        assert time.process_time() - started < 10


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_cell_beside_the_headings_is_refused(make) -> None:
    assert "Row 2 of the sheet “Members” of members.any has a cell without a heading" in refusal(
        make([["a"], ["1", "2"]])
    )
    assert "no sheet with anything in it" in refusal(make([[""]]))
