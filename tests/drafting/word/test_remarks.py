"""Comments in a Word file: who said what, of which words, in answer to what."""

import time

import pytest

from petitions.core.markdown import MAX_BYTES
from petitions.drafting.word.left_out import left_out
from petitions.drafting.word.reading import read
from petitions.drafting.word.remarks import MOST, Remark, Spot
from tests.drafting.word.files import item, p, part, r, word

FOURTEEN = "http://schemas.microsoft.com/office/word/2010/wordml"
FIFTEEN = "http://schemas.microsoft.com/office/word/2012/wordml"
START, END = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
REFERENCE = '<w:r><w:commentReference w:id="0"/></w:r>'
SAID = p("Too strong?")


def comment(words: str = SAID, key: int = 0, author: str = "Bo Reader", date: str = "2026-05-04T09:07:00Z") -> str:
    return f'<w:comment w:id="{key}" w:author="{author}" w:date="{date}">{words}</w:comment>'


def remarks(body: str, comments: str, **parts: str) -> list[Remark]:
    return read(word(body, comments=part("comments", comments), **parts)).remarks


def only(body: str, comments: str = "", **parts: str) -> Remark:
    (found,) = remarks(body, comments or comment(), **parts)
    return found


def deleted(words: str) -> str:
    return f"<w:del><w:r><w:delText>{words}</w:delText></w:r></w:del>"


def test_a_comment_says_who_when_and_what_in_lines() -> None:
    words = p("Too strong?") + p() + p("Ask", "<w:r><w:tab/></w:r>", "Ada,", "<w:r><w:br/></w:r>", "today.")
    found = only(p(START, "Strong", END), comment(words))
    assert (found.author, found.at) == ("Bo Reader", "2026-05-04T09:07")
    assert found.words == "Too strong?\n\nAsk\tAda,\ntoday."


@pytest.mark.parametrize(
    ("body", "spot", "quote", "is_whole"),
    [
        (p("One") + p(START, "two", END, " three", REFERENCE), Spot(1), "two", False),
        (p("One") + p(START, "two three", END, REFERENCE), Spot(1), "two three", True),
        (p("One") + START + p("two", REFERENCE) + END, Spot(1), "two", True),
        (p("One") + p("two", REFERENCE), Spot(1), "", False),
        (p(START, "One") + p("two", END, REFERENCE), Spot(0), "Onetwo", False),
        (item("one") + item("two") + p(START, "three", END), Spot(2), "three", True),
        (p("Subject", START, " here", END, style="Titel") + p("One"), Spot(on_subject=True), "here", False),
        (p("One") + p(START, deleted("gone"), END, " two"), Spot(1), "gone", False),
        (p("One") + p(START, END, REFERENCE) + p("two"), Spot(1), "", False),
        (p("One") + p("two") + p(START, END, REFERENCE), Spot(1), "", False),
        (
            p("One") + f"<w:tbl><w:tr><w:tc>{p(START, 'in a cell', END)}</w:tc></w:tr></w:tbl>" + p("two"),
            Spot(1),
            "in a cell",
            True,
        ),
        (p("One"), Spot(), "", False),
    ],
    ids="words paragraph around mark across item subject deleted empty end table nowhere".split(),
)
def test_a_comment_stands_where_its_words_are(body: str, spot: Spot, quote: str, is_whole: bool) -> None:
    found = only(body)
    assert found.spot == spot
    assert (found.marked.words, found.marked.is_whole) == (quote, is_whole)


def test_a_comment_on_a_deleted_paragraph_stands_on_that_one() -> None:
    gone = '<w:bookmarkStart w:id="7" w:name="us_paragraph_4"/>' + deleted("gone") + '<w:bookmarkEnd w:id="7"/>'
    properties = "<w:rPr><w:del/></w:rPr>"
    assert only(p("One") + p(START, gone, END, properties=properties) + p("two")).spot == Spot(1, taken_out=4)
    assert only(p("One") + p(START, gone, END) + p("two")).spot == Spot(1, taken_out=4)


def test_a_comment_in_a_note_stands_on_the_note_and_where_it_is_marked() -> None:
    notes = part("footnotes", f'<w:footnote w:id="9">{p(START, "A law", END)}</w:footnote>')
    body = p("One") + p("two", '<w:r><w:footnoteReference w:id="9"/></w:r>')
    assert only(body, footnotes=notes).spot == Spot(1, note=1)


