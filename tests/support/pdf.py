"""What a PDF says."""

import io
import re
import unicodedata

import pypdf


def words_of(document: bytes) -> str:
    """The text as a program reads it, without what the breaking of lines did to it."""
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages)
    return re.sub(r"[\s\u00ad\u2010]+", " ", unicodedata.normalize("NFC", " ".join(pages)))
