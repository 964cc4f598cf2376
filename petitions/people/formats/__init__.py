"""Roster files in every form in which bodies and volunteers give them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from petitions.people.formats.assembly import read_signatories
from petitions.people.formats.columns import Columns, known_columns, rows_of
from petitions.people.formats.delimited import read_delimited
from petitions.people.formats.kinds import Kind, kind_of
from petitions.people.formats.parliament import read_json, read_xml
from petitions.people.formats.printed_names import NameOrder
from petitions.people.formats.sheets import read_ods, read_xlsx
from petitions.people.formats.tables import MAX_ROWS, Table
from petitions.people.formats.unreadable import ColumnsUnknown, RosterUnreadable
from petitions.people.rosters import RosterRow, RosterTable
from petitions.people.sentences import N_

__all__ = ["Columns", "ColumnsUnknown", "NameOrder", "RosterUnreadable", "Table", "read_roster", "read_table"]

_MOST_COLUMNS = 300
_TOO_WIDE = N_("%(file)s has %(found)d columns, and no roster has more than 300. Check that this is the right file.")
_TOO_LONG = N_(
    "%(file)s lists %(found)d members, and no roster has more than %(most)d. Check that it is the right file."
)
_TABLES: Mapping[Kind, Callable[[bytes, str], Table]] = {
    Kind.TABLE: read_delimited,
    Kind.XLSX: read_xlsx,
    Kind.ODS: read_ods,
}
_LISTS: Mapping[Kind, Callable[[bytes, str], tuple[RosterRow, ...]]] = {Kind.XML: read_xml, Kind.JSON: read_json}


def read_table(data: bytes, filename: str) -> Table | None:
    """The table in a CSV file or spreadsheet; None for files of other kinds. Raises `RosterUnreadable`."""
    kind = kind_of(data, filename)
    return _table(kind, data, filename) if kind in _TABLES else None


def read_roster(data: bytes, filename: str, columns: Columns | None = None, as_of: date | None = None) -> RosterTable:
    """Read a roster of any kind. `as_of` chooses among several dated declarations in one file.

    Raises `RosterUnreadable` when the file can't be read whole, and `ColumnsUnknown` when it is a table whose columns
    have to be told.
    """
    kind = kind_of(data, filename)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind is Kind.SIGNATORIES:
        rows, encoding = read_signatories(data, filename, as_of)
        _refuse_more(rows, filename)
        return RosterTable(filename, sha256, encoding, rows, carries_addresses=False, is_whole=False)
    if kind in _LISTS:
        rows = _LISTS[kind](data, filename)
        _refuse_more(rows, filename)
        return RosterTable(filename, sha256, "", rows, carries_addresses=False)
    table = _table(kind, data, filename)
    chosen = columns or known_columns(table, filename)
    return RosterTable(
        filename,
        sha256,
        table.encoding,
        rows_of(table, chosen, filename),
        carries_addresses=chosen.email is not None,
        is_whole=chosen.is_whole,
    )


def _refuse_more(rows: Sequence[RosterRow], filename: str) -> None:
    if len(rows) > MAX_ROWS:
        raise RosterUnreadable(_TOO_LONG, file=filename, found=len(rows), most=MAX_ROWS)


def _table(kind: Kind, data: bytes, filename: str) -> Table:
    table = _TABLES[kind](data, filename)
    if len(table.header) > _MOST_COLUMNS:
        raise RosterUnreadable(_TOO_WIDE, file=filename, found=len(table.header))
    return table
