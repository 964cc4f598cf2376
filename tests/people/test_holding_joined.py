"""Seats that two entries tell are one seat, unless something speaks against it."""

from datetime import date

import pytest

from petitions.people.holding import Seat, joined

JAN, FEB, MAR, APR, MAY = (date(2025, month, 1) for month in range(1, 6))


def seat(group: str, first: date, last: date, since: date | None = None, until: date | None = None) -> Seat[str]:
    return Seat(group, first, last, since, until)


def spans(*seats: Seat[str], days: tuple[date, ...] = ()) -> list[tuple[str, date, date]]:
    found = joined(seats, str, days)
    return [(one.held, one.first_seen, one.last_seen) for one in found]


def test_the_same_seat_at_the_same_time_or_next_to_each_other_is_one() -> None:
    assert spans(seat("EPP", JAN, MAR), seat("EPP", FEB, MAY)) == [("EPP", JAN, MAY)]
    assert spans(seat("EPP", MAR, MAY), seat("EPP", JAN, FEB), days=(FEB, MAR)) == [("EPP", JAN, MAY)]
    assert spans(seat("EPP", JAN, JAN), seat("EPP", FEB, FEB), seat("EPP", MAR, MAR)) == [("EPP", JAN, MAR)]


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        (seat("EPP", JAN, FEB), seat("S&D", MAR, APR), ()),
        (seat("EPP", JAN, FEB), seat("S&D", FEB, APR), ()),
        (seat("EPP", JAN, FEB), seat("EPP", APR, APR), (MAR,)),
        (seat("EPP", JAN, FEB), seat("EPP", APR, APR, since=MAR), ()),
        (seat("EPP", JAN, FEB, until=FEB), seat("EPP", APR, APR), ()),
    ],
    ids=["another group", "a contradiction", "a roster lacks the person", "entered anew", "ended"],
)
def test_what_speaks_against_it_leaves_two(earlier: Seat[str], later: Seat[str], days: tuple[date, ...]) -> None:
    assert len(spans(earlier, later, days=days)) == 2


def test_a_seat_in_another_group_in_between_parts_what_stands_around_it() -> None:
    parts = [seat("EPP", JAN, JAN), seat("S&D", FEB, FEB), seat("EPP", MAR, MAR)]
    assert spans(*parts) == [("EPP", JAN, JAN), ("S&D", FEB, FEB), ("EPP", MAR, MAR)]


def test_the_seat_told_last_gives_the_end_and_the_day_of_entry() -> None:
    (one,) = joined([seat("EPP", JAN, FEB, since=JAN), seat("EPP", FEB, MAY, until=MAY)], str, ())
    assert (one.since, one.until) == (JAN, MAY)
