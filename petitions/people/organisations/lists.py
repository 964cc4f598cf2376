"""A list of organisations as people paste or upload it: one a line, or a table with a header."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import category, normalize

from flask_babel import gettext as _

from petitions.core.countries import is_country
from petitions.core.errors import DomainError
from petitions.core.text import BIDI_CONTROLS
from petitions.people.bodies import country_code
from petitions.people.spelling import fold

MOST_LINES = 2_000
LONGEST_CELL = 300
_DELIMITERS = "\t;,|"
_COLUMNS = {
    "name": "name",
    "organisation": "name",
    "organization": "name",
    "abbreviation": "abbreviation",
    "abbr": "abbreviation",
    "acronym": "abbreviation",
    "short name": "abbreviation",
    "country": "country",
    "domain": "domains",
    "domains": "domains",
    "website": "domains",
    "head": "head",
    "kind": "kind",
    "type": "kind",
}
_BULLET = re.compile(r"^\s*(?:[-–—•*·]|\d{1,4}[.)])\s+")
_DOMAIN = re.compile(r"^(?:https?://)?[^\s/@.]+(?:\.[^\s/@.]+)+/?$")
_LAST_BRACKETS = re.compile(r"^(?P<before>.*\S)\s*\((?P<inside>[^()]+)\)$")


class UnreadableList(DomainError):
    """The list can't be read as a whole, so nothing in it is taken."""

    status = 422


@dataclass(frozen=True, slots=True)
class ListRow:
    """One organisation as the list gives it, and its line (from 1). `odd` says why it can't be read, or is empty."""

    line: int
    name: str = ""
    abbreviation: str = ""
    country: str = ""
    domains: str = ""
    head: str = ""
    kind: str = ""
    odd: str = ""


def read_list(text: str) -> list[ListRow]:
    """Every organisation of the list, empty lines left out. Raises `UnreadableList` for one that is far too long."""
    lines = normalize("NFC", text.removeprefix("\ufeff")).splitlines()
    if len(lines) > MOST_LINES:
        raise UnreadableList(
            _("The list has more than %(most)d lines. Divide it and import its parts one by one.", most=MOST_LINES)
        )
    start = next((place for place, line in enumerate(lines) if line.strip()), None)
    if start is None:
        raise UnreadableList(_("The list is empty. Write one organisation on each line."))
    delimiter, columns = _header(lines[start])
    if columns:
        return list(_table(lines, start, delimiter, columns))
    return [_checked(_line(number, line)) for number, line in enumerate(lines, start=1) if line.strip()]


def known_country(printed: str) -> str | None:
    """The ISO code of a country printed as code or English name; None for what is none, groupings such as EU too."""
    code = country_code(printed)
    return code if code and is_country(code) else None


def head_of(printed: str) -> tuple[str, str]:
    """Name and title of a head printed as `Ieva Example (President)`; without brackets there is no title."""
    found = _LAST_BRACKETS.match(printed.strip())
    return (found["before"].strip(" ,"), found["inside"].strip()) if found else (printed.strip(), "")


def _header(line: str) -> tuple[str, list[str]]:
    """The delimiter and the columns known here, `""` for others; no columns where the line is no header."""
    for delimiter in _DELIMITERS:
        cells = [fold(cell) for cell in line.split(delimiter)]
        if len(cells) > 1 and {_COLUMNS.get(cell) for cell in cells} >= {"name"}:
            return delimiter, [_COLUMNS.get(cell, "") for cell in cells]
    return "", ["name"] if fold(line) in {"name", "organisation", "organization"} else []


def _table(lines: Sequence[str], start: int, delimiter: str, columns: Sequence[str]) -> Iterator[ListRow]:
    if not delimiter:
        yield from (_checked(_line(n, line)) for n, line in enumerate(lines[start + 1 :], start + 2) if line.strip())
        return
    for number, line in enumerate(lines[start + 1 :], start=start + 2):
        if not line.strip(f" {delimiter}"):
            continue
        cells = next(csv.reader([line], delimiter=delimiter), [])
        if line.count('"') % 2:
            yield ListRow(number, name=line[:80], odd=_("A quotation mark is opened and not closed."))
        elif len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            told = _("It has %(found)d cells where the header has %(wanted)d.", found=len(cells), wanted=len(columns))
            yield ListRow(number, name=line[:80], odd=told)
        else:
            named = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
            yield _checked(ListRow(number, **named))


def _line(number: int, line: str) -> ListRow:
    """`Name (ABBR), Country`: what stands after the last comma is a country only where it is one."""
    text = _BULLET.sub("", line).strip().rstrip(";,").strip()
    name, *cells = re.split(r"\s*[;\t]\s*", text)
    if cells:
        return _with_cells(_line(number, name), cells, text)
    before, comma, after = text.rpartition(",")
    country = after.strip() if comma and known_country(after) else ""
    name = before.strip() if country else text
    found = _LAST_BRACKETS.match(name)
    if found and not country and known_country(found["inside"]):
        return ListRow(number, name=found["before"], country=found["inside"])
    if found and _is_abbreviation(found["inside"]):
        return ListRow(number, name=found["before"], abbreviation=found["inside"], country=country)
    return ListRow(number, name=name, country=country)


def _with_cells(row: ListRow, cells: Sequence[str], text: str) -> ListRow:
    """`Name; Country; domain`: cells without a header are taken for what only they can be."""
    countries = [cell for cell in cells if known_country(cell)]
    domains = [cell for cell in cells if _DOMAIN.match(cell)]
    if len(countries) + len(domains) < len(cells) or len(countries) > 1:
        told = _("What its columns hold is not clear. Give the list a header: name; abbreviation; country; domain.")
        return ListRow(row.line, name=text[:80], odd=told)
    return replace(row, country=next(iter(countries), row.country), domains=", ".join(domains))


def _is_abbreviation(text: str) -> bool:
    return len(text) <= 15 and " " not in text and sum(map(str.isupper, text)) >= 2


def _is_unseen(sign: str) -> bool:
    """A character that nobody sees, or that turns the direction of the text around it; joiners are letters' own."""
    return category(sign) in {"Cc", "Cn", "Co", "Cs", "Zl", "Zp"} or sign in BIDI_CONTROLS


def _checked(row: ListRow) -> ListRow:
    """The row, or with what is wrong with it as text."""
    cells = (row.name, row.abbreviation, row.country, row.domains, row.head, row.kind)
    trouble = ""
    if not fold(row.name):
        trouble = _("It names no organisation.")
    elif any(len(cell) > LONGEST_CELL for cell in cells):
        trouble = _("It is longer than %(most)d characters.", most=LONGEST_CELL)
    elif any(_is_unseen(sign) for cell in cells for sign in cell):
        trouble = _("It holds a character that cannot be printed.")
    elif any(cell.startswith(("=", "+", "@")) for cell in cells):
        trouble = _("It begins like a formula of a spreadsheet.")
    elif any("<" in cell and ">" in cell for cell in cells):
        trouble = _("It holds a tag of a web page.")
    return ListRow(row.line, name=row.name[:80], odd=trouble) if trouble else row
