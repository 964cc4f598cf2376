"""When a reminder is written, until when it says anything, and which one where several are due. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from petitions.campaigns.deadlines import at_hour, day_of

# House rule: a reminder is read at the beginning of a working day, by the clocks of the deadline.
HOUR = time(9)
MOST_DAYS = 60


class ReminderKind(StrEnum):
    """What a reminder is counted from. One about an extended deadline is written at once."""

    ANSWER_BY = "answer_by"
    DEADLINE = "deadline"
    EXTENDED = "extended"


COUNTED = (ReminderKind.ANSWER_BY, ReminderKind.DEADLINE)
"""The kinds that organisers plan."""


@dataclass(frozen=True)
class Dates:
    """What a campaign's reminders are counted from, by the clocks of ``zone``.

    Of a text that has gone and takes late names, which ``is_late`` says, the deadline is over: the last day for those
    names stands in its place, where it is known.
    """

    deadline: datetime | None
    answer_by: date | None
    zone: str
    is_late: bool = False
    late_day: date | None = None

    @property
    def closes(self) -> datetime | None:
        """The moment from which nobody signs any more, in UTC; None where there is none, or none is known."""
        if not self.is_late:
            return self.deadline
        return at_hour(self.late_day + timedelta(days=1), time(), self.zone) if self.late_day else None

    def day(self, kind: str) -> date | None:
        """The day that a reminder of this kind is counted from; None where the campaign has none."""
        if kind == ReminderKind.ANSWER_BY:
            return self.answer_by
        if self.is_late:
            return self.late_day
        return day_of(self.deadline, self.zone) if self.deadline else None


class Planned(Protocol):
    """A reminder that is not done."""

    @property
    def kind(self) -> str:
        """One of `ReminderKind`."""

    @property
    def days(self) -> int:
        """How many days before."""

    @property
    def added_at(self) -> datetime:
        """When it was planned."""


P = TypeVar("P", bound=Planned)


def due(reminder: Planned, dates: Dates) -> datetime | None:
    """The moment at which it is written, in UTC; None where there is no day to count from."""
    if reminder.kind == ReminderKind.EXTENDED:
        return reminder.added_at
    day = dates.day(reminder.kind)
    return at_hour(day - timedelta(days=reminder.days), HOUR, dates.zone) if day else None


def ends(reminder: Planned, dates: Dates) -> datetime | None:
    """The moment from which it would say nothing any more: the deadline, or the end of the day it is counted from.

    Of an extended deadline nobody is told once the text has gone.
    """
    if reminder.kind == ReminderKind.EXTENDED and dates.is_late:
        return reminder.added_at
    day = dates.day(reminder.kind)
    if day is None or reminder.kind != ReminderKind.ANSWER_BY:
        return dates.closes
    over = at_hour(day + timedelta(days=1), time(), dates.zone)
    return min(over, dates.closes) if dates.closes else over


def writable(planned: Iterable[P], dates: Dates, at: datetime) -> list[P]:
    """Those whose moment has come and not gone, the latest last: only that one is written.

    Nobody gets two at once because the worker was away for some days.
    """
    found = [(moment, one) for one in planned if (moment := due(one, dates)) is not None and moment <= at]
    still = [(moment, one) for moment, one in found if (end := ends(one, dates)) is not None and at < end]
    return [one for _moment, one in sorted(still, key=lambda pair: (pair[0], pair[1].kind, -pair[1].days))]
