"""Annexes are printed after the names, each on a new sheet; a letter without any is the file that it always was."""

from dataclasses import replace

from petitions.dispatch.pdf import render
from tests.dispatch.test_pdf import LETTER, many, pages, words

BODY = """Dear Minister,

Let her stay.[^1]

Yours sincerely,

# Annex 1: what happened

4 May: a letter.[^2]

# Annex 2

More.

[^1]: Article 3.
[^2]: Its copy.
"""


def test_each_annex_begins_a_page_after_the_names() -> None:
    first, second, third = pages(render(replace(LETTER, body=BODY)))
    assert "Yours sincerely" in first
    assert "Žemynaitė" in first
    assert "Article 3." in first
    assert "Annex" not in first
    assert "Annex 1: what happened" in second
    assert "Its copy." in second
    assert "Annex 2" in third
    assert LETTER.sha256 in third.replace("\n", ""), "the imprint ends the file"


def test_lines_for_the_members_own_hands_stand_before_it_too() -> None:
    found = words(render(replace(LETTER, body=BODY, signatories=(), lines=("Ms Ona TESTE", "Mr Jan TESTE"))))
    assert found.index("Ms Ona TESTE") < found.index("Annex 1")


def test_names_that_fill_their_last_page_leave_no_empty_one_behind() -> None:
    for count in range(20, 60, 4):
        assert all(len(page) > 120 for page in pages(render(replace(LETTER, body=BODY, signatories=many(count)))))


def test_the_word_is_that_of_the_language_of_the_letter() -> None:
    lithuanian = replace(LETTER, language="lt", body=BODY.replace("# Annex", "# Priedas"))
    assert len(pages(render(lithuanian))) == 3
    assert len(pages(render(replace(lithuanian, language="en")))) == 1
