"""What a version's hash covers, and how a starter text is filled."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.campaigns.models import INSTRUMENTS
from petitions.cases.models import Case
from petitions.core.clock import now
from petitions.core.markdown import NestedTooDeep, TextTooLong
from petitions.core.text import UnprintableText
from petitions.drafting.rules import EmptyField, canonical_body, canonical_subject, fill, unfilled, version_hash
from petitions.drafting.starters import starter

LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


def a_filled_case() -> Case:
    return Case(
        name="Aru Example",
        lede="A teacher who wrote down what she saw.",
        summary="She taught for ten years.",
        status_body="She waits for a decision.",
        created_at=now(),
    )


@given(LINE, LINE, LINE, LINE)
def test_two_versions_have_one_hash_only_when_their_words_are_the_same(a: str, b: str, c: str, d: str) -> None:
    one, other = (canonical_subject(a), canonical_body(b)), (canonical_subject(c), canonical_body(d))
    assert (version_hash(*one) == version_hash(*other)) == (one == other)


def test_a_subject_is_one_line() -> None:
    assert canonical_subject(" Let her\r\n\tstay ") == "Let her stay"


@pytest.mark.parametrize(
    ("body", "error"),
    [("a\x00b", UnprintableText), ("word " * 30_000, TextTooLong), ("- " * 6 + "deep", NestedTooDeep)],
)
def test_what_cannot_be_printed_or_read_is_refused(body: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        canonical_body(body)


def test_merge_fields_are_filled() -> None:
    assert fill("For {{ case.name }}, {{case.name}}.", {"case.name": " Aru "}) == "For Aru, Aru."


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(EmptyField, match=r"There is no field “case\.nmae”"):
        fill("For {{ case.nmae }}", {"case.name": "Aru"})


def test_a_field_that_the_case_leaves_empty_is_named() -> None:
    with pytest.raises(EmptyField, match=r"needs “case\.lede”"):
        fill("For {{ case.lede }}", {"case.lede": " "})


def test_what_is_filled_in_is_not_read_as_a_field_again() -> None:
    assert fill("{{ a }}", {"a": "{{ b }}"}) == "{{ b }}"


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_every_instrument_has_a_starter_that_a_filled_case_fills(instrument: str) -> None:
    text = starter(instrument, a_filled_case())
    assert "Aru Example" in text
    assert "{{" not in text
    assert canonical_body(text)


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_no_starter_hides_that_a_case_is_empty(instrument: str) -> None:
    with pytest.raises(EmptyField):
        starter(instrument, Case(name="Aru Example", lede="", summary="", status_body="", status_title=""))


def test_what_stands_in_brackets_is_still_to_be_filled_in() -> None:
    text = "Dear [title],[^1] read [this](https://ngo.example) by [date].\n\n[^1]: [The rule.]\n"
    assert unfilled(text) == ["title", "date", "The rule."]


def test_a_field_that_is_never_closed_is_passed_over_in_time() -> None:
    text = "{{" + " " * 90_000
    began = time.process_time()
    assert fill(text, {}) == text
    assert time.process_time() - began < 1
