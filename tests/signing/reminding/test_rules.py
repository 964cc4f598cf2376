"""When a reminder is written, and that nobody gets two at once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.campaigns.deadlines import ZONES
from petitions.signing.reminding.rules import MOST_DAYS, Dates, ReminderKind, due, ends, writable

ADDED = datetime(2026, 5, 1, 12, tzinfo=UTC)
DEADLINE = datetime(2026, 6, 10, 16, tzinfo=UTC)
DATES = Dates(DEADLINE, date(2026, 6, 5), "Europe/Brussels")


@dataclass(frozen=True)
class One:
    """A planned reminder."""

    kind: str
    days: int
    added_at: datetime = ADDED


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reminder", "zone", "moment"),
    [
        (One("deadline", 3), "Europe/Brussels", at(7, 7)),
        (One("deadline", 0), "Europe/Brussels", at(10, 7)),
        (One("deadline", 3), "Asia/Almaty", at(7, 4)),
        (One("answer_by", 2), "Europe/Brussels", at(3, 7)),
        (One("extended", 0), "Europe/Brussels", ADDED),
    ],
)
def test_a_reminder_is_written_at_nine_by_the_clocks_of_the_deadline(
    reminder: One, zone: str, moment: datetime
) -> None:
    assert due(reminder, Dates(DEADLINE, DATES.answer_by, zone)) == moment


def test_of_late_names_days_are_counted_from_their_last_day_and_end_with_it() -> None:
    late = Dates(DEADLINE, None, "Europe/Brussels", is_late=True, late_day=date(2026, 6, 30))
    assert due(One("deadline", 3), late) == at(27, 7)
    assert ends(One("deadline", 3), late) == at(30, 22)
    assert writable([One("deadline", 3)], late, at(30, 21)) != []
    assert writable([One("extended", 0)], late, at(28, 7)) == []
    unknown = Dates(DEADLINE, None, "Europe/Brussels", is_late=True)
    assert due(One("deadline", 3), unknown) is None
    assert ends(One("deadline", 3), unknown) is None


def test_days_are_counted_by_the_clocks_of_the_deadline_over_a_change_of_clocks() -> None:
    spring = Dates(datetime(2027, 3, 30, 16, tzinfo=UTC), None, "Europe/Brussels")
    assert due(One("deadline", 1), spring) == datetime(2027, 3, 29, 7, tzinfo=UTC)
    assert due(One("deadline", 3), spring) == datetime(2027, 3, 27, 8, tzinfo=UTC)


def test_without_a_day_to_count_from_nothing_is_written() -> None:
    nothing = Dates(None, None, "UTC")
    for kind in ("deadline", "answer_by"):
        assert due(One(kind, 1), nothing) is None
        assert writable([One(kind, 1)], nothing, DEADLINE) == []


def test_a_reminder_says_nothing_once_its_day_is_over() -> None:
    assert ends(One("deadline", 3), DATES) == DEADLINE
    assert ends(One("answer_by", 3), DATES) == at(5, 22)
    early = Dates(at(5, 10), date(2026, 6, 5), "Europe/Brussels")
    assert ends(One("answer_by", 3), early) == at(5, 10)


def test_of_several_that_are_due_the_latest_is_written() -> None:
    soft, hard, late = One("answer_by", 4), One("deadline", 6), One("deadline", 1)
    assert writable([late, hard, soft], DATES, at(4, 12)) == [soft, hard]
    assert writable([late, hard, soft], DATES, at(9, 12)) == [hard, late]


def test_news_of_an_extension_outrank_a_reminder_of_the_same_moment() -> None:
    moment = due(One("deadline", 6), DATES)
    assert moment is not None
    news = One("extended", 0, added_at=moment)
    assert writable([news, One("deadline", 6)], DATES, at(4, 12))[-1] == news


kinds, days = st.sampled_from([*ReminderKind]), st.integers(0, MOST_DAYS)
moments = st.integers(0, 730 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
plans = st.lists(st.builds(One, kinds, days, moments), max_size=6)
dates = st.builds(
    Dates,
    st.none() | moments,
    st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from([*ZONES]),
)


@given(plans, dates, moments)
def test_what_is_written_has_come_and_not_gone(planned: list[One], known: Dates, moment: datetime) -> None:
    for one in writable(planned, known, moment):
        begins, over = due(one, known), ends(one, known)
        assert begins is not None
        assert over is not None
        assert begins <= moment < over


@given(plans, dates, moments)
def test_after_the_deadline_nothing_is_written(planned: list[One], known: Dates, moment: datetime) -> None:
    if known.deadline is not None and known.deadline <= moment:
        assert writable(planned, known, moment) == []


@given(st.sampled_from(["deadline", "answer_by"]), days, dates)
def test_who_is_reminded_reads_it_in_the_morning(kind: str, before: int, known: Dates) -> None:
    moment = due(One(kind, before), known)
    if moment is not None:
        local = moment.astimezone(ZoneInfo(known.zone))
        assert local.time() == time(9)
        assert known.day(kind) == local.date() + timedelta(days=before)
