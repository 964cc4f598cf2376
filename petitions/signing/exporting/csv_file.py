"""A list of signatories as a table for spreadsheets, in which no cell is ever a formula. Pure."""

from collections.abc import Iterator
from typing import BinaryIO

from flask_babel import gettext as _

from petitions.core.spreadsheet import write_csv
from petitions.signing.exporting.files import new_file, read_from
from petitions.signing.exporting.listed import Listed, SignatoryList, in_one_line


def write(found: SignatoryList) -> BinaryIO:
    """The table in UTF-8: a header in plain words, one row for each signatory, one for those who are only counted.

    Each row says of which text the list is, so that it can be sorted and filtered and still be understood.
    """
    file = new_file()
    write_csv(file, _heads(), ([in_one_line(cell) for cell in row] for row in _rows(found)))
    return read_from(file)


def _heads() -> list[str]:
    return [
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


def _rows(found: SignatoryList) -> Iterator[list[str]]:
    about = [found.campaign, found.stand, found.sha256, f"{found.moment:%Y-%m-%d %H:%M}"]
    for place, row in enumerate(found.rows, start=1):
        yield [str(place), *_of(row), *about]
    if found.counted:
        yield ["", found.rest, *[""] * 6, *about]


def _of(row: Listed) -> list[str]:
    day = row.signed_on.isoformat() if row.signed_on else ""
    return [row.name, row.capacity, row.country, row.group, day, row.note, row.line]
