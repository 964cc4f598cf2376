"""What of Markdown a campaign text may use, and that nothing in it is lost or comes alive."""

import re
import time

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.core.blocks import Heading, Listing, Note, Notes, Paragraph, Run
from petitions.core.markdown import MAX_BYTES, MAX_DEPTH, NestedTooDeep, TextTooLong, plain_text, to_blocks, to_html


def test_demands_are_a_numbered_list_that_keeps_its_first_number():
    assert to_blocks("We ask:\n\n3. to free him\n4. to end the *trial*\n") == [
        Paragraph((Run("We ask:"),)),
        Listing(True, 3, ((Paragraph((Run("to free him"),)),), (Paragraph((Run("to end the "), Run("trial", True))),))),
    ]
    assert '<ol start="3">' in to_html("3. to free him")


def test_emphasis_headings_bullets_and_line_breaks_are_read():
    assert to_html("## Facts\n\nHe is **very *ill***\\\ntoday\n\n- one\n- two\n") == (
        "<h3>Facts</h3>\n<p>He is <strong>very </strong><em><strong>ill</strong></em><br>today</p>\n"
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    )
    assert to_blocks("# Facts") == [Heading((Run("Facts"),))]
    assert to_html("# Facts", heading=2) == "<h2>Facts</h2>"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b onclick=x>bold</b> and <!-- a remark -->",
        "![a picture](https://tracker.example/a.png)",
        "&amp; &lt;b&gt; &#60;",
        "[press](javascript:alert(1))",
        "[press](data:text/html,x)",
        "[press](//elsewhere.example)",
        "[a]: https://hidden.example",
        "> quoted",
        "    indented",
        "```\nfenced\n```",
        "a | b\n--|--",
        "[^1] has no note",
        '"><img src=x onerror=alert(1)>',
    ],
)
def test_what_is_not_in_the_subset_stays_as_typed(text):
    tree = html5lib.parse(to_html(text), namespaceHTMLElements=False)
    elements = {element.tag for element in tree.iter()} - {"html", "head", "body", "p", "a", "span"}
    assert elements == set()
    links = [element.get("href") for element in tree.iter("a")]
    assert links in ([], ["https://tracker.example/a.png"])
    shown = "".join(tree.itertext())
    assert re.sub(r"\W", "", text) in re.sub(r"\W", "", shown)


def test_a_link_shows_where_it_leads():
    html = to_html('[the *ruling*](https://court.example/а "last") and <https://plain.example>')
    assert '<a href="https://court.example/%D0%B0" rel="nofollow noopener noreferrer">the <em>ruling</em></a>' in html
    assert '<span class="address"> (https://court.example/%D0%B0, “last”)</span>' in html
    assert html.count("plain.example") == 2, "an address that is its own text is not repeated"


def test_footnotes_are_numbered_as_their_marks_are_met():
    blocks = to_blocks("A[^b] B[^a] C[^b]\n\n[^a]: first typed\n[^b]: second typed\n")
    assert blocks[0] == Paragraph(
        (Run("A"), Run("1", note=1), Run(" B"), Run("2", note=2), Run(" C"), Run("1", note=1, repeat=True))
    )
    assert blocks[-1] == Notes(
        (
            Note(1, (Paragraph((Run("second typed"),)),), True),
            Note(2, (Paragraph((Run("first typed"),)),), True),
        )
    )


def test_a_note_that_nothing_marks_is_still_shown():
    text = "A[^1]\n\n[^1]: seen\n[^1]: the same label again\n[^2]: never marked[^3]\n[^3]: marked by a note\n"
    notes = to_blocks(text)[-1]
    assert isinstance(notes, Notes)
    assert [(note.number, note.marked) for note in notes.notes] == [(1, True), (2, False), (3, False), (4, True)]
    for words in ("seen", "the same label again", "never marked", "marked by a note"):
        assert words in to_html(text)


def test_two_texts_on_one_page_have_ids_of_their_own():
    text = "A[^1] B[^1]\n\n[^1]: x"
    both = to_html(text, prefix="en-") + to_html(text, prefix="lt-")
    ids = re.findall(r'id="([^"]+)"', both)
    assert sorted(ids) == ["en-mark-1", "en-note-1", "lt-mark-1", "lt-note-1"]
    assert set(re.findall(r'href="#([^"]+)"', both)) == set(ids)


def test_a_note_that_marks_itself_ends():
    assert to_html("A[^1]\n\n[^1]: see[^1]\n").count("doc-noteref") == 2


WORD = st.integers(1000, 9999).map("w{}".format)
PLAIN = st.sampled_from(["{}", "*{}*", "**{}**", "- {}", "1. {}", "1) {}", "## {}", "[^1]: {}", "[^n]: {}", "+ + + {}"])
LINKS = st.sampled_from(["[{}](https://a.example)", "![{}](x)", "[{}]: /x", '[a](https://a.example "{}")', "[^1] {}"])
OTHER = st.sampled_from(["<i>{}</i>", "<!-- {} -->", "> {}", "`{}`", "*{}", "[{}", "| {} |", "\\{}", "&{};", "    {}"])
PIECES = PLAIN | LINKS | OTHER


@given(st.lists(st.tuples(PIECES, WORD, st.sampled_from(["\n", "\n\n", " ", "\\\n"]))))
def test_no_word_of_a_text_is_ever_hidden(pieces):
    text = "".join(piece.format(word) + end for piece, word, end in pieces)
    html = to_html(text)
    for _, word, _ in pieces:
        assert word in html


@given(st.text(st.sampled_from("*_[]()^:-1. \n\\<>&#a!`")))
def test_any_punctuation_is_read_without_fault(text):
    to_html(text)
    plain_text(text)


def test_a_text_over_the_limit_is_refused():
    to_blocks("é" * (MAX_BYTES // 2))
    with pytest.raises(TextTooLong) as refused:
        to_html("a" * 2_000_000)
    assert refused.value.size == 2_000_000


def test_lists_inside_lists_have_a_limit():
    lines = ["  " * depth + f"- level {depth + 1}" for depth in range(MAX_DEPTH + 1)]
    assert f"level {MAX_DEPTH}" in to_html("\n".join(lines[:MAX_DEPTH]))
    with pytest.raises(NestedTooDeep):
        to_html("- " * 40_000 + "x")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"[^{n}]" for n in range(5000)) + "\n\n" + "".join(f"[^{n}]: a\n" for n in range(5000)),
        "*a " * 16_000 + "a*" * 16_000,
        "[" * 90_000,
        "[^" * 45_000,
        "[a](" * 20_000,
        "- a\n" * 20_000,
    ],
    ids=["footnotes", "emphasis", "brackets", "marks", "links", "bullets"],
)
def test_a_hostile_text_is_read_within_seconds(text):
    started = time.process_time()
    try:
        to_html(text)
    except TextTooLong:
        pytest.fail("the text was meant to be within the limit")
    assert time.process_time() - started < 5
