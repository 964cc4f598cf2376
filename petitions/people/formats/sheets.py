"""Spreadsheets as tables: the first sheet that holds anything, within bounds, formulas seen as such."""

import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import chain, islice, repeat
from typing import Any
from zipfile import BadZipFile

from odfdo import Document
from openpyxl import load_workbook

from petitions.people.formats.archives import refuse_bombs
from petitions.people.formats.tables import MAX_ROWS, Table
from petitions.people.formats.unreadable import RosterUnreadable, sheet_row
from petitions.people.sentences import N_

MAX_CELLS = 2_000_000
# Whatever a damaged archive makes of a reader; all else is our own failure.
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
_DAMAGED = N_("%(file)s is a damaged spreadsheet, or locked. Save it anew without a password.")
_TOO_MANY = N_("%(where)s of %(file)s: a roster has fewer rows and columns than this. Delete what isn't part of it.")
_EMPTY = N_("%(file)s has no sheet with anything in it.")
_BESIDE = N_("%(where)s of %(file)s has a cell without a heading above it. Every column needs one.")

Row = tuple[int, list[str]]
Sheet = tuple[str, Iterator[Row]]


def read_xlsx(data: bytes, filename: str) -> Table:
    """Read a workbook of Excel's kind. Raises `RosterUnreadable`."""
    return _read(_xlsx, data, filename)


def read_ods(data: bytes, filename: str) -> Table:
    """Read an OpenDocument spreadsheet. Raises `RosterUnreadable`."""
    return _read(_ods, data, filename)


def _read(sheets: Callable[[bytes], Iterator[Sheet]], data: bytes, filename: str) -> Table:
    try:
        refuse_bombs(data, filename)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = ((name, _within_bounds(name, rows, filename)) for name, rows in sheets(data))
            name, rows = next(((name, rows) for name, rows in found if rows), ("", []))
    except _DAMAGE as error:
        raise RosterUnreadable(_DAMAGED, file=filename) from error
    if not rows:
        raise RosterUnreadable(_EMPTY, file=filename)
    header = tuple(cell.strip() for cell in rows[0][1])
    return Table(header, tuple(_fitted(row, len(header), name, filename) for row in rows[1:]), sheet=name)


def _within_bounds(name: str, rows: Iterable[Row], filename: str) -> list[Row]:
    """The rows that hold anything, each without its empty end."""
    kept: list[Row] = []
    cells = 0
    for number, row in rows:
        cells += len(row)
        if number > MAX_ROWS or cells > MAX_CELLS:
            raise RosterUnreadable(_TOO_MANY, where=sheet_row(name, number), file=filename)
        while row and not row[-1].strip():
            row.pop()
        if row:
            kept.append((number, row))
    return kept


def _fitted(row: Row, width: int, name: str, filename: str) -> tuple[int, tuple[str, ...]]:
    number, cells = row
    if len(cells) > width:
        raise RosterUnreadable(_BESIDE, where=sheet_row(name, number), file=filename)
    return number, (*cells, *repeat("", width - len(cells)))


def _xlsx(data: bytes) -> Iterator[Sheet]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # What the file says of its size may be wrong.
        if sheet.sheet_state == "visible":
            yield sheet.title, enumerate(([_text(c.value, c.data_type == "f") for c in row] for row in sheet.rows), 1)


def _ods(data: bytes) -> Iterator[Sheet]:
    for table in Document(BytesIO(data)).body.tables:
        yield str(table.name or ""), _ods_rows(table)


def _ods_rows(table: Any) -> Iterator[Row]:
    number = 0
    for row in table.get_elements(".//table:table-row"):
        cells = _ods_cells(row)
        times = row.repeated or 1
        for _ in range(times if any(cells) else 1):
            number += 1
            yield number, list(cells)
        number += 0 if any(cells) else times - 1


def _ods_cells(row: Any) -> list[str]:
    """The cells up to the last that holds anything; what fills the sheet to its edge is left out."""
    found = [
        (_text(cell.value, bool(cell.formula)), cell.repeated or 1)
        for cell in row.get_elements("table:table-cell|table:covered-table-cell")
    ]
    while found and not found[-1][0]:
        found.pop()
    cells = chain.from_iterable(repeat(text, times) for text, times in found)
    return list(islice(cells, MAX_CELLS + 1))


def _text(value: object, formula: bool) -> str:
    """A cell's value as text: whole numbers without a fraction, dates as 2023-07-14, formulas with their `=`."""
    if formula:
        return f"={getattr(value, 'text', value)}".replace("==", "=", 1)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    text = str(value)
    return text.removesuffix(".0") if isinstance(value, float) else text
