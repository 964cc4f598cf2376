"""A day that is written in figures or as another language does is pointed at, with how this language writes it."""

from datetime import date

import pytest
from babel.dates import format_date

from petitions.drafting.languages import LANGUAGES
from petitions.drafting.translations.conventions import convention
from petitions.drafting.translations.days import odd_days


def odd(text: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(day.written, day.forms) for day in odd_days("", text, language)]


@pytest.mark.parametrize(
    ("language", "form"),
    [
        ("en", "3 October 2024"),
        ("fr", "3 octobre 2024"),
        ("de", "3. Oktober 2024"),
        ("es", "3 de octubre de 2024"),
        ("it", "3 ottobre 2024"),
        ("pl", "3 października 2024"),
        ("uk", "3 жовтня 2024\u202fр."),
        ("ru", "3 октября 2024\u202fг."),
        ("kk", "2024\u202fж. 3 қазан"),
        ("tr", "3 Ekim 2024"),
        ("ar", "3 أكتوبر 2024"),
    ],
)
def test_a_date_in_figures_is_pointed_at_in_every_language_but_lithuanian(language: str, form: str) -> None:
    assert odd("On 2024-10-03, you", language) == [("2024-10-03", (form,))]
    assert odd("On 2024-10-03, you", "lt") == []


def test_the_long_form_is_that_of_cldr() -> None:
    for language in LANGUAGES:
        locale = "en_GB" if language == "en" else language
        assert convention(language).day(date(2024, 10, 3)) == format_date(date(2024, 10, 3), "long", locale=locale)


def test_the_first_of_a_month_is_written_as_the_language_writes_it() -> None:
    assert odd("2024-05-01", "fr") == [("2024-05-01", ("1er mai 2024",))]
    assert odd("le 1er mai 2024", "fr") == []


@pytest.mark.parametrize(
    ("text", "written", "form"),
    [
        ("Am October 3rd haben", "October 3rd", "3. Oktober"),
        ("Am October 3, 2024 haben", "October 3, 2024", "3. Oktober 2024"),
        ("Am 3 November 2024 haben", "3 November 2024", "3. November 2024"),
        ("Am 2024 m. spalio 3 d. haben", "2024 m. spalio 3 d.", "3. Oktober 2024"),
        ("Am 3 октября 2024 г. haben", "3 октября 2024 г.", "3. Oktober 2024"),
        ("Am 3.10.2024 haben", "3.10.2024", "3. Oktober 2024"),
    ],
)
def test_another_languages_form_is_pointed_at_in_a_german_text(text: str, written: str, form: str) -> None:
    assert odd(text, "de") == [(written, (form,))]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("On October 3, 2024 and 3 October 2024, on the 3rd of October", "en"),
        ("3 октября 2024 года, 3 октября", "ru"),
        ("2024 m. spalio 3 d., 2024-10-03", "lt"),
        ("Case 12/2024, page 3.10, version 1.2.2024-b, 99.99.2024", "en"),
        ("[the ruling](https://court.example/2024-10-03/ruling)", "en"),
        ("You may 3 times ask", "de"),
    ],
)
def test_what_is_right_and_what_is_no_day_is_let_be(text: str, language: str) -> None:
    assert odd(text, language) == []


def test_figures_that_can_be_read_in_two_ways_are_offered_in_both() -> None:
    assert odd("3/10/2024", "fr") == [("3/10/2024", ("3 octobre 2024", "10 mars 2024"))]
    assert odd("13/10/2024", "fr") == [("13/10/2024", ("13 octobre 2024",))]
    assert odd("5/5/2024", "fr") == [("5/5/2024", ("5 mai 2024",))]


def test_the_paragraph_is_named_and_the_subject_is_looked_at_too() -> None:
    found = odd_days("Since 2024-10-03", "One\n\nSince 3.10.2024\n", "fr")
    assert [day.paragraph for day in found] == [0, 2]
