"""How much a spreadsheet's archive may unpack to. It is checked before anything in it is read."""

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.sax import parse

from petitions.people.formats.unreadable import RosterUnreadable
from petitions.people.sentences import N_

MAX_UNPACKED = 30_000_000
MAX_RATIO = 200
MAX_PARTS = 1_000
_SMALL = 1_000_000
_BOMB = N_("%(file)s would unpack to more than a roster can hold. Save the list anew, as .xlsx, .ods or CSV.")
_DTD = N_("%(file)s declares a document type or entities inside, which no spreadsheet needs. Save it anew.")


def refuse_bombs(data: bytes, filename: str) -> None:
    """Raise `RosterUnreadable` where the archive would unpack to too much, or where its XML declares entities.

    The sizes are those that the archive states; no more than that is ever unpacked of a part.
    """
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if _is_bomb(parts):
            raise RosterUnreadable(_BOMB, file=filename)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _refuse_entities(archive, part, filename)


def _is_bomb(parts: Sequence[ZipInfo]) -> bool:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swollen = unpacked > _SMALL and unpacked > MAX_RATIO * packed
    return len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or swollen


def _refuse_entities(archive: ZipFile, part: ZipInfo, filename: str) -> None:
    """A document type stands first, so what breaks off before one declares none and is left to the reader."""
    try:
        with archive.open(part) as content, suppress(SAXException):
            parse(content, ContentHandler(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise RosterUnreadable(_DTD, file=filename) from error
