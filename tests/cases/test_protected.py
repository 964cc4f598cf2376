"""Protected names are found however they are spelt, and nothing else is."""

import pytest

from petitions.cases.rules import protected_found

AIGERIM = ["Aigerim Testova"]


@pytest.mark.parametrize(
    "text",
    [
        "He lives with Aigerim Testova in a small flat.",
        "AIGERIM TESTOVA was questioned.",
        "Айгерим Тестова",
        "Aïgerim Téstova’s flat",
        "the flat of Aigerim  Testovа",
        "with Aigerima Testova",
        "Aigerim\nTestova",
        "TESTOVA, Aigerim",
        "Aige\u200brim Testo\u00adva",
        "Aige\u0308rim Testova",
    ],
)
def test_whole_words_are_found_in_any_case_script_and_spelling(text: str) -> None:
    assert [found.name for found in protected_found(text, AIGERIM)] == AIGERIM


@pytest.mark.parametrize(
    "text",
    ["", "Aigerim and Testova", "Testova Street", "Aigerimtestova is one word", "A contest over a test"],
)
def test_other_words_are_not(text: str) -> None:
    assert protected_found(text, AIGERIM) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [("वह अर्जुन से मिले", "अर्जुन"), ("قابلت مُحَمَّد أمس", "محمد"), ("我们见到了王小明。", "王小明"), ("พบสมชายที่บ้าน", "สมชาย")],
)
def test_names_are_found_in_scripts_with_vowel_signs_and_in_those_without_spaces(text: str, name: str) -> None:
    assert [found.name for found in protected_found(text, [name])] == [name]


def test_a_short_name_is_found_as_a_whole_word_only() -> None:
    text = "Ana met Anatole in Havana, and ana again, at Ana’s."
    assert [found.written for found in protected_found(text, ["Ana"])] == ["Ana", "ana", "Ana’s"]


def test_it_says_where_the_name_stands() -> None:
    (found,) = protected_found(f"{'x ' * 60}with Aigerim Testova, at home{' y' * 60}", AIGERIM)
    assert found.written == "Aigerim Testova"
    assert "with Aigerim Testova, at home" in found.around
    assert found.around.startswith("…")
    assert len(found.around) < 120


def test_no_word_around_it_is_cut_through() -> None:
    text = f"{'before ' * 20}Aigerim Testova{' behind' * 20}"
    (found,) = protected_found(text, AIGERIM)
    assert found.around == f"…{'before ' * 5}Aigerim Testova{' behind' * 5}…"
    (found,) = protected_found("我们见到了" * 20 + "王小明" + "。我们见到了" * 20, ["王小明"])
    assert len(found.around) == 40 + 3 + 40 + 2


def test_each_name_is_looked_for() -> None:
    text = "Aigerim Testova left Sampletown."
    assert {found.name for found in protected_found(text, [*AIGERIM, "Sampletown", "Nowhere"])} == {
        *AIGERIM,
        "Sampletown",
    }
