"""A file that an office wrote is read as its text, and what no text can hold is said."""

import pytest

from petitions.drafting.word.labels import labelled
from petitions.drafting.word.left_out import left_out, otherwise
from petitions.drafting.word.markup import Markup, tidied
from petitions.drafting.word.package import WordUnreadable
from petitions.drafting.word.reading import Read, read
from petitions.drafting.word.units import notes_of
from tests.drafting.word.files import external, field, item, p, part, r, word


def text_of(found: Read) -> str:
    """What was read, in Markdown."""
    blocks = tidied(found.blocks)
    return Markup(labelled({}, notes_of(blocks), {})).blocks(blocks)


def test_paragraphs_headings_stress_and_line_breaks() -> None:
    body = (
        p("Let her stay", style="Titel")
        + p("Why", style="berschrift1")
        + p("She ", r("must", "<w:b/>"), " ", r("stay", "<w:i/>"), "<w:r><w:br/></w:r>", "here.", "   ")
        + p()
        + p(r("Now", '<w:rStyle w:val="Fett"/>'), r(" and", '<w:b w:val="0"/>'), " then")
    )
    found = read(word(body))
    assert found.subject == "Let her stay"
    assert text_of(found) == "# Why\n\nShe **must** *stay*\\\nhere.\n\n**Now** and then"
    assert found.origin is None


def test_signs_of_markdown_that_somebody_typed_stay_signs() -> None:
    body = p("2 * 3 * 4") + p("*not stressed*") + p("# no heading") + p("1. no list") + p("[^1] &lt;https://a.example>")
    assert text_of(read(word(body))) == (
        "2 * 3 * 4\n\n\\*not stressed\\*\n\n\\# no heading\n\n1\\. no list\n\n\\[^1\\] \\<https://a.example\\>"
    )


def test_lists_count_as_in_word_across_what_stands_between() -> None:
    body = item("one") + item("inside", level=1) + item("two") + p("Between") + item("three") + item("seven", number=2)
    assert text_of(read(word(body))) == "1. one\n\n   - inside\n2. two\n\nBetween\n\n3. three\n\n7) seven"


def test_a_list_of_letters_counts_with_numbers_and_says_so() -> None:
    found = read(word(item("first", number=3)))
    assert text_of(found) == "1. first"
    assert otherwise(found.counted) == ["1 list that counts with letters counts with numbers here."]


def test_links_keep_their_address_and_any_other_is_said_to_be_left_out() -> None:
    body = (
        p(f'<w:hyperlink r:id="a" w:tooltip="more">{r("there")}</w:hyperlink>')
        + p(f'<w:hyperlink r:id="b">{r("here")}</w:hyperlink>')
        + p(field(' HYPERLINK "https://c.example/x" ', r("old kind")))
    )
    links = external("a", "https://a.example/") + external("b", "file:///etc/passwd")
    found = read(word(body, relations=links))
    assert text_of(found) == '[there](https://a.example/ "more")\n\nhere\n\n[old kind](https://c.example/x)'
    assert left_out(found.counted) == ["the address of 1 link that is neither of the web nor of mail"]


def test_footnotes_and_endnotes_are_notes_in_the_order_in_which_they_are_marked() -> None:
    body = p("One", '<w:r><w:endnoteReference w:id="5"/></w:r>', " two", '<w:r><w:footnoteReference w:id="9"/></w:r>')
    notes = part("footnotes", f'<w:footnote w:id="9">{p("A law")}{p("and more")}</w:footnote>')
    ends = part("endnotes", f'<w:endnote w:id="5">{p(r("A ", ""), r("report", "<w:i/>"))}</w:endnote>')
    found = read(word(body, footnotes=notes, endnotes=ends))
    assert text_of(found) == "One[^1] two[^2]\n\n[^1]: A *report*\n\n[^2]: A law\n\n    and more"


def test_a_second_mark_of_a_note_is_known_by_its_bookmark() -> None:
    mark = (
        '<w:bookmarkStart w:id="1" w:name="_Ref1"/><w:r><w:footnoteReference w:id="2"/></w:r><w:bookmarkEnd w:id="1"/>'
    )
    notes = part("footnotes", f'<w:footnote w:id="2">{p("A law")}</w:footnote>')
    body = p("One", mark) + p("Two", field(" NOTEREF _Ref1 \\h ", r("1")))
    found = read(word(body, footnotes=notes))
    assert text_of(found) == "One[^1]\n\nTwo[^1]\n\n[^1]: A law"


