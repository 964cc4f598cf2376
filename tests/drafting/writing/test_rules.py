"""A letter is known by its parts, and what it lacks is said in words."""

import pytest

from petitions.campaigns.models import INSTRUMENTS
from petitions.core.errors import DomainError
from petitions.core.markdown import to_blocks
from petitions.drafting.writing.annexes import ANNEX_WORDS, divided
from petitions.drafting.writing.forms import LANGUAGES
from petitions.drafting.writing.rules import outline
from petitions.drafting.writing.words import EXPECTED, gaps

LETTER = """Dear Minister,

We write about Aru Example.[^1]

1. One fact.
2. Another fact.

We ask you:

1. to stop the *deportation*[^law];
2. to grant asylum.

Yours sincerely,

[^1]: Decision of 4 May.
[^law]: [The Convention](https://law.example/convention)
"""


def lacks(body: str, instrument: str = "mep_letter", language: str = "en") -> list[str]:
    return gaps(outline(body, language), instrument)


def test_a_whole_letter_shows_its_parts_and_lacks_nothing() -> None:
    found = outline(LETTER, "en")
    assert found.salutation == "Dear Minister,"
    assert found.demands == ("to stop the deportation;", "to grant asylum.")
    assert found.closing == "Yours sincerely,"
    assert [(note.number, note.marked, note.sourced) for note in found.notes] == [(1, True, True), (2, True, True)]
    assert gaps(found, "mep_letter") == []


@pytest.mark.parametrize(
    ("first", "is_one"),
    [
        ("Dear Minister,", True),
        ("Шановний пане Міністре!", True),
        ("To the mandate holders:", True),
        ("معالي الوزير،", True),
        ("We write to you", False),
        ("word " * 60 + ",", False),
        ("# Dear Minister,", False),
        ("1. Dear Minister,", False),
    ],
)
def test_a_salutation_is_a_short_first_line_that_calls_somebody(first: str, is_one: bool) -> None:
    assert bool(outline(f"{first}\n\nWords.\n", "en").salutation) is is_one


@pytest.mark.parametrize(
    ("last", "is_one"),
    [
        ("Yours sincerely,", True),
        ("The undersigned organisations", True),
        ("Pagarbiai", True),
        ("We hope for your answer.", False),
        ("A line of many words that ends without any mark at all", False),
    ],
)
def test_a_closing_is_a_formula_and_no_sentence(last: str, is_one: bool) -> None:
    assert bool(outline(f"Dear Minister,\n\n1. Stop.\n\n{last}\n", "en").closing) is is_one


def test_what_stands_before_the_demands_closes_nothing() -> None:
    assert outline("Dear Minister,\n\nYours sincerely,\n\n1. Stop.\n", "en").closing == ""


def test_a_text_of_nothing_but_words_lacks_what_its_instrument_looks_for() -> None:
    words = "We only say this.\n"
    assert [sentence.partition(":")[0].split(".")[0] for sentence in lacks(words)] == [
        "There is no salutation",
        "Nothing is asked for in a numbered list",
        "There is no closing",
    ]
    assert len(lacks(words, "pace_declaration")) == 1
    assert len(lacks(words, "un_communication")) == 2


def test_a_mark_without_a_note_and_a_note_that_nothing_marks_are_named() -> None:
    said = lacks(LETTER.replace("Example.[^1]", "Example.[^one]"))
    assert "Nothing is written for the mark [^one]. Write the note, or take the mark out." in said
    assert any(sentence.startswith("Nothing in the text marks note 2: “Decision of 4 May.”") for sentence in said)


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("We know it.", "names no source"),
        ("[Source and date.]", "names no source"),
        ("Article 3.", ""),
        ("٤ مايو", ""),
        ("<https://law.example>", ""),
        ("write@law.example of [the office](mailto:write@law.example)", ""),
    ],
)
def test_a_note_names_its_source_by_a_link_or_a_number(note: str, says: str) -> None:
    said = lacks(f"Dear Minister,\n\nWords.[^1]\n\n1. Stop.\n\nYours sincerely,\n\n[^1]: {note}\n")
    assert (says in " ".join(said)) if says else said == []


def test_an_empty_note_is_empty() -> None:
    assert "Note 1 is empty." in lacks("Words.[^1]\n\n[^1]:\n")


@pytest.mark.parametrize("language", sorted(ANNEX_WORDS))
def test_a_heading_with_the_word_for_annex_begins_one_in_every_language(language: str) -> None:
    word = ANNEX_WORDS[language][0]
    found = outline(f"Words.\n\n# {word.upper()} 1: dates\n\nThen.\n\n# Second\n\n# {word}\n\nMore.\n", language)
    assert found.annexes == (f"{word.upper()} 1: dates", word)


def test_every_language_of_a_text_has_its_word_and_every_instrument_its_parts() -> None:
    assert set(ANNEX_WORDS) == set(LANGUAGES)
    assert set(EXPECTED) == set(INSTRUMENTS)


@pytest.mark.parametrize("heading", ["# Annexation", "# Our annex", "Annex", "# Ekonomi"])
def test_other_headings_and_words_begin_no_annex(heading: str) -> None:
    for language in ("en", "tr"):
        assert outline(f"Words.\n\n{heading}\n\nMore.\n", language).annexes == ()


def test_the_letter_ends_where_its_annexes_begin_and_notes_belong_to_both() -> None:
    parts = divided(to_blocks(f"{LETTER}\n# Annex\n\nYours,\n\nMore.[^1]\n"), "en")
    assert [len(annex) for annex in parts.annexes] == [3]
    assert len(parts.notes) == 1
    assert outline(f"{LETTER}\n# Annex\n\n1. A list.\n", "en").demands == outline(LETTER, "en").demands


@pytest.mark.parametrize("body", ["", "\n", "[^1]: only a note", "# Annex", "1. a list", "- "])
def test_fragments_have_parts_too(body: str) -> None:
    for instrument in INSTRUMENTS:
        assert isinstance(lacks(body, instrument), list)


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(DomainError):
        outline("- " * 20 + "deep", "en")
