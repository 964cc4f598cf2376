"""The one place that reads the time."""

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
