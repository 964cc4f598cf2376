"""Paragraphs: where each went when the text changed, and which changes go together."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.core.text import canonical
from petitions.drafting.paragraphs import Change, applied, carried, changes, merged, paragraphs

LETTER = "Dear Minister,\n\nWe write about Aru Example, a teacher.\n\nLet her stay.\n\nYours sincerely,\n"
WORDS = st.sampled_from(["stay", "law", "court", "asylum", "Aru", "we", "ask", "now", "*and*", "1. one", "[^1]"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=7).map(" ".join), min_size=1, max_size=8).map("\n\n".join)


def test_paragraphs_stand_between_empty_lines_with_what_is_indented_below_them() -> None:
    body = "One\nstill one.\n\n\n1. first\n\n   more of it\n2. second\n\n[^1]: A note.\n\n    its second part\n"
    assert paragraphs(body) == [
        "One\nstill one.",
        "1. first\n\n   more of it\n2. second",
        "[^1]: A note.\n\n    its second part",
    ]


def test_a_changed_and_a_moved_paragraph_are_found_again_and_one_whose_words_are_gone_is_not() -> None:
    old = ["Dear Minister,", "We write about Aru, a teacher.", "Let her stay.", "Send no answer."]
    new = [
        "Let her stay.",
        "Dear Minister,",
        "A wholly new beginning.",
        "We write about Aru, a good teacher.",
    ]
    assert carried(old, new) == [1, 3, 0, None]


def test_no_two_paragraphs_become_the_same_one() -> None:
    assert carried(["Let her stay.", "Let her stay."], ["Let her stay."]) == [0, None]


@given(TEXTS, TEXTS)
def test_the_changes_between_two_texts_make_the_one_of_the_other(old: str, new: str) -> None:
    found = changes(old, new)
    done = applied(old, found)
    assert paragraphs(done.body) == paragraphs(new)
    assert done.refused == []
    assert [change.base for change in found] == [paragraphs(old)[change.paragraph] for change in found]


@given(st.text(alphabet=" \t\nab1.-*>", max_size=60).map(canonical))
def test_without_changes_a_text_stays_as_it_is_however_it_is_indented(body: str) -> None:
    assert applied(body, []).body in (body, "" if not body.strip() else body)


def test_what_was_not_changed_keeps_its_very_bytes() -> None:
    spaced = canonical("One.\n\n\n\nTwo.\n\nThree.\n")
    assert applied(spaced, [Change(2, "Three.", "Three, at last.")]).body == "One.\n\n\n\nTwo.\n\nThree, at last.\n"


def test_a_paragraph_can_be_taken_out_or_followed_by_another() -> None:
    found = changes(LETTER, LETTER.replace("Let her stay.\n\n", "").replace("Yours", "Answer by May.\n\nYours"))
    assert [(change.base, change.replacement) for change in found] == [("Let her stay.", "Answer by May.")]
    out = applied(LETTER, [Change(2, "Let her stay.", "")])
    assert paragraphs(out.body) == ["Dear Minister,", "We write about Aru Example, a teacher.", "Yours sincerely,"]


def test_two_changes_of_other_words_of_one_paragraph_go_together() -> None:
    base = "We write about Aru Example, a teacher."
    done = applied(
        LETTER,
        [Change(1, base, base.replace("write", "are writing")), Change(1, base, base.replace("teacher", "poet"))],
    )
    assert "We are writing about Aru Example, a poet." in done.body
    assert done.taken == [0, 1]


def test_of_two_changes_of_the_same_words_the_second_is_refused_and_nothing_of_the_first_is_lost() -> None:
    done = applied(
        LETTER, [Change(2, "Let her stay.", "Let her go."), Change(2, "Let her stay.", "Let her stay here.")]
    )
    assert "Let her go." in done.body
    assert (done.taken, done.refused) == ([0], [1])


def test_a_change_of_a_paragraph_that_is_not_there_is_refused() -> None:
    assert applied(LETTER, [Change(9, "Gone.", "Here.")]).refused == [0]


@given(TEXTS, TEXTS, TEXTS)
def test_merging_never_invents_and_never_loses_a_word(base: str, mine: str, theirs: str) -> None:
    both, other = merged(base, mine, theirs), merged(base, theirs, mine)
    assert both == other
    if both is not None:
        kept = set(mine.split()) - set(base.split()) | set(theirs.split()) - set(base.split())
        assert kept <= set(both.split())
        assert set(both.split()) <= set(base.split()) | set(mine.split()) | set(theirs.split())


@pytest.mark.parametrize("size", [4_000])
def test_a_text_of_very_many_paragraphs_is_aligned_in_time(size: int) -> None:
    old = [f"Sentence {number} about the court." for number in range(size)]
    assert len(carried(old, [text.replace("court", "law") for text in old])) == size


def test_paragraphs_of_which_none_is_like_another_are_told_apart_in_time() -> None:
    began = time.process_time()
    assert set(carried([f"a{number}" for number in range(16_000)], [f"b{number}" for number in range(16_000)])) == {
        None
    }
    assert time.process_time() - began < 6
