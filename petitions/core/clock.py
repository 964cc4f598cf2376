"""The one place that reads the time."""

import time
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

# How far a story that is told lies from the present. Only the sample tells stories: a test of the architecture keeps
# every other module away from this name (docs/decisions: the past of the sample).
STORY: ContextVar[timedelta] = ContextVar("story", default=timedelta())


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + STORY.get()


def today() -> date:
    """The present day in UTC."""
    return now().date()


def watch() -> float:
    """Seconds on a watch that nobody sets, and that runs on while this process or the machine sleeps.

    Only the difference between two readings in one process means anything.
    """
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
