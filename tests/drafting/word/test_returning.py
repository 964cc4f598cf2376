"""What an office changes in Word comes back as changes of those paragraphs, and of no other."""

from typing import Any

import docx
import pytest

from petitions.drafting.paragraphs import Change, applied
from petitions.drafting.word.reading import read
from petitions.drafting.word.writing import write
from tests.drafting.word.office import edited
from tests.drafting.word.texts import changed, letter

TEXT = """Dear  Minister,

We *ask* __you__
to act.[^law]

* Free her.

* Let her work.[^1]

* Say why.

1) Answer.
1) Publish it.

[^law]: The law.

[^1]: A report.
"""


def changes_after(edit: Any, text: str = TEXT) -> list[Change]:
    """What changes when somebody edits the file of a text."""
    return changed(text, read(edited(write(letter(text)), edit))).changes


def nothing(_document: Any) -> None:
    """Somebody opens the file and saves it."""


def paragraph(document: Any, words: str) -> Any:
    """The paragraph that holds these words."""
    return next(found for found in document.paragraphs if words in found.text)


def test_a_file_that_nobody_touched_changes_nothing() -> None:
    assert changes_after(nothing) == []


def test_a_changed_word_changes_its_paragraph_and_leaves_the_marks_as_they_were_typed() -> None:
    def edit(document: Any) -> None:
        paragraph(document, "to act").runs[-2].text = " to act now."

    (change,) = changes_after(edit)
    assert change.paragraph == 1
    assert change.replacement == "We *ask* **you** to act now.[^law]"


def test_an_item_put_into_a_list_takes_its_sign_and_leaves_the_others_alone() -> None:
    def edit(document: Any) -> None:
        later = paragraph(document, "Say why")
        added = later.insert_paragraph_before("Answer us.", style="List Paragraph")
        added._p.get_or_add_pPr().append(later._p.pPr.numPr.__copy__())

    (change,) = changes_after(edit)
    assert change == Change(3, "* Let her work.[^1]", "* Let her work.[^1]\n* Answer us.")


def test_an_item_put_before_others_does_not_change_their_numbers_as_they_were_typed() -> None:
    def edit(document: Any) -> None:
        first = paragraph(document, "Answer")
        added = first.insert_paragraph_before("Listen.", style="List Paragraph")
        added._p.get_or_add_pPr().append(first._p.pPr.numPr.__copy__())

    (change,) = changes_after(edit)
    assert change == Change(5, "1) Answer.\n1) Publish it.", "1) Listen.\n2) Answer.\n3) Publish it.")


def test_a_paragraph_taken_out_is_one_change() -> None:
    def edit(document: Any) -> None:
        found = paragraph(document, "Say why")
        found._p.getparent().remove(found._p)

    assert changes_after(edit) == [Change(4, "* Say why.", "")]


def test_a_paragraph_rewritten_whole_is_known_by_its_bookmark() -> None:
    def edit(document: Any) -> None:
        words = paragraph(document, "Dear").runs[0]
        words.text = "To whom it may concern"
        paragraph(document, "to act").insert_paragraph_before("A wholly new thought.")

    assert changes_after(edit) == [
        Change(0, "Dear  Minister,", "To whom it may concern\n\nA wholly new thought."),
    ]


def test_what_is_rewritten_whole_beside_what_is_taken_out_is_not_taken_for_it() -> None:
    def edit(document: Any) -> None:
        gone = paragraph(document, "First")._p
        gone.getparent().remove(gone)
        paragraph(document, "Second").runs[0].text = "Altogether other words."

    assert changes_after(edit, "First thought.\n\nSecond idea.\n\nEnd.\n") == [
        Change(0, "First thought.", ""),
        Change(1, "Second idea.", "Altogether other words."),
    ]


def test_a_note_taken_out_of_the_text_takes_its_words_along() -> None:
    def edit(document: Any) -> None:
        runs = paragraph(document, "to act")._p
        for mark in runs.findall(f".//{{{docx.oxml.ns.nsmap['w']}}}footnoteReference"):
            mark.getparent().getparent().remove(mark.getparent())

    assert [change.replacement for change in changes_after(edit)] == ["We *ask* **you** to act.", ""]


def test_two_lists_that_come_together_keep_apart() -> None:
    def edit(document: Any) -> None:
        found = paragraph(document, "Between")
        found._p.getparent().remove(found._p)

    text = "- one\n\nBetween\n\n- two\n\n_as_ typed\n"
    found = changes_after(edit, text)
    assert applied(text, found).body == "- one\n\n* two\n\n_as_ typed\n"


@pytest.mark.parametrize(
    "text", ["A [blank to fill] and snake_case\n", "Line\nwrapped *by* hand\n", "1. a\n1. b\n\n\n# H\n"]
)
def test_text_typed_in_any_hand_stays_as_it_was(text: str) -> None:
    assert changes_after(nothing, text) == []
