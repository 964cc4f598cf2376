"""A text that goes out to Word and comes in again is the same text, byte for byte."""

import pytest
from hypothesis import given, settings

from petitions.core.markdown import to_blocks
from petitions.drafting.paragraphs import applied
from petitions.drafting.word.labels import labelled
from petitions.drafting.word.markup import Markup, tidied
from petitions.drafting.word.units import notes_of
from tests.drafting.word.texts import TEXTS, changed, there_and_back


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_what_was_written_is_read_again_and_changes_nothing(text: str) -> None:
    found = there_and_back(text)
    assert tidied(found.blocks) == tidied(to_blocks(text))
    assert found.subject == "Let her stay"
    assert found.counted == {}
    assert changed(text, found).changes == []


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_blocks_become_markdown_that_is_read_as_the_same_blocks(text: str) -> None:
    blocks = tidied(to_blocks(text))
    markup = Markup(labelled({}, notes_of(blocks), {}))
    assert tidied(to_blocks(markup.blocks(blocks))) == blocks or markup.inline.lost


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_whatever_comes_back_the_changes_make_the_text_say_it(base: str, other: str) -> None:
    found = there_and_back(other)
    back = changed(base, found)
    assert tidied(to_blocks(applied(base, back.changes).body)) == tidied(found.blocks) or back.lost


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("[](https://a.example)", "<https://a.example>"),
        ("*a *", "*a *"),
        ("*all **of** it* and **some _of_ it**", "*all **of** it* and **some *of* it**"),
        ("one  two\tthree", "one  two\tthree"),
        ("\u00a0edge\u00a0", "edge"),
        ("العدالة *الآن*", "العدالة *الآن*"),
        ("Ąžuolė ѐ 漢字 👩‍👩‍👧", "Ąžuolė ѐ 漢字 👩‍👩‍👧"),
        ("a\u202eb\u2066c\u200fd", "a\u202eb\u2066c\u200fd"),
    ],
)
def test_words_at_the_edge_of_what_word_can_say(text: str, kept: str) -> None:
    """What stands here as another text is said so: such an address is shown, such a space is dropped."""
    assert Markup({}).blocks(tidied(there_and_back(f"{text}\n").blocks)) == kept
    assert changed(f"{text}\n", there_and_back(f"{text}\n")).changes == []
