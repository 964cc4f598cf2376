"""What is typed in many fields is kept as one text, and comes back in the fields that it was typed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.drafting.paragraphs import paragraphs
from petitions.drafting.translations.fields import Fields, fields_of_paragraphs, placed, together

TYPED = st.lists(st.text("ab \n\r\t-1.>#[]^:*\u00a0\u2028\x07", max_size=25), max_size=6)


def test_the_words_of_every_field_come_back_in_it() -> None:
    typed = ["Madame,\r\n\r\nMonsieur,", "", "  Laissez-la. ", "1. Arrêtez.\n2. Accordez."]
    body, fields = placed(3, [0, None, 1, 2], typed)
    assert body == "Madame,\n\nMonsieur,\n\nLaissez-la.\n\n1. Arrêtez.\n2. Accordez."
    assert fields == Fields(3, (0, None, 1, 2), (2, 0, 1, 1))
    assert fields.texts(body) == ["Madame,\n\nMonsieur,", "", "Laissez-la.", "1. Arrêtez.\n2. Accordez."]
    assert Fields.read(fields.kept()) == fields


@given(TYPED)
def test_whatever_is_typed_no_word_of_it_moves_to_another_field(typed: list[str]) -> None:
    body, fields = placed(1, [None] * len(typed), typed)
    assert sum(fields.sizes) == len(paragraphs(body))
    assert [text.split() for text in fields.texts(body)] == [text.split() for text in typed]


@pytest.mark.parametrize("places", [[], [0], [0, 1, 2]])
def test_a_page_that_does_not_say_where_its_fields_stand_loses_no_word(places: list[int | None]) -> None:
    body, fields = placed(-1, places, ["Un", "Deux"])
    assert (body, fields.places) == ("Un\n\nDeux", (None, None))


def test_what_no_version_may_hold_is_typed_all_the_same() -> None:
    assert together(["a\x07b  \r\n\r\nc"]) == ("a\x07b\n\nc", (2,))


def test_what_is_odd_is_said_of_the_field_in_which_it_stands() -> None:
    assert fields_of_paragraphs([0, 1, None, 2], [2, 0, 1, 1]) == [1, 1, 2, 3]
    assert fields_of_paragraphs([], [1, 1]) == [1, 1]
