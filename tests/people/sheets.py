"""Spreadsheets made for tests: real files of both kinds, and some that no one should open."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from odfdo import Cell, Document, Row, Table
from openpyxl import Workbook

Cells = Sequence[Sequence[object]]


def xlsx(rows: Cells, title: str = "Members") -> bytes:
    """A workbook of one sheet; text that starts with `=` becomes a formula, as in any spreadsheet program."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return _saved(book)


def ods(rows: Cells, title: str = "Members") -> bytes:
    """An OpenDocument spreadsheet of one sheet; text that starts with `=` becomes a formula."""
    document, table = Document("spreadsheet"), Table(title)
    for values in rows:
        row = Row()
        for value in values:
            formula = f"of:{value}" if str(value).startswith("=") else None
            row.append_cell(Cell(value, formula=formula))
        table.append_row(row)
    document.body.clear()
    document.body.append(table)
    return _saved(document)


def with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one part put in or put in place of another."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


def part_of(archive: bytes, name: str) -> bytes:
    """One part of an archive."""
    with ZipFile(BytesIO(archive)) as parts:
        return parts.read(name)


def _saved(thing: Workbook | Document) -> bytes:
    made = BytesIO()
    thing.save(made)
    return made.getvalue()
