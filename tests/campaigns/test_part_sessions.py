"""Names are taken until the close of the next part-session; where nobody knows when that is, no day is guessed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.campaigns.part_sessions.rules import Session, is_over, late_deadline

WINTER = Session(date(2031, 1, 20), date(2031, 1, 24), date(2030, 9, 30), "An invented calendar")
SPRING = Session(date(2031, 4, 14), date(2031, 4, 18), date(2031, 1, 20), "An invented calendar")
SUMMER = Session(date(2031, 6, 23), date(2031, 6, 27), date(2031, 4, 14), "An invented calendar")


@pytest.mark.parametrize(
    ("lodged", "last_day"),
    [
        (date(2031, 1, 19), WINTER.last_day),
        (date(2031, 1, 20), SPRING.last_day),
        (date(2031, 1, 24), SPRING.last_day),
        (date(2031, 3, 1), SPRING.last_day),
        (date(2031, 4, 14), SUMMER.last_day),
    ],
)
def test_it_is_the_close_of_the_next_to_open(lodged: date, last_day: date) -> None:
    assert late_deadline([SUMMER, WINTER, SPRING], lodged) == last_day


def test_without_the_session_it_is_not_known() -> None:
    assert late_deadline([], date(2031, 2, 1)) is None
    assert late_deadline([WINTER, SUMMER], date(2031, 2, 1)) is None
    assert late_deadline([WINTER], date(2030, 9, 29)) is None


def test_before_lodging_it_is_not_known() -> None:
    assert late_deadline([WINTER, SPRING], None) is None


def test_two_records_that_differ_leave_it_unknown() -> None:
    other = Session(SPRING.first_day, date(2031, 4, 17), SPRING.previous_began, "Another calendar")
    assert late_deadline([SPRING, other], date(2031, 2, 1)) is None
    assert late_deadline([SPRING, SPRING], date(2031, 2, 1)) == SPRING.last_day


def test_the_last_day_still_counts_and_what_is_not_known_is_not_over() -> None:
    assert not is_over(SPRING.last_day, SPRING.last_day)
    assert is_over(SPRING.last_day, SPRING.last_day + timedelta(days=1))
    assert not is_over(None, date.max)


@given(st.lists(st.dates(date(2030, 1, 1), date(2032, 1, 1)), min_size=3, max_size=9, unique=True), st.data())
def test_leaving_sessions_out_never_gives_another_day(days: list[date], data: st.DataObject) -> None:
    days.sort()
    calendar = [Session(day, day, before, "An invented calendar") for before, day in pairwise(days)]
    known = data.draw(st.lists(st.sampled_from(calendar), unique=True))
    lodged = data.draw(st.dates(date(2030, 1, 1), date(2032, 1, 1)))
    assert late_deadline(known, lodged) in {None, late_deadline(calendar, lodged)}
