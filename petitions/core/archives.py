"""How much an uploaded archive may unpack to, and what its XML may declare. Checked before anything in it is read."""

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.sax import parse

MAX_UNPACKED = 30_000_000
MAX_RATIO = 200
MAX_PARTS = 1_000
_SMALL = 1_000_000


class ArchiveSwells(ValueError):
    """The archive would unpack to far more than it explains."""


class DeclaresEntities(ValueError):
    """A part declares a document type or entities, which no office file needs and which can swell without end."""


def refuse_bombs(data: bytes) -> None:
    """Raise `ArchiveSwells` where the archive would unpack to too much, `DeclaresEntities` where its XML could.

    The sizes are those that the archive states; no more than that is ever unpacked of a part.
    Raises what ``zipfile`` raises for a damaged archive.
    """
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if _is_bomb(parts):
            raise ArchiveSwells
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _refuse_entities(archive, part)


def _is_bomb(parts: Sequence[ZipInfo]) -> bool:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swollen = unpacked > _SMALL and unpacked > MAX_RATIO * packed
    return len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or swollen


def _refuse_entities(archive: ZipFile, part: ZipInfo) -> None:
    """A document type stands first, so what breaks off before one declares none and is left to the reader."""
    try:
        with archive.open(part) as content, suppress(SAXException):
            parse(content, ContentHandler(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise DeclaresEntities from error
