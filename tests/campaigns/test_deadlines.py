"""A deadline is a moment by somebody's clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from petitions.campaigns.deadlines import CLOCKS, ZONES, Typed, at_hour, day_of, has_passed, label, read, typed
from petitions.core.errors import DomainError


@pytest.mark.parametrize(
    ("day", "time", "zone", "moment"),
    [
        ("2026-12-01", "18:00", "Europe/Brussels", datetime(2026, 12, 1, 17, tzinfo=UTC)),
        ("2026-07-01", "18:00", "Europe/Brussels", datetime(2026, 7, 1, 16, tzinfo=UTC)),
        ("2026-07-01", "18:00", "Europe/London", datetime(2026, 7, 1, 17, tzinfo=UTC)),
        ("2026-07-01", "", "UTC", datetime(2026, 7, 1, 23, 59, tzinfo=UTC)),
    ],
)
def test_the_moment_is_by_the_clocks_that_were_chosen(day: str, time: str, zone: str, moment: datetime) -> None:
    assert read(Typed(day, time, zone)) == moment


def test_no_day_is_no_deadline() -> None:
    assert read(Typed("", "23:59", "Europe/Brussels")) is None


def test_a_time_that_the_change_of_clocks_skips_is_refused(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(DomainError, match="skip this time"):
        read(Typed("2027-03-28", "02:30", "Europe/Brussels"))


@pytest.mark.parametrize("day", ["2026-13-01", "1.12.2026", "9999-12-32", "٢٠٢٦"])
def test_what_is_no_date_is_refused(app: Flask, day: str) -> None:
    with app.test_request_context(), pytest.raises(DomainError, match="2026-11-30"):
        read(Typed(day, "18:00", "Europe/Brussels"))


@given(st.integers(0, 60 * 24 * 365 * 80), st.sampled_from(list(ZONES)))
def test_what_is_stored_comes_back_as_it_was_typed(minutes: int, zone: str) -> None:
    moment = datetime(2000, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
    again = read(typed(moment, zone))
    # In the hour that happens twice in autumn the first one is meant.
    assert again is not None
    assert (moment - again).total_seconds() in {0, 3600}


def test_a_deadline_is_shown_with_whose_clocks_count(app: Flask) -> None:
    with app.test_request_context():
        assert label(datetime(2026, 12, 1, 17, tzinfo=UTC)) == "1 December 2026, 18:00 (Brussels time)"


def test_a_deadline_is_shown_by_the_clocks_of_its_own_zone(app: Flask) -> None:
    moment = datetime(2026, 12, 1, 22, 30, tzinfo=UTC)
    with app.test_request_context():
        assert label(moment, "Asia/Almaty") == "2 December 2026, 03:30 (Almaty time)"
        assert label(moment, "UTC") == "1 December 2026, 22:30 (UTC)"


def test_every_zone_that_can_be_chosen_has_a_name_for_its_clocks() -> None:
    assert CLOCKS.keys() == ZONES.keys()


def test_signing_ends_at_the_very_moment() -> None:
    deadline = datetime(2026, 12, 1, 17, tzinfo=UTC)
    assert not has_passed(deadline, deadline - timedelta(microseconds=1))
    assert has_passed(deadline, deadline)
    assert not has_passed(None, deadline)


@given(st.dates(date(2000, 1, 2), date(2090, 1, 1)), st.sampled_from(list(ZONES)))
def test_nine_in_the_morning_lies_on_the_day_that_was_meant_by_those_clocks(day: date, zone: str) -> None:
    assert day_of(at_hour(day, time(9), zone), zone) == day
