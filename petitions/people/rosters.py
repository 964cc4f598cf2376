"""A roster file as rows, exactly as printed. What may be believed of them is decided in `judging`."""

import hashlib
from dataclasses import dataclass

from petitions.people.sentences import N_
from petitions.people.tables import RosterUnreadable, read_table

# Whatever else a file holds (birth date, sex, phone, handles) is never read.
_COLUMNS = {
    "member_id": "epid",
    "first_name": "first_name",
    "last_name": "last_name",
    "country": "country",
    "group": "eugroup",
    "email": "email",
}
_SINCE = "since"

_MISSING = N_("%(file)s has no column %(columns)s. The first line has to name the columns.")
_TWICE = N_("%(file)s has the column %(columns)s twice, so it isn't clear which one holds.")
_NO_ROWS = N_("%(file)s has a header and no members.")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line of a roster as printed, nothing trimmed but the edges of names and codes."""

    line: int
    member_id: str
    first_name: str
    last_name: str
    country: str
    group: str
    email: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class RosterTable:
    """A roster file read whole, with what its provenance needs."""

    filename: str
    sha256: str
    encoding: str
    rows: tuple[RosterRow, ...]


def read_roster(data: bytes, filename: str) -> RosterTable:
    """Read a CSV snapshot of the European Parliament's members; columns may stand in any order.

    Raises `RosterUnreadable` when the file can't be read whole.
    """
    table = read_table(data, filename)
    places = _places(table.header, filename)
    if not table.rows:
        raise RosterUnreadable(_NO_ROWS, file=filename)
    rows = tuple(_row(line, cells, places) for line, cells in table.rows)
    return RosterTable(filename, hashlib.sha256(data).hexdigest(), table.encoding, rows)


def _places(header: tuple[str, ...], filename: str) -> dict[str, int]:
    wanted = [*_COLUMNS.values(), *([_SINCE] if _SINCE in header else [])]
    if missing := [name for name in wanted if name not in header]:
        raise RosterUnreadable(_MISSING, file=filename, columns=", ".join(missing))
    if twice := [name for name in wanted if header.count(name) > 1]:
        raise RosterUnreadable(_TWICE, file=filename, columns=", ".join(twice))
    return {name: header.index(name) for name in wanted}


def _row(line: int, cells: tuple[str, ...], places: dict[str, int]) -> RosterRow:
    values = {field: cells[places[column]].strip() for field, column in _COLUMNS.items()}
    values["email"] = cells[places["email"]]
    since = cells[places[_SINCE]].strip() if _SINCE in places else ""
    return RosterRow(line, since=since, **values)
