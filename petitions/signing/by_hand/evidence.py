"""What a signature by hand rests on: a scan of the paper, or a note of the call, with a file where there is one."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PureWindowsPath

from flask_babel import gettext as _

from petitions.cases.file_types import FileType, RefusedFile, type_of
from petitions.core.text import printable, sha256_hex
from petitions.signing.by_hand.errors import UnusableEvidence
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.by_hand.rules import holds_number
from petitions.signing.models import ProvedBy

# How a PDF, a PNG and a JPEG begin. Of what begins so `cases.file_types` looks at the rest.
_BEGINNINGS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Evidence:
    """A note in words, and a file with the name that it had."""

    note: str = ""
    file: bytes = b""
    file_name: str = ""


def type_of_scan(data: bytes) -> FileType:
    """The type of a scan, by its content. Raises `UnusableEvidence` for all but PDF, PNG and JPEG of up to 20 MB."""
    if not data.startswith(_BEGINNINGS):
        raise UnusableEvidence(_("This file is no PDF, PNG or JPEG, whatever its name says. Scan the paper as one."))
    try:
        return type_of(data)
    except RefusedFile as refused:
        raise UnusableEvidence(str(refused)) from refused


def require_note(note: str) -> None:
    """Raise `UnusableEvidence` for a note that holds a telephone number."""
    if holds_number(note):
        raise UnusableEvidence(_("Leave the telephone number out of the note. Say whose number it is instead."))


def require_enough(kind: ProvedBy, evidence: Evidence) -> None:
    """Raise `UnusableEvidence` for a paper without its scan, or a call without a note of it."""
    if kind == ProvedBy.PAPER and not evidence.file:
        raise UnusableEvidence(_("Add a scan or photograph of the signed paper."))
    if kind == ProvedBy.TELEPHONE and not evidence.note:
        raise UnusableEvidence(_("Write down who called whom, at whose number, and what was said."))


def keep(recorded: HandConfirmation, evidence: Evidence) -> None:
    """Seal the evidence into the row, beside the hashes that outlive it. Raises `UnusableEvidence`."""
    require_enough(ProvedBy(recorded.kind), evidence)
    require_note(evidence.note)
    recorded.note = evidence.note
    recorded.note_sha256 = sha256_hex(evidence.note) if evidence.note else ""
    if not evidence.file:
        return
    found = type_of_scan(evidence.file)
    recorded.file = evidence.file
    recorded.file_sha256, recorded.size = sha256(evidence.file).hexdigest(), len(evidence.file)
    recorded.media_type, recorded.ending = found.media_type, found.ending
    recorded.file_name = _plain_name(evidence.file_name)


def in_statement(recorded: HandConfirmation, confirmed_by: str) -> dict[str, str]:
    """What the leaf of the signature commits to of its evidence: hashes, the moment, and both organisers by id."""
    return {
        "file": recorded.file_sha256,
        "note": recorded.note_sha256,
        "given_at": recorded.given_at.isoformat(timespec="seconds"),
        "recorded_by": str(recorded.recorded_by_id),
        "confirmed_by": confirmed_by,
    }


def _plain_name(name: str) -> str:
    """The name of the file without folders, as one line that can be printed."""
    return " ".join(printable(PureWindowsPath(name).name).split())[-_LONGEST_NAME:]
