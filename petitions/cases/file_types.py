"""What an uploaded file is, by its content and never by its name; what could run in a browser is refused."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from flask_babel import gettext as _
from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import IFD

MOST_BYTES = 20 * 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_IMAGES = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}
_ACTIVE = re.compile(rb"^\s*<|<(script|html|svg|!doctype|iframe)\b", re.IGNORECASE)
_START = 4_096
# Where a photograph says where it was taken stands in its first 64 kB.
_EXIF_ENDS = 80_000
_MOST_PICTURES = 1_000


class RefusedFile(ValueError):
    """A file that can't be kept; the message says why and what to do."""


@dataclass(frozen=True)
class FileType:
    """A type that is kept: its name on the web, and the ending of its file's name."""

    media_type: str
    ending: str


def type_of(data: bytes) -> FileType:
    """The type of a file. Raises `RefusedFile` for what is too large, of another type, or would give a place away."""
    if not data:
        raise RefusedFile(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise RefusedFile(_("The file is larger than 20 MB. Make it smaller, or divide it."))
    if data.startswith(b"%PDF-"):
        _refuse_located(_pictures_in(data))
        return FileType("application/pdf", "pdf")
    if data.startswith(b"PK\x03\x04"):
        return _word(data)
    return _image(data) or _text(data)


def _word(data: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            _refuse_located(archive.open(name).read(_EXIF_ENDS) for name in names if name.startswith("word/media/"))
    except RefusedFile:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise RefusedFile(_("The file is damaged. Save it anew and upload it once more.")) from error
    if "word/document.xml" not in names:
        raise _other()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedFile(_("This document holds a macro. Save it as a document without macros, or as PDF."))
    return FileType(DOCX, "docx")


def _image(data: bytes) -> FileType | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(_IMAGES)) as image:
                kind, tells_place = str(image.format), _tells_place(image)
    except UnidentifiedImageError:
        return None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise RefusedFile(
            _("This picture can’t be read, or is too large. Save it anew and upload it again.")
        ) from error
    if tells_place or b"GPSLatitude" in data:
        raise RefusedFile(_("This picture says where it was taken. Save a copy without its location and upload that."))
    return FileType(*_IMAGES[kind])


def _tells_place(image: Image.Image) -> bool:
    said = (value for value in image.info.values() if isinstance(value, str | bytes))
    return bool(image.getexif().get_ifd(IFD.GPSInfo)) or any(b"GPSLatitude" in _as_bytes(value) for value in said)


def _as_bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _pictures_in(data: bytes) -> Iterator[bytes]:
    """The beginnings of the photographs that a PDF holds as they were taken."""
    for found in islice(re.finditer(rb"\xff\xd8\xff", data), _MOST_PICTURES):
        yield data[found.start() : found.start() + _EXIF_ENDS]


def _refuse_located(pictures: Iterable[bytes]) -> None:
    if any(map(_is_located, pictures)):
        raise RefusedFile(_("A picture in this document says where it was taken. Put in a copy without its location."))


def _is_located(picture: bytes) -> bool:
    """Whether a picture, of which the beginning is enough, says so; what is no picture says nothing."""
    try:
        with Image.open(io.BytesIO(picture), formats=list(_IMAGES)) as image:
            return _tells_place(image)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False


def _text(data: bytes) -> FileType:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _other() from error
    if b"\0" in data or _ACTIVE.search(data[:_START]):
        raise _other()
    return FileType("text/plain", "txt")


def _other() -> RefusedFile:
    return RefusedFile(_("Only PDF, JPEG, PNG and WebP pictures, plain text in UTF-8 and Word documents are kept."))
