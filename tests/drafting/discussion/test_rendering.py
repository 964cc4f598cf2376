"""Paragraphs read by themselves as they read in the whole text."""

import re

from flask import Flask

from petitions.core.markdown import to_html
from petitions.drafting.discussion.rendering import MOST, rendered, rendered_one
from petitions.drafting.paragraphs import paragraphs

TEXT = (
    "Dear[^b] Minister,\n\nWe[^a] ask[^b] *you* [^none].\n\n1. One\n\n2. Two[^a]\n\n"
    "[^a]: A source[^b]\n\n[^b]: Another\n\n    with more\n\n[^c]: Marked by nothing\n"
)


def test_the_paragraphs_of_a_text_say_what_the_whole_says(app: Flask) -> None:
    pieces = " ".join(rendered(TEXT))
    assert sorted(re.findall(r"\w+", re.sub("<[^>]*>", " ", pieces))) == sorted(
        re.findall(r"\w+", re.sub("<[^>]*>", " ", to_html(TEXT)))
    )


def test_every_mark_has_its_number_of_the_whole_text_and_leads_to_its_note(app: Flask) -> None:
    pieces = rendered(TEXT)
    assert '<a href="#note-2" id="mark-2" role="doc-noteref">2</a>' in pieces[1]
    assert '<a href="#note-1" role="doc-noteref">1</a>' in pieces[1], "met before, so no second id"
    assert "[^none]" in pieces[1]
    assert '<ol start="2">' in pieces[3]
    assert 'id="note-2"' in pieces[4]
    ids = re.findall(r'id="([^"]+)"', " ".join(pieces))
    assert len(ids) == len(set(ids))


def test_one_paragraph_reads_as_among_the_others(app: Flask) -> None:
    assert [
        rendered_one(TEXT, number).replace(' id="mark-1"', "").replace(' id="mark-2"', "") for number in (1, 4)
    ] == [rendered(TEXT)[number].replace(' id="mark-1"', "").replace(' id="mark-2"', "") for number in (1, 4)]


def test_html_is_escaped_and_what_turns_direction_is_written_out(app: Flask) -> None:
    assert rendered("<b>no</b> \u202eexe") == ["<p>&lt;b&gt;no&lt;/b&gt; ⟨U+202E⟩exe</p>"]


def test_a_text_of_very_many_paragraphs_is_shown_as_typed(app: Flask) -> None:
    pieces = rendered("*word* <i>\n\n" * (MOST + 1))
    assert (len(pieces), pieces[0]) == (MOST + 1, "<p>*word* &lt;i&gt;</p>")


def test_every_paragraph_has_its_piece(app: Flask) -> None:
    for body in (TEXT, "# Heading\nwords\n\n- a\n\n  b\n", "[^1]: only a note\n", "\\\n\n&nbsp;\n"):
        assert len(rendered(body)) == len(paragraphs(body))
        assert all(rendered(body))
