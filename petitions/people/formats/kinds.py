"""What kind of file it is, told by its content: names of files lie."""

import re
from enum import Enum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from petitions.people.formats.encodings import unicode_encoding
from petitions.people.formats.unreadable import RosterUnreadable
from petitions.people.sentences import N_

MAX_BYTES = 20_000_000
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_HTML = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype\s+)?html\b", re.I | re.S)
HONORIFICS = r"(?:Mr|Ms|Mrs|Miss|Lord|Lady|Baroness|Baron|Sir|Dame|Earl|Countess|Viscount|Dr|Prof|Professor)\.?"
_SIGNATORY = re.compile(rf"@\d+\||{HONORIFICS}\s[^,;]+,[^,;]+,[^,;\n]+(;|\n|$)")
_TOO_LARGE = N_(
    "%(file)s is larger than 20 MB. A roster has a few hundred kilobytes; check that this is the right file."
)
_EMPTY = N_("%(file)s is empty.")
_PDF = N_("%(file)s is a PDF. Ask for the list as a spreadsheet, CSV or XML.")
_OLD_SHEET = N_("%(file)s is a spreadsheet of an old kind, or locked. Save it without a password as .xlsx or .ods.")
_ARCHIVE = N_("%(file)s is an archive without a spreadsheet in it, or cut off. Send the roster itself.")
_PAGE = N_("%(file)s is a web page. Save the list itself, as XML or CSV.")


class Kind(Enum):
    """The kinds of files that are read."""

    TABLE = "table"
    XLSX = "xlsx"
    ODS = "ods"
    XML = "xml"
    JSON = "json"
    SIGNATORIES = "signatories"


def kind_of(data: bytes, filename: str) -> Kind:
    """The kind of a file that may be read. Raises `RosterUnreadable` for every other."""
    if len(data) > MAX_BYTES:
        raise RosterUnreadable(_TOO_LARGE, file=filename)
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise RosterUnreadable(_EMPTY, file=filename)
    if data.startswith(b"PK"):
        return _kind_of_archive(data, filename)
    for signature, template in ((b"%PDF", _PDF), (b"\xd0\xcf\x11\xe0", _OLD_SHEET)):
        if data.startswith(signature):
            raise RosterUnreadable(template, file=filename)
    return _kind_of_text(data[:4000].decode(unicode_encoding(data), "ignore").lstrip("\ufeff \t\r\n"), filename)


def _kind_of_archive(data: bytes, filename: str) -> Kind:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return Kind.XLSX
            if {"mimetype", "content.xml"} <= names and archive.open("mimetype").read(len(_ODS)) == _ODS:
                return Kind.ODS
    except (BadZipFile, OSError, RuntimeError, ValueError) as error:
        raise RosterUnreadable(_ARCHIVE, file=filename) from error
    raise RosterUnreadable(_ARCHIVE, file=filename)


def _kind_of_text(start: str, filename: str) -> Kind:
    if _HTML.match(start):
        raise RosterUnreadable(_PAGE, file=filename)
    if start.startswith("<"):
        return Kind.XML
    if start.startswith(("{", "[")):
        return Kind.JSON
    said = "\n".join(line.strip() for line in start.splitlines() if not line.startswith("#"))
    return Kind.SIGNATORIES if _SIGNATORY.match(said.strip()) else Kind.TABLE
