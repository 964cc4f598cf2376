"""A word without end stays on the sheet."""

import io
from dataclasses import replace

import pypdf
import pytest

from petitions.core.text import canonical
from petitions.dispatch.pdf import render
from tests.dispatch.test_pdf import LETTER, SIGNATORY

LONG = "W" * 110


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, signatories=(replace(SIGNATORY, name=LONG),)),
        replace(LETTER, body=canonical(f"Dear Minister,\n\n{LONG}")),
        replace(LETTER, subject=LONG),
    ],
    ids=["name", "body", "subject"],
)
def test_a_word_longer_than_its_line_is_broken(letter) -> None:
    page = pypdf.PdfReader(io.BytesIO(render(letter))).pages[0]
    longest = max(page.extract_text().split(), key=lambda word: word.count("W")).count("W")
    assert 0 < longest < 60
