"""A list of signatories as a table for spreadsheets, in which no cell is ever a formula. Pure."""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from flask_babel import gettext as _

from petitions.signing.exporting.files import new_file, read_from
from petitions.signing.exporting.listed import Listed, SignatoryList, in_one_line

# What spreadsheets take for the beginning of a formula, also behind what they may take for a new cell.
_FORMULA = re.compile(r"(^|[,;\t\"|])(\s*)(?=[=+\-@＝＋－＠])")


def write(found: SignatoryList) -> BinaryIO:
    """The table in UTF-8: a header in plain words, one row for each signatory, one for those who are only counted.

    Each row says of which text the list is, so that it can be sorted and filtered and still be understood. A mark at
    the beginning says that it is UTF-8 where any letter needs it: without it, spreadsheets garble names.
    """
    file, is_ascii = new_file(), True
    table = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in _rows(found):
        cells = list(map(harmless, row))
        is_ascii = is_ascii and "".join(cells).isascii()
        writer.writerow(cells)
    table.detach()
    return read_from(file, len(BOM_UTF8) if is_ascii else 0)


def harmless(cell: str) -> str:
    """The cell as words: an apostrophe stands before what would be read as a formula, as people type it themselves."""
    return _FORMULA.sub(r"\1\2'", in_one_line(cell))


def _rows(found: SignatoryList) -> Iterator[list[str]]:
    about = [found.campaign, found.stand, found.sha256, f"{found.moment:%Y-%m-%d %H:%M}"]
    yield [
        _("Place"),
        _("Name"),
        _("Capacity"),
        _("Country"),
        _("Political group"),
        _("Signed on"),
        _("Note"),
        _("Line as printed"),
        _("Campaign"),
        _("Text"),
        _("SHA-256 of the text"),
        _("List made (UTC)"),
    ]
    for place, row in enumerate(found.rows, start=1):
        yield [str(place), *_of(row), *about]
    if found.counted:
        yield ["", found.rest, *[""] * 6, *about]


def _of(row: Listed) -> list[str]:
    day = row.signed_on.isoformat() if row.signed_on else ""
    return [row.name, row.capacity, row.country, row.group, day, row.note, row.line]
