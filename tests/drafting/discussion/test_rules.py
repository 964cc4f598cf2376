"""Where words stand when the text changes, what may be said, who is meant, and which step leads where."""

from uuid import UUID, uuid4

import pytest

from petitions.core.errors import DomainError
from petitions.core.text import UnprintableText
from petitions.drafting.discussion.rules import (
    MAX_COMMENT,
    Place,
    came,
    comment_words,
    found_again,
    mentioned,
    places,
    reason_words,
    replacement_words,
    shortened,
)
from petitions.drafting.discussion.states import STEPS, ThreadKind, ThreadState, may_become

ONE, TWO, THREE = "Dear Minister,", "We ask you to let her stay.", "She is a teacher."


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def test_every_paragraph_of_a_text_that_did_not_change_stands_where_it_stood() -> None:
    assert places(text(ONE, TWO), text(ONE, TWO)) == [Place(0, ONE), Place(1, TWO)]


def test_a_paragraph_that_moved_or_was_edited_is_found_with_the_words_it_has_now() -> None:
    edited = "We ask you once more to let her stay."
    assert places(text(ONE, TWO, THREE), text(THREE, ONE, edited)) == [Place(1, ONE), Place(2, edited), Place(0, THREE)]


def test_a_paragraph_whose_words_are_gone_stands_nowhere() -> None:
    assert places(text(ONE, TWO), text(ONE, "Nothing of that.")) == [Place(0, ONE), None]


def test_words_are_found_again_where_they_stand_nearest_to_where_they_were() -> None:
    standing = [TWO, ONE, THREE, ONE, ONE]
    assert found_again(standing, 2, (ONE,)) == Place(1, ONE)
    assert found_again(standing, 9, (ONE,)) == Place(4, ONE)


def test_the_wording_that_is_asked_for_first_is_found_first_however_far_away() -> None:
    assert found_again([TWO, ONE, THREE], 1, (THREE, ONE)) == Place(2, THREE)
    assert found_again([TWO, ONE], 1, (THREE, ONE)) == Place(1, ONE)


def test_words_that_only_resemble_are_not_found_again() -> None:
    assert found_again([f"{TWO} Now."], 0, (TWO,)) is None
    assert found_again([], 0, (TWO,)) is None


def test_only_what_stands_there_more_often_than_before_came_back() -> None:
    assert came([ONE, TWO], [ONE, TWO, TWO, THREE]) == [None, TWO, TWO, THREE]
    assert came([ONE, TWO], [TWO, ONE]) == [None, None]


ANN, ANN_BELL, ANNA, ANN_MARIE, ONEIL = (uuid4() for _name in range(5))
NAMES = {ANN: "Ann", ANN_BELL: "Ann Bell", ANNA: "Anna Kalniņa", ANN_MARIE: "Ann-Marie Őri", ONEIL: "Bo O’Neil"}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("@Ann, see this", {ANN}),
        ("Look, @ann.", {ANN}),
        ("(@ANN)", {ANN}),
        ("@Ann Bell", {ANN_BELL}),
        ("@Ann Bellini", {ANN}),
        ("Ask @Ann’s lawyer", {ANN}),
        ("@Anna Kalniņa and @Ann", {ANNA, ANN}),
        ("@anna\n  KALNIŅA: yes", {ANNA}),
        ("@Ann-Marie Őri", {ANN_MARIE}),
        ("@Ann\u2011Marie O\u030bri", {ANN_MARIE}),
        ("@Bo O'Neil", {ONEIL}),
        ("\uff20Ann", {ANN}),
        ("@Ann -- or somebody else", {ANN}),
        ("@Anna", set()),
        ("@Ann-Marie", set()),
        ("@Ann\u2011Marie", set()),
        ("@Annette", set()),
        ("@Ann_2", set()),
        ("write to me@Ann.example", set()),
        ("first.last@ann.example", set()),
        ("@ Ann", set()),
        ("Ann", set()),
        ("@", set()),
        ("", set()),
    ],
)
def test_a_colleague_is_meant_where_the_whole_name_follows_the_sign(words: str, meant: set[UUID]) -> None:
    assert mentioned(words, NAMES) == meant


def test_a_vowel_sign_belongs_to_the_word_before_it() -> None:
    ram = uuid4()
    assert mentioned("@राम,", {ram: "राम"}) == {ram}
    assert mentioned("@रामा", {ram: "राम"}) == set()


def test_colleagues_of_the_same_name_are_all_meant_and_no_name_means_nobody() -> None:
    one, other, nameless = uuid4(), uuid4(), uuid4()
    assert mentioned("@Ann @", {one: "Ann", other: " ANN ", nameless: " "}) == {one, other}


def test_a_comment_is_kept_in_canonical_form() -> None:
    assert comment_words(" Why?\r\n\r\nShe left.  \n\n") == "Why?\n\nShe left."


@pytest.mark.parametrize("nothing", ["", " \n\t", "\u00a0"])
def test_nothing_is_no_comment_but_may_be_a_reason(nothing: str) -> None:
    with pytest.raises(DomainError, match="Write the comment"):
        comment_words(nothing)
    assert reason_words(nothing) == ""


def test_a_comment_is_two_pages_long_at_most() -> None:
    assert comment_words("x" * MAX_COMMENT)
    for words_of in (comment_words, reason_words):
        with pytest.raises(DomainError, match="5000 characters at most"):
            words_of("x" * (MAX_COMMENT + 1))


@pytest.mark.parametrize("words_of", [comment_words, reason_words, replacement_words])
@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x85", "\ud800", "\ufffe"])
def test_what_nobody_can_see_or_print_is_refused(words_of, character: str) -> None:
    with pytest.raises(UnprintableText):
        words_of(f"Let her{character} stay.")


def test_characters_that_turn_words_are_kept_to_be_shown() -> None:
    assert comment_words("a\u202eb") == replacement_words("a\u202eb") == "a\u202eb"


def test_a_quotation_is_one_line_cut_short() -> None:
    assert shortened("Why?\n\nShe  left.") == "Why? She left."
    assert shortened("word " * 100, 11) == "word word…"


LEADS_ON = [
    ("comment", "open", "settled"),
    ("comment", "settled", "open"),
    ("suggestion", "open", "taken"),
    ("suggestion", "open", "declined"),
    ("suggestion", "open", "settled"),
    ("suggestion", "settled", "open"),
    ("suggestion", "declined", "open"),
]
EVERY_STEP = [(kind, before, after) for kind in ThreadKind for before in STEPS[kind] for after in ThreadState]


@pytest.mark.parametrize(("kind", "before", "after"), EVERY_STEP)
def test_each_step_of_a_thread_is_allowed_or_refused_as_listed(
    kind: ThreadKind, before: ThreadState, after: ThreadState
) -> None:
    assert may_become(kind, before, after) == (before == after or (kind, before, after) in LEADS_ON)
