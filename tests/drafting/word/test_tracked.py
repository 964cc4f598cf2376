"""What an office changed while Word tracked it is read as accepted, and the difference becomes suggestions."""

from collections.abc import Callable

import pytest

from petitions.drafting.paragraphs import applied
from petitions.drafting.word.reading import read
from petitions.drafting.word.writing import write
from tests.drafting.word.texts import changed, letter
from tests.drafting.word.tracking import Tracked, tracked

BASE = """Dear Minister,

We ask you to let her stay.[^1]

1. Free her.
2. Grant asylum.
3. Answer us.

Thank you.

[^1]: The law of 2019.
"""

PLEA, DEMANDS, THANKS = 1, 2, 3


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (
            lambda file: file.replace("let her", "allow her to"),
            {PLEA: "We ask you to allow her to stay.[^1]"},
        ),
        (
            lambda file: file.delete(file.paragraph("Thank")),
            {THANKS: ""},
        ),
        (
            lambda file: file.insert_after(file.paragraph("Dear"), "We write to you today."),
            {0: "Dear Minister,\n\nWe write to you today."},
        ),
        (
            lambda file: file.delete(file.paragraph("Grant")),
            {DEMANDS: "1. Free her.\n2. Answer us."},
        ),
        (
            lambda file: file.insert_after(file.paragraph("Free"), "Let her see a lawyer."),
            {DEMANDS: "1. Free her.\n2. Let her see a lawyer.\n3. Grant asylum.\n4. Answer us."},
        ),
        (
            lambda file: file.move_after(file.paragraph("Answer"), file.paragraph("Free")),
            {DEMANDS: "1. Free her.\n2. Answer us.\n3. Grant asylum."},
        ),
        (
            lambda file: file.move_after(file.paragraph("We ask"), file.paragraph("Thank")),
            {PLEA: "", THANKS: "Thank you.\n\nWe ask you to let her stay.[^1]"},
        ),
        (
            lambda file: file.move_after(file.paragraph("Dear"), file.paragraph("Answer")),
            {0: "", DEMANDS: "1. Free her.\n2. Grant asylum.\n3. Answer us.\n\nDear Minister,"},
        ),
    ],
    ids="words paragraph-out paragraph-in item-out item-in item-moved paragraph-moved moved-behind-list".split(),
)
def test_a_tracked_change_is_suggested_as_if_it_were_accepted(
    edit: Callable[[Tracked], object], wanted: dict[int, str]
) -> None:
    found = read(tracked(write(letter(BASE)), edit))
    back = changed(BASE, found)
    assert {change.paragraph: change.replacement for change in back.changes} == wanted
    assert found.counted["tracked"]


def test_several_tracked_changes_go_together() -> None:
    def edit(file: Tracked) -> None:
        file.replace("Dear", "Honoured")
        file.move_after(file.paragraph("Answer"), file.paragraph("Free"))
        file.delete(file.paragraph("Thank"))

    back = changed(BASE, read(tracked(write(letter(BASE)), edit)))
    assert applied(BASE, back.changes).body == (
        "Honoured Minister,\n\nWe ask you to let her stay.[^1]\n\n"
        "1. Free her.\n2. Answer us.\n3. Grant asylum.\n\n[^1]: The law of 2019.\n"
    )
