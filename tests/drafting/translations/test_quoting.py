"""Each language has quotation marks of its own: they are pointed at, and set on request only."""

import time

import icu
import pytest

from petitions.drafting.languages import LANGUAGES
from petitions.drafting.translations.conventions import convention
from petitions.drafting.translations.quoting import odd_marks, quotations, with_marks


@pytest.mark.parametrize(
    ("language", "set_"),
    [
        ("en", "“no”"),
        ("fr", "«\u00a0no\u00a0»"),
        ("de", "„no“"),
        ("es", "“no”"),
        ("it", "«no»"),
        ("pl", "„no”"),
        ("lt", "„no“"),
        ("uk", "«no»"),
        ("ru", "«no»"),
        ("kk", "«no»"),
        ("tr", "“no”"),
        ("ar", "”no“"),
    ],
)
def test_straight_marks_become_those_of_the_language(language: str, set_: str) -> None:
    assert with_marks('They said "no".', language) == f"They said {set_}."
    assert with_marks(set_, language) == set_
    assert odd_marks("", set_, language) == []


def test_the_marks_are_those_of_cldr() -> None:
    for language in LANGUAGES:
        data = icu.LocaleData(language)
        assert convention(language).outer == (data.getDelimiter(0), data.getDelimiter(1))


def test_a_quotation_inside_another_takes_the_inner_marks() -> None:
    assert with_marks('"They say "no" here"', "de") == "„They say ‚no‘ here“"


def test_marks_of_another_language_are_set_with_their_spaces() -> None:
    assert with_marks("Il dit « non ».", "lt") == "Il dit „non“."
    assert with_marks("Il dit «non» et « oui ».", "fr") == "Il dit «\u00a0non\u00a0» et «\u00a0oui\u00a0»."


@pytest.mark.parametrize(
    ("text", "language"), [("»ja«", "de"), ("«sí»", "es"), ("“sì”", "it"), ("«نعم»", "ar"), ("„так“", "uk")]
)
def test_what_is_right_too_is_let_be(text: str, language: str) -> None:
    assert odd_marks(text, text, language) == []
    assert with_marks(text, language) == text


@pytest.mark.parametrize(
    "text",
    [
        'A pipe of 5" and nothing else',
        "l'homme d’hier, the ministers' decision",
        'The address [x](https://a.example/"b" "title")',
        '<https://a.example/"b">',
        'One paragraph opens "here\n\nand another closes it" there',
    ],
)
def test_inches_apostrophes_addresses_and_marks_without_a_partner_are_let_be(text: str) -> None:
    assert with_marks(text, "lt") == text


def test_stress_footnotes_and_escapes_around_a_quotation_do_not_hide_it() -> None:
    assert with_marks('**"no"** "*no*"[^1] \\"no\\"', "lt") == "**„no“** „*no*“[^1] „no“"


def test_it_is_said_which_marks_stand_in_which_paragraphs() -> None:
    (odd,) = odd_marks('A "no"', 'One\n\nTwo "x" and "y"\n\n- list\n\n[^1]: "z"\n', "lt")
    assert (odd.written, odd.paragraphs) == (('"', '"'), (0, 2, 4))


def test_setting_marks_twice_changes_nothing_more() -> None:
    text = 'He "said "no"" and « oui ».\n\n"x"\n'
    for language in LANGUAGES:
        once = with_marks(text, language)
        assert with_marks(once, language) == once
        assert odd_marks("", once, language) == []


def test_ninety_thousand_marks_are_read_in_reasonable_time() -> None:
    assert len(quotations('"a" ' * 20_000)) == 20_000


@pytest.mark.parametrize("piece", ["](", "<", "](https://a ", '<"'])
def test_addresses_that_never_end_are_passed_over_in_time(piece: str) -> None:
    began = time.process_time()
    odd_marks("", piece * (90_000 // len(piece)), "en")
    assert time.process_time() - began < 1.5


def test_marks_in_the_address_of_a_link_are_none_of_the_text() -> None:
    assert odd_marks("", 'A [source](https://a.example "its «title»").', "en") == []
