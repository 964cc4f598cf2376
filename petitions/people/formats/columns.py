"""Which column of a table holds what: known by its header, or said by a person."""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from string import ascii_uppercase
from typing import Any, Self

from petitions.people.bodies import country_code
from petitions.people.formats.cells import refuse_unsafe
from petitions.people.formats.printed_names import NameOrder, made_id, split_name
from petitions.people.formats.tables import Table
from petitions.people.formats.unreadable import ColumnsUnknown, RosterUnreadable
from petitions.people.rosters import RosterRow
from petitions.people.sentences import N_
from petitions.people.spelling import fold

FIELDS = ("full_name", "first_name", "last_name", "country", "group", "email", "member_id", "since")
# Whatever else a snapshot holds (birth date, sex, phone, handles) is never read.
_SNAPSHOT = {
    "member_id": "epid",
    "first_name": "first_name",
    "last_name": "last_name",
    "country": "country",
    "group": "eugroup",
    "email": "email",
}
_SINCE = "since"
_CODE = re.compile(r"[A-Z][A-Z0-9]{3}")
_LETTERS = frozenset(ascii_uppercase) | {""}
# Headings that leave little doubt, folded; they only fill in the form that a person then sends.
_USUAL = {
    "full_name": "name|full name|fullname|member|nom|imie i nazwisko|nazwisko i imie|nazwa",
    "first_name": "first name|firstname|given name|given names|forename|first_name|prenom|vorname|imie|nombre",
    "last_name": "last name|lastname|surname|family name|last_name|nom de famille|nachname|nazwisko|apellidos",
    "country": "country|state|delegation|pays|land|kraj|pais",
    "group": "group|political group|party|eugroup|groupe|fraktion|klub|grupo|fraction",
    "email": "email|e mail|mail|email address|e mail address",
    "member_id": "id|member id|epid|mp id",
    "since": "since|from|start|start date|mandate since",
}
_MISSING = N_("%(file)s has no column %(columns)s. The first line has to name the columns.")
_TWICE = N_("%(file)s has the column %(columns)s twice, so it isn't clear which one holds.")
_NO_ROWS = N_("%(file)s has a header and no members.")
_NO_COLUMN = N_("%(file)s has fewer columns than were chosen. Choose the columns anew.")


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each field's column, counted from 0; None where no column holds it.

    A name stands in one column, written in `name_order`, or in two. `same_country` is the ISO code of every member
    where no column says it. Unless the list `is_whole`, an absence from it says nothing. Each of the `committees` has
    a column that its code heads, with a letter for whoever sits there.
    """

    full_name: int | None = None
    first_name: int | None = None
    last_name: int | None = None
    country: int | None = None
    group: int | None = None
    email: int | None = None
    member_id: int | None = None
    since: int | None = None
    name_order: NameOrder = NameOrder.CAPITALS
    same_country: str = ""
    is_whole: bool = False
    committees: tuple[int, ...] = ()

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `as_json` gave."""
        return cls(**{**kept, "name_order": NameOrder(kept["name_order"])})

    def as_json(self) -> dict[str, Any]:
        """The choice as it is kept."""
        return asdict(self)


def guessed_columns(table: Table) -> Columns:
    """Which columns the headings seem to name, for a person to look at."""
    header = [fold(name) for name in table.header]
    places = {
        field: next((place for place, name in enumerate(header) if name in usual.split("|")), None)
        for field, usual in _USUAL.items()
    }
    two = places["first_name"] is not None and places["last_name"] is not None
    unused = dict.fromkeys(("full_name",) if two else ("first_name", "last_name"))
    guess: dict[str, Any] = {**places, **unused}
    return Columns(**guess)


def known_columns(table: Table, filename: str) -> Columns:
    """The columns of a snapshot of the European Parliament's members, in whatever order.

    Raises `ColumnsUnknown` when the header is another, and `RosterUnreadable` when a column stands there twice.
    """
    header = [name.lower() for name in table.header]
    if missing := [name for name in _SNAPSHOT.values() if name not in header]:
        raise ColumnsUnknown(_MISSING, file=filename, columns=", ".join(missing))
    wanted = [*_SNAPSHOT.values(), _SINCE]
    if twice := [name for name in wanted if header.count(name) > 1]:
        raise RosterUnreadable(_TWICE, file=filename, columns=", ".join(twice))
    places: dict[str, Any] = {field: header.index(name) for field, name in _SNAPSHOT.items()}
    since = header.index(_SINCE) if _SINCE in header else None
    return Columns(since=since, is_whole=True, committees=_committees(table, {*places.values()}), **places)


def _committees(table: Table, taken: Collection[int]) -> tuple[int, ...]:
    """The columns headed by four capitals in which nothing but single letters stand."""
    coded = [place for place, name in enumerate(table.header) if place not in taken and _CODE.fullmatch(name)]
    return tuple(place for place in coded if {cells[place].strip() for _line, cells in table.rows} <= _LETTERS)


def rows_of(table: Table, columns: Columns, filename: str) -> tuple[RosterRow, ...]:
    """The members of the table. Raises `RosterUnreadable` with the place of a cell that no roster may hold."""
    if not table.rows:
        raise RosterUnreadable(_NO_ROWS, file=filename)
    places = {field: place for field in FIELDS if (place := getattr(columns, field)) is not None}
    if any(place >= len(table.header) for place in places.values()):
        raise RosterUnreadable(_NO_COLUMN, file=filename)
    committees = [(table.header[place], place) for place in columns.committees]
    rows = []
    for line, cells in table.rows:
        values = {field: cells[place] for field, place in places.items()}
        for place in places.values():
            refuse_unsafe({table.header[place]: cells[place]}, table.where(line), filename)
        seats = tuple((code, letter) for code, place in committees if (letter := cells[place].strip()))
        rows.append(_row(line, values, columns, seats))
    return tuple(rows)


def _row(line: int, values: Mapping[str, str], columns: Columns, seats: tuple[tuple[str, str], ...]) -> RosterRow:
    texts = dict.fromkeys(FIELDS, "") | {field: value.strip() for field, value in values.items()}
    first, last = texts["first_name"], texts["last_name"]
    if columns.full_name is not None:
        first, last = split_name(texts["full_name"], columns.name_order)
    country = columns.same_country or texts["country"]
    member = texts["member_id"]
    if columns.member_id is None:
        member = made_id(first, last, country_code(country) or country)
    email = values.get("email", "")
    return RosterRow(line, member, first, last, country, texts["group"], email, texts["since"], committees=seats)
