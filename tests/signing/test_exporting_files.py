"""The files of a list: opened again they hold every name, say of which text they are, and are never a formula."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from types import ModuleType

import docx
import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from petitions.core.spreadsheet import defused
from petitions.people.formats.assembly import read_signatories
from petitions.signing.exporting import csv_file, lines_file, word_file
from petitions.signing.exporting.listed import Arranged, Held, Listed, SignatoryList, arranged, in_one_line

SHA256 = "ab" * 32
ONA = Listed(
    name="Ona Žemaitė-Testė",
    capacity="Member of the European Parliament",
    group="Renew",
    country="Lithuania",
    signed_on=date(2026, 11, 3),
    line="Ona Žemaitė-Testė, Member of the European Parliament (Renew, Lithuania)",
)
IVO = Listed(
    name="I. V.", capacity="Head of an organisation", country="Austria", note="initials only", line="I. V. (Austria)"
)
SIGNS = tuple("=+-@＝＋－＠")


def a_list(*rows: Listed, **other: object) -> SignatoryList:
    known = {
        "campaign": "Let her stay",
        "subject": "Let Aru stay",
        "version": 3,
        "sha256": SHA256,
        "language": "en",
        "moment": datetime(2026, 11, 5, 9, 30, tzinfo=UTC),
        "prints": frozenset({"name", "capacity", "group", "country"}),
    }
    return SignatoryList(rows=Held(rows or (ONA, IVO)), **{**known, **other})


def written(kind: ModuleType, found: SignatoryList) -> bytes:
    with kind.write(found) as file:
        return bytes(file.read())


def opened(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in docx.Document(BytesIO(content)).paragraphs]


@pytest.fixture(autouse=True)
def _words(app: Flask):
    """Sentences are spoken in a request."""
    with app.test_request_context():
        yield


class TestATable:
    def test_has_a_header_in_plain_words_and_a_row_for_each(self) -> None:
        header, first, second = opened(written(csv_file, a_list()))
        assert header == [
            *("Place", "Name", "Capacity", "Country", "Political group", "Signed on", "Note", "Line as printed"),
            *("Campaign", "Text", "SHA-256 of the text", "List made (UTC)"),
        ]
        assert first[:7] == [
            *("1", "Ona Žemaitė-Testė", "Member of the European Parliament", "Lithuania", "Renew", "2026-11-03", "")
        ]
        assert first[7] == ONA.line
        assert second[1:7] == ["I. V.", "Head of an organisation", "Austria", "", "", "initials only"]

    def test_says_in_each_row_of_which_text_it_is(self) -> None:
        rows = opened(written(csv_file, a_list(counted=3, edition=2)))[1:]
        assert len(rows) == 3
        assert {tuple(row[8:]) for row in rows} == {
            ("Let her stay", "Version 3, edition 2", SHA256, "2026-11-05 09:30")
        }

    def test_counts_those_who_are_not_disclosed_in_its_last_row(self) -> None:
        assert opened(written(csv_file, a_list(counted=3)))[-1][:3] == ["", "and 3 who are not disclosed", ""]
        assert opened(written(csv_file, a_list(counted=1)))[-1][1] == "and 1 who is not disclosed"
        assert len(opened(written(csv_file, a_list()))) == 3

    def test_says_that_it_is_utf_8_so_that_no_spreadsheet_garbles_a_name(self) -> None:
        assert written(csv_file, a_list()).startswith(b"\xef\xbb\xbf")

    @pytest.mark.parametrize(
        "evil",
        [
            '=HYPERLINK("https://evil.example")',
            "+1+1",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)",
            " =1+1",
            "\t=1+1",
            "\n=1+1",
            "＝1+1",
            "Ona;=1+1",
            'Ona",=1+1',
            "Ona,\t@SUM(1)",
            "Ona\r\n=1+1",
        ],
    )
    def test_holds_no_formula_whoever_reads_it_with_commas_or_semicolons(self, evil: str) -> None:
        row = Listed(name=evil, capacity=evil, country=evil, group=evil, note=evil, line=evil)
        content = written(csv_file, a_list(row, campaign=evil)).decode("utf-8-sig")
        for delimiter in ",;\t":
            for cells in csv.reader(StringIO(content, newline=""), delimiter=delimiter):
                assert [cell for cell in cells if cell.lstrip(' "').startswith(SIGNS)] == []

    @settings(deadline=None)
    @given(st.lists(st.text(max_size=20), min_size=1, max_size=4))
    def test_is_read_back_by_any_reader_of_tables_with_as_many_rows_and_cells(self, names: list[str]) -> None:
        found = a_list(*(Listed(name=name, line=name) for name in names))
        rows = opened(written(csv_file, found))
        assert [row[1] for row in rows[1:]] == [defused(in_one_line(name)) for name in names]
        assert {len(row) for row in rows} == {12}


class TestADocument:
    def test_says_of_which_text_it_is_and_names_everybody_as_printed(self) -> None:
        assert paragraphs(written(word_file, a_list(counted=2, edition=1))) == [
            ("Title", "Let Aru stay"),
            ("Normal", "Campaign: Let her stay"),
            ("Normal", "Text: Version 3, edition 1"),
            ("Normal", f"SHA-256 of the text: {SHA256}"),
            ("Normal", "List made: 5 November 2026, 09:30 UTC"),
            ("Heading 1", "Signatories"),
            ("Normal", "Ona Žemaitė-Testė\nMember of the European Parliament, Renew, Lithuania"),
            ("Normal", "I. V.\nHead of an organisation, Austria\ninitials only"),
            ("Normal", "and 2 who are not disclosed"),
        ]

    def test_prints_no_part_that_the_instrument_does_not(self) -> None:
        shown = paragraphs(written(word_file, a_list(ONA, prints=frozenset({"name", "country"}))))
        assert shown[-1] == ("Normal", "Ona Žemaitė-Testė\nLithuania")

    def test_stands_country_by_country_where_that_is_asked_for(self) -> None:
        nobody = Listed(name="Čeda Coalition")
        found = arranged(a_list(nobody, ONA, IVO, Listed(name="Ana Test", country="Lithuania")), Arranged.COUNTRY)
        assert paragraphs(written(word_file, found))[5:] == [
            ("Heading 1", "Signatories"),
            ("Heading 2", "Austria (1)"),
            ("Normal", "I. V.\nHead of an organisation, Austria\ninitials only"),
            ("Heading 2", "Lithuania (2)"),
            ("Normal", "Ona Žemaitė-Testė\nMember of the European Parliament, Renew, Lithuania"),
            ("Normal", "Ana Test\nLithuania"),
            ("Heading 2", "No country (1)"),
            ("Normal", "Čeda Coalition"),
        ]

    def test_warns_whoever_opens_it_of_names_that_are_not_to_be_passed_on(self) -> None:
        shown = [words for _style, words in paragraphs(written(word_file, a_list(undisclosed=1)))]
        assert "This file names 1 person who did not agree to be named. Do not pass it on." in shown
        assert not [words for _style, words in paragraphs(written(word_file, a_list())) if "Do not pass" in words]

    def test_of_a_text_from_right_to_left_runs_that_way(self) -> None:
        row = Listed(name="ليلى التجريبية", country="ليتوانيا")
        document = docx.Document(BytesIO(written(word_file, a_list(row, language="ar", subject="رسالة"))))
        assert all(one._p.xpath("./w:pPr/w:bidi") for one in document.paragraphs)

    def test_says_nothing_of_the_program_or_of_who_made_it(self) -> None:
        about = docx.Document(BytesIO(written(word_file, a_list()))).core_properties
        assert (about.author, about.comments, about.title, about.language) == ("", "", "Let Aru stay", "en")

    @settings(deadline=None)
    @given(st.text(max_size=30))
    def test_is_a_document_whatever_a_name_holds(self, name: str) -> None:
        content = written(word_file, a_list(Listed(name=name, capacity=name, note=name), subject=name or "x"))
        assert paragraphs(content)


class TestLines:
    def test_stand_below_remarks_that_say_of_which_text_they_are(self) -> None:
        assert written(lines_file, a_list(counted=2)).decode() == (
            "# Let her stay\n"
            "# Version 3\n"
            f"# SHA-256 {SHA256}\n"
            "# 5 November 2026, 09:30 UTC\n"
            "# and 2 who are not disclosed\n"
            "\n"
            "Ona Žemaitė-Testė, Member of the European Parliament (Renew, Lithuania)\n"
            "I. V. (Austria)\n"
        )

    def test_of_a_declaration_are_read_back_to_the_same_members(self) -> None:
        lines = [Listed(name=one, line=one) for one in ("Ms Ona TESTĖ, Lithuania, SOC", "Mr Jan BETEST, Poland, NR")]
        content = written(lines_file, a_list(*lines, parted=" ;\n"))
        assert content.decode().endswith("\nMs Ona TESTĖ, Lithuania, SOC ;\nMr Jan BETEST, Poland, NR\n")
        read, _encoding = read_signatories(content, "list.txt", None)
        assert [(row.honorific, row.last_name, row.group) for row in read] == [
            ("Ms", "TESTĖ", "SOC"),
            ("Mr", "BETEST", "NR"),
        ]

    def test_no_name_makes_two_lines(self) -> None:
        broken = Listed(name="x", line="Ona\nTestė\u2028(Lithuania)")
        assert written(lines_file, a_list(broken)).decode().splitlines()[-1] == "Ona Testė (Lithuania)"


def test_a_list_of_nobody_who_is_named_says_how_many_there_are() -> None:
    assert replace(a_list(), rows=(), counted=3).rest == "3 who are not disclosed"
