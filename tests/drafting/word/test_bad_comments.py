"""Comments of a Word file made to keep the server busy are read, or counted unread, in little time and memory."""

import time
import tracemalloc
from random import Random

import pytest

from petitions.drafting.word import remarks
from petitions.drafting.word.reading import Read, read
from petitions.drafting.word.remarks import MOST
from tests.drafting.word.files import p, part, r, word
from tests.drafting.word.test_remarks import SAID, comment

PADDING = Random(1).randbytes(300_000)
"""What does not shrink, so that a file unpacks to no more than an archive may."""

MANY = range(MOST)
STARTS = "".join(f'<w:commentRangeStart w:id="{key}"/>' for key in MANY)
DELETED_END = "<w:rPr><w:del/></w:rPr>"
MARK = '<w:commentReference w:id="0"/>'


def cost(data: bytes) -> tuple[float, Read]:
    """The seconds of the processor that reading the file takes, to be held against another's of the same run."""
    begun = time.process_time()
    found = read(data)
    return time.process_time() - begun, found


def padded(body: str, *comments: str) -> bytes:
    return word(body, comments=part("comments", "".join(comments)), padding=PADDING)


def nested(inside: str) -> str:
    """Paragraphs inside one another, as many as comments are read, with one around the first word of each."""
    marks = (f'<w:commentRange{{}} w:id="{key}"/>' for key in MANY)
    begun = (f"<w:p>{mark.format('Start')}{r('a')}{mark.format('End')}" for mark in marks)
    return p("One") + f"<w:unknown>{''.join(begun)}{inside}{'</w:p>' * MOST}</w:unknown>"


@pytest.mark.parametrize("inside", [r("x" * 1_000_000), "<w:t>x</w:t>" * 200_000], ids=["long", "tiny"])
def test_a_long_comment_in_paragraphs_nested_in_each_other_is_counted(inside: str) -> None:
    data = padded(p("One"), comment("<w:p>" * 200 + inside + "</w:p>" * 200), comment(key=1))
    begun = time.process_time()
    tracemalloc.start()
    try:
        found = read(data)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()
    assert time.process_time() - begun < 5
    assert (found.remarks, found.counted) == ([], {"comment": 2})


@pytest.mark.parametrize("words", [p("a" + " " * 200_000, "b"), p() * 120_000 + p("a" * 100_001)], ids=["gap", "lines"])
def test_no_comment_is_cut_short_in_silence(words: str) -> None:
    found = read(padded(p("One"), comment(words)))
    assert (found.remarks, found.counted) == ([], {"comment": 1})


def test_comments_beyond_those_that_a_page_can_show_are_counted_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def printable(words: str) -> str:
        seen.append(words)
        return words

    monkeypatch.setattr(remarks, "printable", printable)
    found = read(padded(p("One"), *(comment(p(f"Comment {key}"), key) for key in range(MOST + 50))))
    assert found.counted == {"comment": 50}
    assert f"Comment {MOST - 1}" in seen
    assert f"Comment {MOST}" not in seen


@pytest.mark.parametrize(
    "body",
    [
        p(STARTS, "a") + f"<w:unknown>{'<w:p/>' * 1_000_000}</w:unknown>",
        p("a") + f"<w:unknown>{(STARTS + '<w:t>a</w:t>' * 5_000) * 60}</w:unknown>",
        nested("<w:t>a</w:t>" * 150_000),
        nested("<w:unknown/>" * 700_000),
    ],
    ids="empty_paragraphs begun_again nested_words nested_emptiness".split(),
)
def test_what_two_hundred_comments_mark_is_found_in_twice_the_time_of_the_text_alone(body: str) -> None:
    alone, _read = cost(padded(body))
    marked, found = cost(padded(body, *(comment(key=key) for key in MANY)))
    assert len(found.remarks) == MOST
    assert marked < 2 * alone + 1


def test_comments_on_paragraphs_whose_ends_are_all_deleted_are_placed_as_soon_as_on_any_others() -> None:
    alone, _read = cost(padded(p(MARK) * 60_000 + p("One"), comment(SAID)))
    gone, found = cost(padded(p(MARK, properties=DELETED_END) * 60_000 + p("One"), comment(SAID)))
    assert found.remarks[0].spot.unit == 0
    assert gone < 2 * alone


def test_words_whose_paragraphs_are_one_since_their_ends_are_deleted_are_joined_as_soon_as_others_are_read() -> None:
    alone, _read = cost(padded(p("a") * 45_000 + p("b")))
    joined, found = cost(padded(p("a", properties=DELETED_END) * 45_000 + p("b")))
    (block,) = found.blocks
    assert str(block).count("a" * 45_000 + "b") == 1
    assert joined < 1.25 * alone
