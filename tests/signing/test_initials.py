"""Initials let their bearers know themselves, in any script, and let nobody look them up."""

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from petitions.signing.initials import NOTHING, initials

LATIN = st.text("abcčdeéfghijklłmnoprsštuvzžABCČDEÉFGHIJKLŁMNOPRSŠTUVZŽ", min_size=1, max_size=9)
CYRILLIC = st.text("абвгдежзийклмноАБВГДЕЖЗИЙКЛМНОіїєґқә", min_size=1, max_size=9)
ARABIC = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=9)
SYLLABLES = st.text("王小明李欧阳金민준김이さくら", min_size=1, max_size=4)
ANY_WORD = st.one_of(LATIN, CYRILLIC, ARABIC, SYLLABLES, st.text(min_size=1, max_size=6))
JOINED = st.lists(ANY_WORD, min_size=1, max_size=3).map("-".join)
NAMES = st.lists(JOINED, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("name", "surname", "shown"),
    [
        ("Ona Testė", "Testė", "O. T."),
        ("Anna-Maria van den Berg", "van den Berg", "A.-M. v. d. B."),
        ("Ona Žemaitė-Testė", "Žemaitė-Testė", "O. Ž.-T."),
        ("Éva Ťapka", "Ťapka", "É. Ť."),
        ("E\u0301va T\u030capka", "Ťapka", "É. Ť."),
        ("John F. Tester", "Tester", "J. F. T."),
        ("D’Esempio Ona", "D’Esempio", "D. O."),
        ("Mart in ’t Veld", "in ’t Veld", "M. i. t. V."),
        ("łucja testowa", "testowa", "ł. t."),
        ("Suhartest", "Suhartest", "S."),
    ],
)
def test_each_word_gives_its_first_letter_as_it_is_spelt(name: str, surname: str, shown: str) -> None:
    assert initials(name, surname) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Олена Тестенко", "О. Т."),
        ("Айгерім Тестова-Қала", "А. Т.-Қ."),
        ("Ївга Лук’янтест", "Ї. Л."),
        ("Έλλη Δοκιμή", "Έ. Δ."),
        ("Անի Փորձյան", "Ա. Փ."),
        ("ნინო ტესტაძე", "ნ. ტ."),
        ("יעל בדיקה", "י. ב."),
        ("क्षमा परीक्षा", "क्ष. प."),
        ("𞤀𞤣𞤢𞤥 𞤆𞤵𞤤", "𞤀. 𞤆."),
    ],
)
def test_a_letter_is_what_the_script_calls_one_with_all_that_belongs_to_it(name: str, shown: str) -> None:
    assert initials(name) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [("ليلى التجريبية", "ل. ت."), ("عبد الرحمن آل تجربة", "ع. ر. آ. ت."), ("علی آزمایشی", "ع. آ."), ("ال", "ا.")],
)
def test_in_arabic_the_article_does_not_stand_for_the_word(name: str, shown: str) -> None:
    assert initials(name) == shown


@pytest.mark.parametrize(
    ("name", "surname", "shown"),
    [("王小明", "王", "WXM"), ("王 小明", "王", "W XM"), ("김민준", "김", "GMJ"), ("さくら 山", "山", "SKR S")],
)
def test_where_a_sign_is_a_word_none_stands_as_it_is(name: str, surname: str, shown: str) -> None:
    assert initials(name, surname) == shown


@pytest.mark.parametrize(
    ("name", "surname", "shown"),
    [
        ("Anna O", "O", "A."),
        ("Maria de la O", "de la O", "M. d. l."),
        ("Anna O.", "O", "A."),
        ("Anna O-K", "O-K", "A."),
        ("Anna О", "О", "A."),
        ("O", "O", NOTHING),
        ("O O", "O", NOTHING),
    ],
)
def test_a_surname_of_one_letter_is_left_out(name: str, surname: str, shown: str) -> None:
    assert initials(name, surname) == shown


def test_dots_go_where_they_would_make_it_longer_than_the_name() -> None:
    assert initials("X Li", "Li") == "X L"
    assert initials("J F Li", "Li") == "J F L"


@pytest.mark.parametrize("name", ["", "–", "1 2", "👩 ·"])
def test_what_has_no_letter_is_shown_as_nothing(name: str) -> None:
    assert initials(name) == NOTHING


@settings(deadline=None)
@given(NAMES, ANY_WORD)
def test_initials_are_never_longer_than_the_name(given_name: str, surname: str) -> None:
    name = unicodedata.normalize("NFC", f"{given_name} {surname}")
    assert len(initials(name, surname)) <= len(name)


@settings(deadline=None)
@given(NAMES, st.one_of(LATIN, CYRILLIC, ARABIC, SYLLABLES))
def test_initials_never_hold_the_whole_surname(given_name: str, surname: str) -> None:
    assume(len(unicodedata.normalize("NFC", surname)) > 1)
    shown = initials(f"{given_name} {surname}", surname)
    assert surname.casefold() not in shown.casefold()


@settings(deadline=None)
@given(LATIN | CYRILLIC | ARABIC)
def test_a_surname_of_one_letter_is_never_among_them(letter: str) -> None:
    assert initials(f"Ųųų {letter[0]}", letter[0]) == "Ų."


@settings(deadline=None)
@given(NAMES)
def test_initials_depend_on_the_name_alone_and_hold_no_line_break(name: str) -> None:
    shown = initials(name)
    assert shown == initials(unicodedata.normalize("NFD", name))
    assert shown == " ".join(shown.split()) != ""
