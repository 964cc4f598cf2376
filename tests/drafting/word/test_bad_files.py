"""Whatever somebody takes in for a Word file is refused in one sentence, in little time, and without a look outside."""

import socket
import time
import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from petitions.core.markdown import TextTooLong
from petitions.core.text import UnprintableText
from petitions.drafting.word import package
from petitions.drafting.word.package import WordUnreadable
from petitions.drafting.word.reading import read
from petitions.drafting.word.returning import returned
from tests.drafting.word.files import external, item, p, part, word, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def a_workbook() -> bytes:
    data = BytesIO()
    Workbook().save(data)
    return data.getvalue()


def a_bomb() -> bytes:
    return word(p("Text"), theme="<a>" + " " * 40_000_000 + "</a>")


LAUGHS = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DEEP = "<w:smartTag>" * 5_000 + "</w:smartTag>" * 5_000
STRICT = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"Dear Minister,", "no Word document"),
        (b"{\\rtf1 Dear Minister}", "no Word document"),
        (b"%PDF-1.7", "is a PDF"),
        (OLE + b"old", "of an old kind"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (a_workbook(), "is a spreadsheet"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "of another program"),
        (zipped({"ppt/presentation.xml": "<p/>"}), "of another program"),
        (zipped({"anything.txt": "x"}), "no text in this file"),
        (word(p("Text"))[:900], "is damaged"),
        (zipped({"word/document.xml": "<w:document"}), "is damaged"),
        (zipped({"word/document.xml": STRICT}), "no text in this file"),
        (word(p("Text"), vbaProject=b"x").replace(b"vbaProject.xml", b"vbaProject.bin"), "holds a macro"),
        (word(p("&b;"), before=LAUGHS), "declares entities"),
        (word(p("&a;"), before=OUTSIDE), "declares entities"),
        (a_bomb(), "unpack to more"),
        (word(p(DEEP)), "is damaged"),
    ],
    ids="empty text rtf pdf doc locked xlsx odt pptx zip cut broken strict macro laughs outside bomb deep".split(),
)
def test_what_is_no_word_document_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(WordUnreadable, match=said):
        read(data)


def test_a_part_that_lies_about_its_size_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = word(p("Text " * 5_000))
    with ZipFile(BytesIO(whole)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = whole.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    with pytest.raises(WordUnreadable, match="is damaged"):
        read(lying)


def test_a_part_far_longer_than_any_letter_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_XML", 1_000)
    with pytest.raises(WordUnreadable, match="far longer than a letter"):
        read(word(p("Text " * 5_000)))


def test_missing_parts_are_no_fault() -> None:
    bare = zipped({"word/document.xml": part("document", f"<w:body>{item('one')}{p('Text', style='Gone')}</w:body>")})
    assert len(read(bare).blocks) == 2


def test_pictures_and_templates_elsewhere_are_never_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", _refuse)
    elsewhere = external("a", "https://tracker.example/p.png", "image") + external(
        "b", "https://tracker.example/t.dotm", "attachedTemplate"
    )
    found = read(word(p("Text", '<w:r><w:drawing r:link="a"/></w:r>'), relations=elsewhere))
    assert found.counted == {"picture": 1}


def test_a_text_too_long_to_keep_is_refused_as_soon_as_that_is_seen() -> None:
    begun = time.process_time()
    with pytest.raises(TextTooLong):
        read(word("".join(p(f"word {number} " * 100) for number in range(2_000))))
    with pytest.raises(TextTooLong):
        read(word("".join(f'<w:p w:rsidR="{number}"/>' for number in range(101_000))))
    assert time.process_time() - begun < 5


def with_footnotes(many: int) -> bytes:
    body = "".join(p("a", f'<w:r><w:footnoteReference w:id="{number}"/></w:r>') for number in range(many))
    notes = "".join(f'<w:footnote w:id="{number}">{p(f"n {number}")}</w:footnote>' for number in range(many))
    return word(body, footnotes=part("footnotes", notes))


def test_ten_thousand_footnotes_are_more_than_a_text_can_hold() -> None:
    data = with_footnotes(10_000)
    begun = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(TextTooLong):
            read(data)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert time.process_time() - begun < 20


def test_as_many_footnotes_as_a_text_can_hold_are_taken_in_within_seconds() -> None:
    data = with_footnotes(3_000)
    begun = time.process_time()
    found = read(data)
    changes = returned("One paragraph.\n", found.blocks, found.hints, found.note_hints).changes
    assert "[^3000]: n 2999" in changes[-1].replacement
    assert time.process_time() - begun < 30


def test_relations_and_styles_that_lead_in_circles_end() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )
    assert read(word(p("Text", style="A"), styles=styles)).blocks


def test_a_sign_that_cannot_be_printed_is_named_with_its_line() -> None:
    found = read(word(p("One") + p("No\ufdd0thing")))
    with pytest.raises(UnprintableText, match=r"Line 3 .* \(U\+FDD0\)"):
        returned("One\n", found.blocks)


def _refuse(*_arguments: object, **_more: object) -> None:
    raise AssertionError("Nothing outside the file may be asked.")


def test_an_archive_of_a_thousand_and_one_parts_is_refused() -> None:
    data = BytesIO(word(p("Text")))
    with ZipFile(data, "a", ZIP_DEFLATED) as archive:
        for number in range(1_001):
            archive.writestr(f"word/media/{number}.png", b"")
    with pytest.raises(WordUnreadable, match="unpack to more"):
        read(data.getvalue())


def test_fields_inside_one_another_without_end_are_refused_at_once() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    closed = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    begun = time.process_time()
    with pytest.raises(WordUnreadable, match="is damaged"):
        read(word(p(opened * 4_000 + "<w:r><w:t>a</w:t></w:r>" * 4_000 + closed * 4_000)))
    assert time.process_time() - begun < 5
    assert read(word(p(opened * 20 + "<w:r><w:t>a</w:t></w:r>" + closed * 20))).blocks


def test_what_the_notes_refer_to_is_read_once_and_not_for_each_note(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    relations = package.Package.relations
    monkeypatch.setattr(package.Package, "relations", lambda self, of: asked.append(of) or relations(self, of))
    read(with_footnotes(50))
    assert asked.count("word/footnotes.xml") == 1
