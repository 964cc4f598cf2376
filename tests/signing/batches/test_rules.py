"""What organisers may write above the standing text, and by what a preview is known."""

from uuid import uuid4

import pytest

from petitions.signing.batches.rules import hides_a_link, paragraphs, seal


@pytest.mark.parametrize(
    "text",
    [
        "Read <a href='https://evil.example'>this</a>",
        "Read [this](https://evil.example)",
        "Read [this] (https://evil.example)",
        "[this]: https://evil.example",
        "< b >bold",
        "&lt;a&gt;",
        "&#60;",
        "</p>",
        "<!-- -->",
    ],
)
def test_html_and_a_link_behind_other_words_are_refused(text: str) -> None:
    assert hides_a_link(text)


@pytest.mark.parametrize(
    "text",
    [
        "Read https://lantern.example/case?id=1&page=2 or write to ada@lantern.example",
        "We count 3 < 4 & 5 > 2, [sic] (as printed)",
        "Ada & Bo <3",
        "Қазақстан: [1] 2024",
        "",
    ],
)
def test_plain_addresses_and_plain_signs_are_taken(text: str) -> None:
    assert hides_a_link(text) == ("(as printed)" in text)


def test_paragraphs_part_at_empty_lines_and_keep_their_lines() -> None:
    assert paragraphs("One\ntwo\r\n\r\n  \nThree\n") == [["One", "two"], ["Three"]]
    assert paragraphs(" \n ") == []


def test_a_seal_tells_apart_whom_and_what_and_not_the_order() -> None:
    one, other = uuid4(), uuid4()
    assert seal([one, other], "en", "x") == seal([other, one], "en", "x")
    assert len({seal([one], "en"), seal([other], "en"), seal([one, other], "en"), seal([one], "fr")}) == 4
