"""Which thresholds so many signatures reach, and how that is said; the numbers are data."""

import dataclasses

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from petitions.campaigns import words
from petitions.campaigns.instruments import FOLDER, Instrument, Meaning, Standing, Threshold, load, read
from petitions.campaigns.thresholds import next_threshold, reached

PETITION = (FOLDER / "public_petition.yaml").read_text(encoding="utf-8")


def with_counts(*counts: int) -> Instrument:
    marks = tuple(Threshold(count, Meaning.REPLY_DUE, 30) for count in counts)
    return dataclasses.replace(load("public_petition"), thresholds=marks)


def test_a_threshold_is_reached_by_exactly_its_number() -> None:
    rules = with_counts(10, 20)
    assert [len(reached(rules, count)) for count in (0, 9, 10, 19, 20, 99)] == [0, 0, 1, 1, 2, 2]


def test_the_next_one_is_the_lowest_that_is_not_reached() -> None:
    rules = with_counts(10, 20)
    found = [next_threshold(rules, count) for count in (9, 10, 20)]
    assert [mark.count if mark else None for mark in found] == [10, 20, None]


@given(st.sets(st.integers(1, 99_999), max_size=6), st.integers(0, 100_000))
def test_each_threshold_is_either_reached_or_ahead(counts: set[int], count: int) -> None:
    rules = with_counts(*sorted(counts))
    behind, ahead = reached(rules, count), next_threshold(rules, count)
    assert all(mark.count <= count for mark in behind)
    assert (ahead is None) == (len(behind) == len(counts))
    assert ahead is None or (ahead.count > count and ahead == rules.thresholds[len(behind)])


def test_a_public_petition_asks_for_a_reply_and_then_for_a_meeting_by_house_rule() -> None:
    rules = load("public_petition")
    assert [mark.meaning for mark in rules.thresholds] == [Meaning.REPLY_DUE, Meaning.MEETING_ASKED]
    assert rules.standing_of("thresholds") == Standing.HOUSE_RULE


def test_no_instrument_whose_rule_a_body_sets_has_thresholds() -> None:
    assert load("pace_declaration").thresholds == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("count: 1000,", "count: 0,"),
        ("count: 1000,", "count: 10000,"),
        ("count: 1000,", "count: 20000,"),
        ("within_days: 30", "within_days: 0"),
        ("reply_due", "applause"),
    ],
)
def test_thresholds_that_cannot_stand_are_refused(old: str, new: str) -> None:
    assert old in PETITION
    with pytest.raises(ValueError):
        read(PETITION.replace(old, new, 1))


def test_what_a_threshold_means_is_said_in_words(app: Flask) -> None:
    reply, meeting = load("public_petition").thresholds
    with app.test_request_context("/en/"):
        assert words.threshold_says(reply) == "At 1,000 signatures a reply is asked for within 30 days."
        assert words.threshold_says(meeting) == "At 10,000 signatures a meeting is asked for within 60 days."
        assert words.threshold_task(reply) == "1,000 people have signed: a reply of the addressee is due."
        assert "At 1,000 signatures a reply is asked for within 30 days." in words.summary(load("public_petition"))
        assert "house rule" in words.summary(load("public_petition"))
