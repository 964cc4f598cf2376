"""The canonical form, its hash, the count of words and the comparison of two versions."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.core.text import (
    Part,
    UnprintableText,
    bidi_controls,
    canonical,
    canonical_bytes,
    difference,
    sha256_hex,
    word_count,
)

LETTERS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("\n\t "))


def test_the_same_words_typed_on_two_machines_have_the_same_hash():
    composed, decomposed = "Žvėrynas\r\nis a place.  \r\n", "Z\u030cve\u0307rynas\nis a place."
    assert canonical(composed) == canonical(decomposed) == "Žvėrynas\nis a place.\n"
    assert sha256_hex(composed) == sha256_hex(decomposed)


def test_the_hash_is_the_one_that_sha256sum_prints():
    assert sha256_hex("Free him.") == "dc87249bdef03984b404a0745d9ba5b62c170a9cf5816991b96eae017f87c77e"
    assert canonical_bytes("Free him.") == b"Free him.\n"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne\n"),
        ("\n\n a\n\n\nb\n\n", " a\n\n\nb\n"),
        ("a \t\n\tb", "a\n\tb\n"),
        ("\ufeffa", "a\n"),
        ("", "\n"),
        ("a\u00a0", "a\u00a0\n"),
    ],
)
def test_only_what_nobody_can_see_is_changed(typed, kept):
    assert canonical(typed) == kept


@given(LETTERS)
def test_a_canonical_text_stays_as_it_is(text):
    assert canonical(canonical(text)) == canonical(text)
    assert canonical_bytes(text).decode() == canonical(text)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\ufdd0"])
def test_a_character_that_cannot_be_printed_is_named_with_its_line(character):
    with pytest.raises(UnprintableText) as refused:
        canonical(f"one\r\ntwo {character}\nthree")
    assert refused.value.character == f"U+{ord(character):04X}"
    assert refused.value.line == 2


def test_direction_controls_are_kept_and_reported():
    text = canonical("plain\nto \u202eeht\u202c end\n\u2067العربية\u2069")
    assert "\u202e" in text
    assert [(control.character, control.line) for control in bidi_controls(text)] == [
        ("U+202E", 2),
        ("U+202C", 2),
        ("U+2067", 3),
        ("U+2069", 3),
    ]
    assert bidi_controls(text)[0].name == "RIGHT-TO-LEFT OVERRIDE"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Free him now.", 3),
        ("We *urge* **you** to act — today", 6),
        ("1. release him\n2. drop the charges\n", 5),
        ("- one\n- two\n", 2),
        ("Read [the ruling](https://court.example/ruling) first", 4),
        ("A claim[^1].\n\n[^1]: Its source.\n", 4),
        ("## Our demands", 2),
        ("Нұр-Сұлтан, the well-known city’s court", 5),
    ],
)
def test_words_are_counted_as_a_reader_counts_them(text, words):
    assert word_count(text) == words


@given(LETTERS, LETTERS)
def test_a_comparison_holds_both_texts_whole(old, new):
    parts = difference(old, new)
    assert "".join(part.text for part in parts if part.op != "added") == old
    assert "".join(part.text for part in parts if part.op != "removed") == new


WORDY = st.lists(st.sampled_from(["the", "court", "must", "free", "him", ",", ".", "\n\n", "now"]), max_size=40)


@given(WORDY, WORDY)
def test_a_comparison_of_similar_texts_holds_both_whole(old, new):
    parts = difference(" ".join(old), " ".join(new))
    assert "".join(part.text for part in parts if part.op != "added") == " ".join(old)
    assert "".join(part.text for part in parts if part.op != "removed") == " ".join(new)
    assert all(part.text for part in parts)


def test_a_comparison_shows_whole_words():
    assert difference("He was detained in March.\n", "He was detained again in May.\n") == [
        Part("same", "He was detained "),
        Part("added", "again "),
        Part("same", "in "),
        Part("removed", "March"),
        Part("added", "May"),
        Part("same", ".\n"),
    ]


def test_words_changed_side_by_side_read_as_one_phrase():
    assert difference("The court must release him soon.", "The court must free them soon.") == [
        Part("same", "The court must "),
        Part("removed", "release him"),
        Part("added", "free them"),
        Part("same", " soon."),
    ]


def test_a_paragraph_written_anew_is_shown_whole():
    old = "Same opening.\n\nWe are worried about the trial of a lawyer.\n\nSame end.\n"
    new = "Same opening.\n\nNothing here stands as before, every word was changed.\n\nSame end.\n"
    assert [part.op for part in difference(old, new)] == ["same", "removed", "added", "same"]


def test_an_unchanged_text_is_one_part():
    assert difference("a b\n", "a b\n") == [Part("same", "a b\n")]
    assert difference("", "") == []


@pytest.mark.parametrize("rewritten", [False, True], ids=["mended", "rewritten"])
def test_three_thousand_words_are_compared_at_once(rewritten):
    old = _long(0)
    new = _long(7) if rewritten else old.replace("word3", "other")
    started = time.process_time()
    difference(old, new)
    assert time.process_time() - started < 1


def _long(shift: int) -> str:
    words = [f"word{(n * 31 + shift * n) % 400}" for n in range(3000)]
    return "\n\n".join(" ".join(words[start : start + 80]) for start in range(0, 3000, 80))


def test_a_refusal_says_what_happened_and_what_to_do():
    with pytest.raises(UnprintableText, match=r"^Line 2 holds a character that cannot be printed \(U\+0007\)\. Delete"):
        canonical("one\ntwo\x07")
