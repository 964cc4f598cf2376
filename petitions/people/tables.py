"""A delimited file as text cells: its encoding and delimiter are found out, and it is read whole or not at all."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from petitions.core.errors import DomainError
from petitions.people.sentences import N_, Sentence

MAX_BYTES = 20_000_000
_DELIMITERS = ",;\t|"
_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_WESTERN_MARKS = set("’‘“”„–—…·ª°º«»€©®\xa0")
_SIGNATURES = {
    b"PK": N_("%(file)s is a spreadsheet or a zip archive. Save it as CSV and try again."),
    b"\xd0\xcf\x11\xe0": N_("%(file)s is a spreadsheet. Save it as CSV and try again."),
    b"%PDF": N_("%(file)s is a PDF. Roster import reads CSV files."),
    b"<": N_("%(file)s is XML or HTML. Roster import reads CSV files."),
    b"{": N_("%(file)s is JSON. Roster import reads CSV files."),
    b"[": N_("%(file)s is JSON. Roster import reads CSV files."),
}
_TOO_LARGE = N_(
    "%(file)s is larger than 20 MB. A roster has a few hundred kilobytes; check that this is the right file."
)
_EMPTY = N_("%(file)s is empty.")
_BINARY = N_("%(file)s is not a text file (byte %(byte)d is zero). Save the roster as CSV and try again.")
_MIXED = N_("Line %(line)d of %(file)s is in another encoding than the rest. Save the whole file as UTF-8.")
_UNKNOWN_ENCODING = N_(
    "%(file)s is neither UTF-8, UTF-16 nor Windows-1252 (line %(line)d can't be read). Save the file as UTF-8."
)
_QUOTES = N_("Line %(line)d of %(file)s: a quotation mark is opened and not closed, or stands inside a cell.")
_RAGGED = N_(
    "Line %(line)d of %(file)s has %(found)d cells where the header has %(expected)d. The file may be cut off."
)


class RosterUnreadable(DomainError):
    """The file can't be read whole, so nothing in it is believed. The sentence says why and what to do."""

    status = 422

    def __init__(self, template: str, **values: object) -> None:
        self.sentence = Sentence(template, values)
        super().__init__(str(self.sentence))


@dataclass(frozen=True, slots=True)
class Table:
    """Header and rows of a file, each row with the line that it starts on."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(data: bytes, filename: str) -> Table:
    """Read a delimited file; `RosterUnreadable` when any part of it can't be read."""
    text, encoding = decode(data, filename)
    delimiter = _delimiter(text)
    lines = _cells(text, delimiter, filename)
    _, header = next(lines, (0, ()))
    if not header:
        raise RosterUnreadable(_EMPTY, file=filename)
    rows = []
    for line, cells in lines:
        if len(cells) != len(header):
            raise RosterUnreadable(_RAGGED, file=filename, line=line, found=len(cells), expected=len(header))
        rows.append((line, cells))
    return Table(encoding, delimiter, tuple(name.strip().lower() for name in header), tuple(rows))


def decode(data: bytes, filename: str) -> tuple[str, str]:
    """Text and encoding name: UTF-8 and UTF-16 with or without a byte order mark, else Windows-1252."""
    if len(data) > MAX_BYTES:
        raise RosterUnreadable(_TOO_LARGE, file=filename)
    if not data.strip():
        raise RosterUnreadable(_EMPTY, file=filename)
    encoding = _unicode_encoding(data)
    if encoding == "utf-8-sig":
        _refuse_other_kinds(data, filename)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            raise RosterUnreadable(_UNKNOWN_ENCODING, file=filename, line=1) from error
        return _decode_western(data, error.start, filename), "cp1252"
    if "\0" in text:
        raise RosterUnreadable(_BINARY, file=filename, byte=text.index("\0"))
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig")


def _unicode_encoding(data: bytes) -> str:
    """UTF-16 shows by its mark, or by a zero in every other byte of a Latin header."""
    start = data[:200]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    zeros = start[::2].count(0), start[1::2].count(0)
    if min(zeros) or max(zeros) < len(start) / 4:
        return "utf-8-sig"
    return "utf-16-le" if zeros[1] else "utf-16-be"


def _refuse_other_kinds(data: bytes, filename: str) -> None:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, template in _SIGNATURES.items():
        if start.startswith(signature):
            raise RosterUnreadable(template, file=filename)
    if b"\0" in data:
        raise RosterUnreadable(_BINARY, file=filename, byte=data.index(b"\0"))


def _decode_western(data: bytes, offending: int, filename: str) -> str:
    """Windows-1252, unless the outcome shows that it was something else: nearly any bytes would decode."""
    line = data.count(b"\n", 0, offending) + 1
    if _MULTIBYTE.search(data):
        raise RosterUnreadable(_MIXED, file=filename, line=line)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RosterUnreadable(_UNKNOWN_ENCODING, file=filename, line=line) from error
    for number, content in enumerate(text.split("\n"), start=1):
        if any(ord(c) > 127 and not c.isalpha() and c not in _WESTERN_MARKS for c in content):
            raise RosterUnreadable(_UNKNOWN_ENCODING, file=filename, line=number)
    return text


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=header.count)


def _cells(text: str, delimiter: str, filename: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with their first line; a line break inside a cell is taken for an unclosed quotation mark."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any("\n" in cell or "\r" in cell for cell in cells):
                raise RosterUnreadable(_QUOTES, file=filename, line=line)
            if any(cell.strip() for cell in cells):
                yield line, tuple(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise RosterUnreadable(_QUOTES, file=filename, line=line) from error
