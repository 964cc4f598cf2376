"""What is said of a version goes out as Word's own comments, if somebody asks for it."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from uuid import uuid4

import docx

from petitions.drafting.word.reading import read
from petitions.drafting.word.sayings import Beside, Outgoing
from petitions.drafting.word.units import take_apart
from petitions.drafting.word.writing import Letter, write
from tests.drafting.word.test_writing import part
from tests.drafting.word.texts import ORIGIN

AT = datetime(2026, 5, 4, 11, 7, 33, tzinfo=timezone(timedelta(hours=2)))
TEXT = "Dear Minister,\n\nWe ask:[^1]\n\n1. Free her.\n2. Let her stay.\n\n[^1]: The law.\n"


def says(words: str, author: str = "Ada Drafter") -> Outgoing:
    return Outgoing(uuid4(), author, AT, words)


def with_comments(*talks: Beside, body: str = TEXT) -> bytes:
    return write(Letter("Let her stay", body, "en", ORIGIN, datetime(2026, 5, 4, tzinfo=UTC), talks))


def test_a_thread_is_a_comment_on_its_paragraph_with_the_answers_under_it() -> None:
    thread = [says("Which\nlist?"), says("This one.", "Bo Reader"), says("Ah.")]
    found = read(with_comments(Beside(None, [says("Of the subject")]), Beside(2, thread))).remarks
    assert [(row.author, row.words, row.answers, row.at) for row in found] == [
        ("Ada Drafter", "Of the subject", "", "2026-05-04T09:07"),
        ("Ada Drafter", "Which\nlist?", "", "2026-05-04T09:07"),
        ("Bo Reader", "This one.", "1", "2026-05-04T09:07"),
        ("Ada Drafter", "Ah.", "1", "2026-05-04T09:07"),
    ]
    assert [(row.spot.on_subject, row.spot.unit, row.marked.words) for row in found] == [
        (True, None, "Let her stay"),
        *[(False, 2, "Free her.")] * 3,
    ]


def test_word_and_its_libraries_read_them_as_comments() -> None:
    data = with_comments(Beside(0, [says("First\n\n\tsecond")]))
    (comment,) = docx.Document(BytesIO(data)).comments
    assert (comment.author, comment.initials, comment.text) == ("Ada Drafter", "AD", "First\n\n\tsecond")
    assert 'PartName="/word/commentsExtended.xml"' in part(data, "[Content_Types].xml")


def test_what_is_said_of_a_note_stands_beside_the_paragraph_before_it() -> None:
    (found,) = read(with_comments(Beside(3, [says("Which law?")]))).remarks
    assert found.spot.unit == 2


def test_a_text_whose_paragraphs_have_no_numbers_has_them_beside_the_subject() -> None:
    body = "Dear Minister,\n\n[^a]: A law\n\n\n\tand more\n"
    assert take_apart(body) is None
    (found,) = read(with_comments(Beside(1, [says("Here?")]), body=body)).remarks
    assert found.spot.on_subject


def test_the_same_comments_make_the_same_file_and_none_leave_no_trace() -> None:
    talk = Beside(0, [says("First")])
    assert with_comments(talk) == with_comments(talk)
    names = docx.Document(BytesIO(with_comments())).part.package.iter_parts()
    assert not [one.partname for one in names if "comment" in one.partname]


def test_comments_change_nothing_of_what_the_file_says() -> None:
    plain, full = read(with_comments()), read(with_comments(Beside(1, [says("First")]), Beside(None, [says("x")])))
    assert (full.subject, full.blocks, full.hints, full.counted) == (
        plain.subject,
        plain.blocks,
        plain.hints,
        plain.counted,
    )
