"""Evidence is what its bytes say, is kept sealed, and is no longer given out once it is damaged."""

import io
import zipfile

import pytest
from flask import Flask
from PIL import Image

from petitions.cases import file_types
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.signing.by_hand import reading
from petitions.signing.by_hand.errors import UnusableEvidence
from petitions.signing.by_hand.evidence import Evidence, type_of_scan
from tests.factories import changed
from tests.signing.by_hand.hand import NOTE, PDF, call, given, picture, recorded, stored
from tests.signing.scene import Desk

GPS_POSITION = {1: "N", 2: (54.0, 41.0, 0.0), 3: "E", 4: (25.0, 16.0, 0.0)}


def a_word_file() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return held.getvalue()


def a_located_photograph() -> bytes:
    held, exif = io.BytesIO(), Image.Exif()
    exif[0x8825] = GPS_POSITION
    Image.new("RGB", (20, 30)).save(held, "JPEG", exif=exif)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"), [(PDF, "pdf"), (picture("PNG"), "png"), (picture("JPEG"), "jpg")], ids=["pdf", "png", "jpeg"]
)
def test_a_scan_is_known_by_its_bytes(app: Flask, data: bytes, ending: str) -> None:
    assert type_of_scan(data).ending == ending


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"I, Ona, sign this text.",
        b"MZ\x90\x00" + b"\0" * 400,
        b"GIF89a" + b"\0" * 40,
        picture("WEBP"),
        a_word_file(),
        b"\x89PNG\r\n\x1a\n" + b"not a picture at all" * 9,
        b"\xff\xd8\xff" + b"<script>",
        a_located_photograph(),
    ],
    ids=["empty", "page", "text", "program", "gif", "webp", "word", "no png", "no jpeg", "located"],
)
def test_a_file_that_lies_or_tells_a_place_is_refused(app: Flask, data: bytes) -> None:
    with pytest.raises(UnusableEvidence):
        type_of_scan(data)


def test_a_scan_that_is_too_large_is_refused(app: Flask) -> None:
    with pytest.raises(UnusableEvidence, match="larger than 20 MB"):
        type_of_scan(PDF + b"0" * file_types.MOST_BYTES)


def test_a_paper_needs_a_scan_and_a_call_needs_a_note_without_a_number(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    for what, said in (
        (given(invitation, evidence=Evidence(note=NOTE)), "Add a scan"),
        (call(invitation, evidence=Evidence(file=PDF)), "who called whom"),
        (call(invitation, evidence=Evidence(note="I called +370 5 239 6060.")), "Leave the telephone number out"),
    ):
        with pytest.raises(UnusableEvidence, match=said):
            recorded(desk, what, invitation)


def test_file_and_note_lie_sealed_beside_their_hashes(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    evidence = Evidence(note=NOTE, file=PDF, file_name="C:\\Users\\ada\\scan \x01of\u202e paper.pdf")
    row = stored(recorded(desk, call(invitation, evidence=evidence), invitation))
    assert (row.file, row.note) == (PDF, NOTE)
    assert PDF not in row.file_sealed
    assert NOTE.encode() not in row.note_sealed
    assert len(row.file_sha256) == len(row.note_sha256) == 64
    assert (row.media_type, row.ending, row.size) == ("application/pdf", "pdf", len(PDF))
    assert row.file_name == "scan \ufffdof\u202e paper.pdf"
    assert reading.scan(row) == PDF


def test_a_scan_that_was_exchanged_or_deleted_is_not_given_out(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    row = recorded(desk, given(invitation), invitation)
    changed(row, file=PDF + b"% another")
    with pytest.raises(NotFound):
        reading.scan(stored(row))
    changed(row, file_sealed=None)
    with pytest.raises(NotFound):
        reading.scan(stored(row))
    assert db.session.get_one(type(row), row.id).file_sha256
