"""Until when names are added to a text that has gone: the close of the next part-session. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Session:
    """One part-session. ``previous_began`` is the day on which the one before it opened.

    With it a session says by itself for which days it is the next, however many others nobody has recorded.
    """

    first_day: date
    last_day: date
    previous_began: date
    source: str

    def is_next(self, on: date) -> bool:
        """Whether it is the next to open on that day; while one is sitting, the next is the one after it."""
        return self.previous_began <= on < self.first_day


def next_session(sessions: Iterable[Session], on: date) -> Session | None:
    """The part-session that is the next on that day; None where nobody has recorded it, or the records differ."""
    found = [session for session in sessions if session.is_next(on)]
    days = {(session.first_day, session.last_day) for session in found}
    return found[0] if len(days) == 1 else None


def late_deadline(sessions: Iterable[Session], since: date | None) -> date | None:
    """The last day on which names are taken for a text lodged or tabled on the day ``since``; None: not known.

    `pace_declaration.yaml` holds the rule (late: next_part_session).
    """
    found = next_session(sessions, since) if since else None
    return found.last_day if found else None


def is_over(deadline: date | None, today: date) -> bool:
    """Whether the deadline has passed. One that is not known has not: no name is refused on a guess."""
    return deadline is not None and today > deadline