def test_answers_and_what_was_resolved_are_known() -> None:
    key = f'xmlns:w14="{FOURTEEN}" w14:paraId="{{}}"'
    said = [p("Why?"), p("Because."), p("Fine.")]
    said = [words.replace("<w:p>", f"<w:p {key.format(f'0000000{number}')}>") for number, words in enumerate(said)]
    row = '<w15:commentEx w15:paraId="0000000{}" {} w15:done="{}"/>'
    parent = 'w15:paraIdParent="00000000"'
    rows = row.format(0, "", 1) + row.format(1, parent, 0) + row.format(2, 'w15:paraIdParent="0000000F"', 0)
    extended = f'<w15:commentsEx xmlns:w15="{FIFTEEN}">{rows}</w15:commentsEx>'
    comments = "".join(comment(words, number) for number, words in enumerate(said))
    found = remarks(p("One", REFERENCE), comments, commentsExtended=extended)
    assert [(row.words, row.answers, row.is_resolved) for row in found] == [
        ("Why?", "", True),
        ("Because.", "0", False),
        ("Fine.", "", False),
    ]


def test_names_and_words_hold_nothing_that_hides_or_turns() -> None:
    author = "Ada \u202erenwO\u0085&#10;" + "x" * 300
    found = only(p("One", REFERENCE), comment(p("a\u0085b\ufdd0c"), author=author))
    assert found.author.startswith("Ada renwO\ufffd xxx")
    assert len(found.author) == 100
    assert found.words == "a\ufffdb\ufffdc"


def test_a_comment_without_words_is_none_and_one_without_a_name_or_time_is_one() -> None:
    assert remarks(p("One", REFERENCE), comment(p("  "))) == []
    found = only(p("One", REFERENCE), comment(author="", date="yesterday"))
    assert (found.author, found.at) == ("", "")


def test_no_more_comments_are_read_than_a_page_can_show_and_the_rest_is_said() -> None:
    many = "".join(comment(key=number) for number in range(MOST + 3))
    found = read(word(p("One"), comments=part("comments", many)))
    assert len(found.remarks) == MOST
    assert left_out(found.counted) == ["3 comments beyond what a page can show"]
    long = comment() + comment(p("x" * MAX_BYTES), 1) + comment(key=2)
    found = read(word(p("One"), comments=part("comments", long)))
    assert len(found.remarks) == 1
    assert left_out(found.counted) == ["2 comments beyond what a page can show"]


def test_two_hundred_comments_around_a_text_of_tiny_pieces_are_read_within_seconds() -> None:
    many = range(MOST)
    starts, ends = ("".join(f'<w:commentRange{end} w:id="{key}"/>' for key in many) for end in ("Start", "End"))
    pieces = (f'<w:r w:rsidR="{hash(str(n))}"><w:t>a</w:t></w:r><w:r><w:t/></w:r>' for n in range(60_000))
    body = p(starts, *pieces, ends)
    begun = time.process_time()
    found = remarks(body, "".join(comment(key=key) for key in many))
    assert len(found) == MOST
    assert time.process_time() - begun < 20


def test_paragraphs_nested_in_a_comment_are_lines_of_their_own_each_read_once() -> None:
    found = only(
        p("One", REFERENCE), comment("<w:p>" + r("Too") + p("strong") + p() + "<w:p>" + p("here?") + "</w:p></w:p>")
    )
    assert found.words == "Too\nstrong\n\n\nhere?"


def test_comments_on_words_inside_one_another_know_which_marks_a_whole_paragraph() -> None:
    one, two = START, START.replace('"0"', '"1"')
    end = END.replace('"0"', '"1"')
    box = f"<w:r><w:pict><w:txbxContent>{p(two, 'inside', end)}</w:txbxContent></w:pict></w:r>"
    found = remarks(p(one, "around", box, END, " all"), comment() + comment(key=1))
    assert [(row.marked.words, row.marked.is_whole) for row in found] == [("aroundinside", False), ("inside", True)]


def test_a_comment_that_begins_twice_marks_what_it_marks_first() -> None:
    assert only(p(START, "One", END, " and ", START, "two", END)).marked.words == "One"


def test_comments_that_answer_each_other_in_a_circle_are_read() -> None:
    body = p(START, "One", END) + p(r("two"))
    key = f'xmlns:w14="{FOURTEEN}" w14:paraId="0000000{{}}"'
    said = [SAID.replace("<w:p>", f"<w:p {key.format(number)}>") for number in range(2)]
    rows = "".join(
        f'<w15:commentEx w15:paraId="0000000{number}" w15:paraIdParent="0000000{1 - number}"/>' for number in range(2)
    )
    extended = f'<w15:commentsEx xmlns:w15="{FIFTEEN}">{rows}</w15:commentsEx>'
    found = remarks(body, "".join(comment(words, n) for n, words in enumerate(said)), commentsExtended=extended)
    assert [row.answers for row in found] == ["1", "0"]
