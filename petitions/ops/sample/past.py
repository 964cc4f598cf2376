"""The sample's past: its verbs are done on the days of its story, so that all they write agrees."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from petitions.core.clock import STORY, now

# The day on which the story begins: organisations, roster, offices and cases are there before the first campaign.
FIRST_DAY = "2026-03-02"


@contextmanager
def on(day: str, clock: str, minutes: int = 0) -> Iterator[None]:
    """Do what is inside on that day (ISO) at that time (UTC, 24 hours), and some minutes later."""
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), UTC) + timedelta(minutes=minutes)
    before = STORY.set(STORY.get() + (moment - now()))
    try:
        yield
    finally:
        STORY.reset(before)