def test_tracked_changes_are_read_as_accepted() -> None:
    deleted_end = '<w:rPr><w:del w:id="3" w:author="A"/></w:rPr>'
    deleted = '<w:del w:id="1" w:author="A"><w:r><w:delText>Old</w:delText></w:r></w:del>'
    body = (
        p(deleted, f'<w:ins w:id="2">{r("New")}</w:ins>')
        + p("One paragraph", properties=deleted_end)
        + p(" again")
        + f"<w:ins>{p('Put in')}</w:ins><w:moveFrom>{p('Taken from here')}</w:moveFrom>"
    )
    found = read(word(body))
    assert text_of(found) == "New\n\nOne paragraph again\n\nPut in"
    assert otherwise(found.counted) == ["5 tracked changes are read as accepted."]


HIDDEN = r("secret", "<w:vanish/>")
TABLE = f"<w:tbl><w:tr><w:tc>{p('in a cell')}</w:tc></w:tr></w:tbl>"
BOX = f"<w:r><w:pict><w:txbxContent>{p('in a box')}</w:txbxContent></w:pict></w:r>"
CHOICE = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice>"
    "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (p("Text", HIDDEN, HIDDEN, " ", r("more", '<w:rStyle w:val="Geheim"/>')), "1 hidden passage"),
        (p("Text") + TABLE + TABLE, "2 tables"),
        (p("Text", BOX), "1 text box"),
        (p("Text", CHOICE), "1 picture"),
        (p("Text", "<w:r><w:object/></w:r>"), "1 embedded file"),
        (p("Text", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"), "1 formula"),
        (p("Text", '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'), "1 sign of a symbol font"),
        (p("Text") + p(field(' TOC \\o "1-3" ', r("Contents of it"))), "1 table of contents"),
        (p("Text", "<w:novelty><w:t>words</w:t></w:novelty>"), "1 part of a kind unknown here"),
    ],
)
def test_what_no_text_can_hold_is_left_out_and_said(body: str, said: str) -> None:
    found = read(word(body))
    assert text_of(found) == "Text"
    assert left_out(found.counted) == [said]


def test_headers_and_footers_are_said_to_be_left_out() -> None:
    found = read(word(p("Text"), header=part("hdr", p("Confidential")), footer=part("ftr", p())))
    assert left_out(found.counted) == ["1 header or footer"]


@pytest.mark.parametrize(
    ("body", "text", "said"),
    [
        (
            p("On ", field(" DATE ", r("2 May")), "."),
            "On 2 May.",
            "1 field, such as a date, is taken in with the words that it shows.",
        ),
        (
            p("On ", f'<w:fldSimple w:instr=" DATE ">{r("2 May")}</w:fldSimple>', "."),
            "On 2 May.",
            "1 field, such as a date, is taken in with the words that it shows.",
        ),
        (
            p("Not ", r("this", "<w:strike/>")),
            "Not this",
            "1 passage is struck through in the file; its words are taken in as they stand.",
        ),
    ],
)
def test_what_reads_otherwise_than_it_looked_is_said(body: str, text: str, said: str) -> None:
    found = read(word(body))
    assert text_of(found) == text
    assert otherwise(found.counted) == [said]


def test_stress_that_markdown_cannot_hold_is_given_up_for_the_words() -> None:
    blocks = tidied(read(word(p("a", r("“b”", "<w:i/>"), "c"))).blocks)
    markup = Markup({})
    assert markup.blocks(blocks) == "a“b”c"
    assert markup.inline.lost == 1


def test_content_controls_and_direction_are_only_wrapped_around_words() -> None:
    turned = '<w:bdo w:val="rtl">' + r("inside") + "</w:bdo>"
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p(turned)}</w:sdtContent></w:sdt>"
    assert text_of(read(word(body))) == "inside"


def test_a_field_without_an_end_is_refused_since_it_would_swallow_the_text() -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "Words") + p("All the rest")
    with pytest.raises(WordUnreadable, match="has no end"):
        read(word(body))


def test_a_file_without_a_word_is_refused() -> None:
    with pytest.raises(WordUnreadable, match="no words in this file"):
        read(word(TABLE))
