"""A delimited file as a table: its delimiter is found out, and it is read whole or not at all."""

import csv
import io
from collections.abc import Iterator

from petitions.people.formats.encodings import decode
from petitions.people.formats.tables import MAX_ROWS, Table
from petitions.people.formats.unreadable import RosterUnreadable, line
from petitions.people.sentences import N_

_DELIMITERS = ",;\t|"
_EMPTY = N_("%(file)s is empty.")
_QUOTES = N_("%(where)s of %(file)s: a quotation mark is opened and not closed, or stands inside a cell.")
_RAGGED = N_("%(where)s of %(file)s has %(found)d cells where the header has %(expected)d. The file may be cut off.")

_TOO_MANY = N_("%(where)s of %(file)s: a roster has fewer rows than this. Check that this is the right file.")


def read_delimited(data: bytes, filename: str) -> Table:
    """Read a delimited file; `RosterUnreadable` when any part of it can't be read."""
    text, encoding = decode(data, filename)
    delimiter = _delimiter(text)
    lines = _cells(text, delimiter, filename)
    _, header = next(lines, (0, ()))
    if not header:
        raise RosterUnreadable(_EMPTY, file=filename)
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in lines:
        if len(cells) != len(header):
            raise RosterUnreadable(_RAGGED, file=filename, where=line(number), found=len(cells), expected=len(header))
        if len(rows) == MAX_ROWS:
            raise RosterUnreadable(_TOO_MANY, file=filename, where=line(number))
        rows.append((number, cells))
    return Table(tuple(name.strip() for name in header), tuple(rows), encoding, delimiter)


def _delimiter(text: str) -> str:
    header = next((content for content in text.splitlines() if content.strip()), "")
    return max(_DELIMITERS, key=header.count)


def _cells(text: str, delimiter: str, filename: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with their first line; a line break inside a cell is taken for an unclosed quotation mark."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            if any("\n" in cell or "\r" in cell for cell in cells):
                raise RosterUnreadable(_QUOTES, file=filename, where=line(number))
            if any(cell.strip() for cell in cells):
                yield number, tuple(cells)
            number = reader.line_num + 1
    except csv.Error as error:
        raise RosterUnreadable(_QUOTES, file=filename, where=line(number)) from error
