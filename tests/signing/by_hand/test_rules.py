"""When something can have been given by hand, what a note may hold, and how a recording moves on."""

from datetime import UTC, datetime, timedelta

import pytest

from petitions.signing.by_hand.rules import Untimely, holds_number, untimely
from petitions.signing.by_hand.states import HAND_STEPS, HandState, may_become

WRITTEN = datetime(2026, 11, 3, 9, 30, 40, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
DECLINED = datetime(2026, 11, 10, 12, 0, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (NOW, None),
        (NOW + timedelta(minutes=1), Untimely.TO_COME),
        (datetime(2026, 11, 3, 9, 29, tzinfo=UTC), Untimely.BEFORE_TEXT),
        (datetime(2026, 11, 10, 11, 59, tzinfo=UTC), Untimely.BEFORE_ANSWER),
        (datetime(2026, 11, 10, 12, 0, tzinfo=UTC), None),
    ],
)
def test_what_was_given_is_older_than_the_moment_and_younger_than_text_and_answer(at, found) -> None:
    assert untimely(at, now=NOW, text_since=WRITTEN, answers=[DECLINED]) == found


def test_what_is_told_to_the_minute_may_be_of_the_minute_in_which_the_text_was_written() -> None:
    assert untimely(datetime(2026, 11, 3, 9, 30, tzinfo=UTC), now=NOW, text_since=WRITTEN, answers=[]) is None


@pytest.mark.parametrize(
    "note",
    [
        "Called +32 2 284 21 11.",
        "called 0032-2-2842111",
        "the office (at 02/284.21.11) answered",
        "tel. 5551234",
        "On 2026-11-23 at 14:05 we called 555 12 34.",
        "٠٢٢٨٤٢١١١",
    ],
)
def test_a_telephone_number_in_a_note_is_found(note: str) -> None:
    assert holds_number(note)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Ada called the office in Vilnius on 2026-11-23 at 14:05, by the number on its page.",
        "23.11.2026 14:05 to 14:20, then again 24/11/2026 09.30",
        "On 3 November 2026 at 14:05 and 14:30 on 12 points of version 3.",
        "Room 12 345, seat 678",
    ],
)
def test_dates_times_and_small_numbers_are_none(note: str) -> None:
    assert not holds_number(note)


def test_a_recording_is_decided_or_lapses_once() -> None:
    assert set(HAND_STEPS) == set(HandState)
    assert {after for after in HandState if may_become(HandState.PROPOSED, after)} == set(HandState)
    for over in (HandState.CONFIRMED, HandState.REFUSED, HandState.LAPSED):
        assert [after for after in HandState if may_become(over, after)] == [over]
