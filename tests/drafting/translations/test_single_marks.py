"""Single marks are those of the language too; an apostrophe is never touched and never complained about."""

import time

import pytest

from petitions.drafting.languages import LANGUAGES
from petitions.drafting.translations.quotations import quotations
from petitions.drafting.translations.quoting import odd_marks, with_marks

NESTED = {
    "en": "She said: “They call it ‘justice’ here.”",
    "fr": "Elle dit : «\u00a0Ils parlent de «\u00a0justice\u00a0» ici.\u00a0»",
    "de": "Sie sagte: „Man nennt es ‚Recht‘ hier.“",
    "es": "Dijo: “Lo llaman ‘justicia’ aquí.”",
    "it": "Disse: «La chiamano “giustizia” qui.»",
    "pl": "Powiedziała: „Nazywają to «prawem» tutaj.”",
    "lt": "Ji sakė: „Tai jie vadina „teise“ čia.“",
    "uk": "Вона сказала: «Це звуть „законом“ тут.»",
    "ru": "Она сказала: «Это зовут „законом“ здесь.»",
    "kk": "Ол айтты: «Мұны “заң” дейді.»",
    "tr": "Dedi ki: “Buna ‘adalet’ diyorlar.”",
    "ar": "قالت: ”يسمونها ’عدالة‘ هنا.“",
}


def plain(text: str) -> str:
    """As somebody types it on a keyboard without these marks: double ones outside, single ones inside."""
    marks = [place for place, letter in enumerate(text) if letter in "“”„«»‘’‚‹›"]
    for place, mark in zip(marks, ['"', "'", "'", '"'], strict=True):
        text = text[:place] + mark + text[place + 1 :]
    return text.replace("\u00a0", "")


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_single_marks_inside_double_ones_become_the_inner_ones_of_the_language(language: str) -> None:
    right = NESTED[language]
    assert odd_marks(right, right, language) == []
    assert with_marks(right, language) == right
    typed = plain(right)
    assert typed.count("'") == typed.count('"') == 2
    assert {tuple(odd.written) for odd in odd_marks("", typed, language)} == {('"', '"'), ("'", "'")}
    assert with_marks(typed, language) == right


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("«\u00a0Un “mot” ici\u00a0»", "fr"),
        ("»Er sagte ›nein‹ dazu«", "de"),
        ("«Er sagte ‹nein› dazu»", "de"),
        ("“Ha detto ‘no’ qui”", "it"),
        ("„Powiedział ‚nie’ tutaj”", "pl"),
        ("„Jis sakė ‚ne‘ čia“", "lt"),
        ("Das Wort ‚Recht‘ heißt hier nichts.", "de"),
        ("The word ‘justice’ means nothing here.", "en"),
        ("‘He said “no” here,’ she wrote.", "en"),
    ],
)
def test_what_else_a_language_uses_inside_is_let_be(text: str, language: str) -> None:
    assert odd_marks("", text, language) == []
    assert with_marks(text, language) == text


@pytest.mark.parametrize(
    ("typed", "language", "right"),
    [
        ("the word 'justice' here", "en", "the word “justice” here"),
        ("le mot 'justice' ici", "fr", "le mot «\u00a0justice\u00a0» ici"),
        ("das Wort 'Recht' hier", "de", "das Wort „Recht“ hier"),
        ("žodis ‘teisė’ čia", "lt", "žodis „teisė“ čia"),
        ("слово ‘закон’ здесь", "ru", "слово «закон» здесь"),
        ('‘He said "no" here,’ she wrote.', "en", "‘He said “no” here,’ she wrote."),
        ("'He said \"no\" here,' she wrote.", "en", "“He said ‘no’ here,” she wrote."),
        ("**'no'** *'no'*[^1] ('no'), 'no'.", "en", "**“no”** *“no”*[^1] (“no”), “no”."),
        (
            "He called 'the ministers' plan' the ministers' 'own', as James' 'words'",
            "en",
            "He called “the ministers' plan” the ministers' “own”, as James' “words”",
        ),
        ("„Man nennt es 'Recht', und Hans' Haus“, geht's?", "de", "„Man nennt es ‚Recht‘, und Hans' Haus“, geht's?"),
        ("“She can't say 'I don't know' here”", "en", "“She can't say ‘I don't know’ here”"),
        (
            "« L’avocat dit 'l’État n’est rien' ici »",
            "fr",
            "«\u00a0L’avocat dit «\u00a0l’État n’est rien\u00a0» ici\u00a0»",
        ),
    ],
)
def test_single_marks_that_are_not_the_languages_are_set(typed: str, language: str, right: str) -> None:
    assert len(odd_marks("", typed, language)) >= 1
    assert with_marks(typed, language) == right
    assert odd_marks("", right, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("l'avocat, l’avocat, aujourd'hui, l'« État », qu’“il” dit", "fr"),
        ("don't, don’t, the ministers' plan and the judges' word, James’ house", "en"),
        ("'Tis the ministers' plan of the '90s, rock 'n' roll; a '68er's house and the others' too", "en"),
        ("’Tis the ministers’ plan of the ’90s, rock ’n’ roll", "en"),
        ("A man of 6' 2\", 5' tall, at 7'30''", "en"),
        ("So geht's: 's ist Hans' Haus, und 'ne Frage der Jungs' Rechte", "de"),
        ("So geht’s: ’s ist Hans’ Haus und ’n Wort für Max’ Rechte", "de"),
        ("un po' di pace, dell'“altro”, la 'ndrangheta e un po’ di tutto", "it"),
        ("м'ята, об’єкт, п'ять і з’їзд", "uk"),
        ("Ankara'nın, Türkiye’nin, “Radikal”’in haberi", "tr"),
        ("‘Abd al-Karim et l’homme d’hier", "fr"),
        ("He called 'the ministers' and judges' plan wrong", "en"),
        ("Ils disent 'les droits' et l'« ordre »", "fr"),
        ("An 'opening that never closes", "en"),
        ("Music of the '90s, and a word of the workers'", "en"),
        ("Somebody ''doubled'' them", "en"),
        ("[x](https://a.example/'b' 'title') <https://a.example/'b'> https://a.example/'b'", "fr"),
    ],
)
def test_apostrophes_and_what_is_not_sure_are_let_be(text: str, language: str) -> None:
    assert not [odd for odd in odd_marks("", text, language) if odd.written.is_single]
    mended = with_marks(text, language)
    assert [letter for letter in mended if letter in "'’‘‚"] == [letter for letter in text if letter in "'’‘‚"]


def test_a_mark_pairs_only_with_one_inside_the_same_quotation() -> None:
    text = "'She said “no' and went”"
    assert [text[a:c] for (a, _b), (_c, c) in quotations(text)] == ["“no' and went”"]


def test_setting_single_marks_twice_changes_nothing_more() -> None:
    text = "He \"said 'no'\" and 'yes', ‘so’, ‚so‘, ‹so› — « l'un 'l'autre' ».\n\n'x' \"y 'z'\"\n"
    for language in LANGUAGES:
        once = with_marks(text, language)
        assert with_marks(once, language) == once
        assert odd_marks("", once, language) == []


@pytest.mark.parametrize("piece", ["'a' ", "'", "'a ", "a' ", "\"'", "'tis ", "‘“"])
def test_ninety_thousand_marks_are_read_in_time(piece: str) -> None:
    text = piece * (90_000 // len(piece))
    began = time.process_time()
    odd_marks("", text, "en")
    assert time.process_time() - began < 3
