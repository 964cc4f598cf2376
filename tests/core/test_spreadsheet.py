"""A table that we hand out is read by spreadsheets and run by none."""

import csv
import io

import pytest

from petitions.core.spreadsheet import as_csv, defused


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", '=HYPERLINK("https://x.example")'])
def test_a_cell_that_a_spreadsheet_would_compute_begins_with_an_apostrophe(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ona", "Žemaitė-Testė", "a = b", "2026-11-26", "“=1”", "it's", "A; B"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert defused(cell) == cell


@pytest.mark.parametrize("mark", [";", "\t", "\r", "\n"])
def test_no_formula_begins_where_another_separator_is_expected(mark: str) -> None:
    assert defused(f"by phone{mark}=cmd()") == f"by phone{mark}'=cmd()"


def test_what_was_written_is_read_back_whole() -> None:
    rows = [['Quoted "word"', "two\nlines, and a comma"], ["Ąžuolė", "العدالة"]]
    file = as_csv(["Who", "What"], rows)
    assert file.startswith("\ufeff".encode())
    assert list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))) == [["Who", "What"], *rows]
