"""Which version a Word file was made from, as the file says it itself, and the names that its parts bear. Pure."""

import re
from dataclasses import dataclass
from uuid import UUID

PROPERTIES = ("Undersigned text", "Undersigned version", "Undersigned SHA-256")
"""The names of the file's own properties: id of the text, number of the version, hash of subject and text."""

PARAGRAPH = "us_paragraph_"
NOTE = "us_note_"
UNMARKED = "UndersignedNote"
UNMARKED_MORE = "UndersignedNoteMore"
NOTE_NUMBER = "UndersignedNoteNumber"


@dataclass(frozen=True)
class Origin:
    """One exact version of one text."""

    text_id: UUID
    number: int
    sha256: str

    def properties(self) -> dict[str, str]:
        """As the file's own properties."""
        return dict(zip(PROPERTIES, (str(self.text_id), str(self.number), self.sha256), strict=True))


def origin_of(properties: dict[str, str]) -> Origin | None:
    """What the properties of a file say, or None where they don't name a version."""
    text_id, number, sha256 = (properties.get(name, "") for name in PROPERTIES)
    if not re.fullmatch(r"\d{1,9}", number, re.ASCII) or not re.fullmatch(r"[0-9a-f]{64}", sha256):
        return None
    try:
        return Origin(UUID(text_id), int(number), sha256)
    except ValueError:
        return None


def number_in(name: str, prefix: str) -> int | None:
    """The number that a bookmark's name carries, as ``us_paragraph_12`` or ``us_paragraph_12_3``."""
    found = re.fullmatch(rf"{prefix}(\d{{1,6}})(_\d{{1,6}})?", name, re.ASCII)
    return int(found[1]) if found else None
