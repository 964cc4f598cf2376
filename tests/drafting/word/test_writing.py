"""A version as Word gets it: real lists, real footnotes, and the file knows which version it is."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from petitions.drafting.word.writing import write
from tests.drafting.word.files import W
from tests.drafting.word.texts import ORIGIN, letter

TEXT = """We ask:[^1]

3. Free her.
   - at once
4. Let her stay.[^1]

[^1]: The *law*.
[^2]: Never marked.
"""


def part(data: bytes, name: str) -> str:
    """A part of the file as text."""
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_the_same_version_is_the_same_file_to_the_byte() -> None:
    assert write(letter(TEXT)) == write(letter(TEXT))


def test_lists_are_words_own_and_begin_where_the_text_says() -> None:
    data = write(letter(TEXT))
    document = docx.Document(BytesIO(data))
    numbered = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert [(p.text, p._p.pPr.numPr.ilvl.val) for p in numbered] == [
        ("Free her.", 0),
        ("at once", 1),
        ("Let her stay.1", 0),
    ]
    assert numbered[0]._p.pPr.numPr.numId.val == numbered[2]._p.pPr.numPr.numId.val
    assert '<w:startOverride w:val="3"/>' in part(data, "word/numbering.xml")


def test_a_footnote_is_words_own_and_its_second_mark_refers_to_it() -> None:
    data = write(letter(TEXT))
    assert part(data, "word/document.xml").count("<w:footnoteReference ") == 1
    assert " NOTEREF us_note_1 " in part(data, "word/document.xml")
    assert "The </w:t>" in part(data, "word/footnotes.xml")


def test_a_note_that_nothing_marks_stands_at_the_end_of_the_text() -> None:
    last = docx.Document(BytesIO(write(letter(TEXT)))).paragraphs[-1]
    assert (last.text, last.style.name) == ("2 Never marked.", "Undersigned Note")


def test_the_file_says_which_version_it_is_and_each_paragraph_its_number() -> None:
    data = write(letter(TEXT))
    said = part(data, "docProps/custom.xml")
    assert all(value in said for value in (str(ORIGIN.text_id), ">3<", ORIGIN.sha256))
    names = etree.fromstring(part(data, "word/document.xml").encode()).iter(f"{{{W}}}bookmarkStart")
    assert [name.get(f"{{{W}}}name") for name in names] == [
        "us_paragraph_0",
        "us_note_1",
        "us_paragraph_1",
        "us_paragraph_1_1",
        "us_note_2",
    ]


def test_it_names_no_author_and_brings_nothing_that_the_text_has_not() -> None:
    data = write(letter(TEXT))
    about = docx.Document(BytesIO(data)).core_properties
    assert (about.title, about.author, about.comments) == ("Let her stay", "", "")
    with ZipFile(BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]


@pytest.mark.parametrize(("language", "turned"), [("ar", True), ("he", True), ("en", False), ("uk", False)])
def test_a_text_from_right_to_left_is_set_so(language: str, turned: bool) -> None:
    data = write(letter("السلام\n\n1. واحد[^1]\n\n[^1]: هامش\n", language))
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert ("<w:bidi/>" in part(data, name), "<w:rtl/>" in part(data, name)) == (turned, turned)
    assert f'w:bidi="{language}"' in part(data, "word/styles.xml")


def test_signs_of_xml_are_words() -> None:
    subject = "A & B <c> ]]>"
    document = docx.Document(BytesIO(write(letter("1 < 2 & 3\n", subject=subject))))
    assert [p.text for p in document.paragraphs] == [subject, "1 < 2 & 3"]
