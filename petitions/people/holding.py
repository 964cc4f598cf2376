"""Which seat may be held on a day, as far as dated rosters tell; and where they leave a gap or overlap. Pure."""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seat(Generic[T]):
    """A seat in one group, seen by rosters from the first day to the last; `held` is whatever stands for it.

    `since` dates the entry to the mandate and says nothing about the group; `until` is its last day, where known.
    """

    held: T
    first_seen: date
    last_seen: date
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The days between two sightings, both ends outside; without `after` nothing earlier is known."""

    after: date | None
    before: date


@dataclass(frozen=True, slots=True)
class MandateAnswer(Generic[T]):
    """What may have been held on a day: every possible seat, None among them where it may have been none.

    Inside a window nobody knows, so a person has to be asked.
    """

    possible: tuple[T | None, ...]
    window: Window | None = None

    @property
    def certain(self) -> T | None:
        """The one seat that must have been held, or None."""
        return self.possible[0] if self.window is None and len(self.possible) == 1 else None

    @property
    def holds(self) -> bool:
        """Whether a seat was held for certain, be it unclear in which group."""
        return None not in self.possible

    @property
    def seats(self) -> tuple[T, ...]:
        """The possible seats, the earlier one first."""
        return tuple(seat for seat in self.possible if seat is not None)


class FaultKind(StrEnum):
    """What is the matter between two seats of one body."""

    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Fault:
    """A gap between the last day of one seat and the first of the next, or the days on which both seem to be held."""

    kind: FaultKind
    first: date
    last: date


def answer(seats: Iterable[Seat[T]], days: Collection[date], on: date) -> MandateAnswer[T]:
    """What may be held on the day, of one body's seats. `days` are those of all whole rosters of the register.

    A change that shows between two rosters may have come on any day between; `since` dates the entry to the
    mandate, never to the group. After the newest roster the last seat stands.
    """
    ordered = sorted(seats, key=lambda seat: (seat.first_seen, seat.last_seen))
    before = next((seat for seat in reversed(ordered) if seat.first_seen <= on), None)
    after = next((seat for seat in ordered if seat.first_seen > on), None)
    if showing := [seat.held for seat in ordered if _shows(seat, on)]:
        return MandateAnswer(tuple(showing))
    if after is None:
        return _after(before, days, on) if before is not None else MandateAnswer((None,))
    return _ahead(after, days, on) if before is None else _between(before, after, days, on)


def faults(seats: Iterable[Seat[T]], days: Collection[date]) -> list[Fault]:
    """Gaps and overlaps in one body's seats, in order. A change of group between two rosters is neither."""
    ordered = sorted(seats, key=lambda seat: (seat.first_seen, seat.last_seen))
    return [fault for earlier, later in pairwise(ordered) for fault in _faults(earlier, later, days)]


def joined(seats: Iterable[Seat[T]], key: Callable[[T], Hashable], days: Collection[date]) -> list[Seat[T]]:
    """The seats, where two entries tell of one: with the same key, at the same time or with no roster in between.

    Whoever entered the mandate anew in between holds another.
    """
    found: list[Seat[T]] = []
    for seat in sorted(seats, key=lambda seat: (seat.first_seen, seat.last_seen)):
        same = [other for other in found if key(other.held) == key(seat.held) and _one(other, seat, found[-1], days)]
        if same:
            found[found.index(same[-1])] = _both(same[-1], seat)
        else:
            found.append(seat)
    return found


def _shows(seat: Seat[T], on: date) -> bool:
    return seat.first_seen <= on <= min(seat.last_seen, seat.until or seat.last_seen)


def _after(before: Seat[T], days: Collection[date], on: date) -> MandateAnswer[T]:
    """No later seat is known: held until it ended, or until a roster lacked the member."""
    if before.until is not None:
        return MandateAnswer((before.held if on <= before.until else None,))
    lacking = [day for day in days if day > before.last_seen]
    if not lacking:
        return MandateAnswer((before.held,))
    if on >= min(lacking):
        return MandateAnswer((None,))
    return MandateAnswer((before.held, None), Window(before.last_seen, min(lacking)))


def _ahead(after: Seat[T], days: Collection[date], on: date) -> MandateAnswer[T]:
    """No earlier seat is known: entered at some time before the first roster that shows it, or on the day stated."""
    lacking = [day for day in days if day < after.first_seen]
    if after.since is not None:
        if on < after.since:
            return MandateAnswer((None,))
        doubt = any(after.since <= day for day in lacking)
        return MandateAnswer((None, after.held) if doubt else (after.held,), Window(after.since, after.first_seen))
    if lacking and on <= max(lacking):
        return MandateAnswer((None,))
    return MandateAnswer((None, after.held), Window(max(lacking, default=None), after.first_seen))


def _between(before: Seat[T], after: Seat[T], days: Collection[date], on: date) -> MandateAnswer[T]:
    """The earlier seat, the later one, or none of them, each as long as nothing speaks against it."""
    gap = [day for day in days if before.last_seen < day < after.first_seen]
    entry = _entry(before, after)
    if before.until is not None and on <= before.until:
        return MandateAnswer((before.held,))
    left = before.until or before.last_seen
    still = before.until is None and on < min(gap, default=entry or after.first_seen) and (not entry or on < entry)
    already = on >= entry if entry else on > max([*gap, left])
    apart = bool(gap or entry or before.until)
    none = apart and not (entry and on >= entry)
    found = tuple(seat for seat, fits in ((before.held, still), (None, none), (after.held, already)) if fits) or (None,)
    if found == (None,):
        return MandateAnswer(found)
    begins = [day for day in (left, entry, *gap) if day is not None and day <= on]
    ends = [day for day in (entry, *gap, after.first_seen) if day is not None and day > on]
    return MandateAnswer(found, Window(max(begins), min(ends)))


def _entry(before: Seat[T], after: Seat[T]) -> date | None:
    """The day on which the mandate was entered anew; None when it went on, or nothing says when it began."""
    return after.since if after.since is not None and after.since > (before.until or before.last_seen) else None


def _faults(earlier: Seat[T], later: Seat[T], days: Collection[date]) -> list[Fault]:
    ended = max(earlier.last_seen, earlier.until or earlier.last_seen)
    if later.first_seen <= ended:
        return [Fault(FaultKind.OVERLAP, later.first_seen, min(ended, max(later.last_seen, later.until or ended)))]
    lacking = [day for day in days if earlier.last_seen < day < later.first_seen]
    entry = _entry(earlier, later)
    at_once = entry and earlier.until and entry - earlier.until <= timedelta(days=1)
    if at_once or not (lacking or entry or earlier.until):
        return []
    begun = later.first_seen if lacking and not entry else entry or later.first_seen
    return [Fault(FaultKind.GAP, earlier.until or earlier.last_seen, begun)]


def _one(earlier: Seat[T], later: Seat[T], last: Seat[T], days: Collection[date]) -> bool:
    if later.first_seen <= earlier.last_seen:
        return True
    anew = later.since is not None and later.since != earlier.since and later.since > earlier.last_seen
    parted = any(earlier.last_seen < day < later.first_seen for day in days)
    return earlier is last and earlier.until is None and not anew and not parted


def _both(earlier: Seat[T], later: Seat[T]) -> Seat[T]:
    newest = max(earlier, later, key=lambda seat: seat.last_seen)
    since = later.since or earlier.since
    return replace(earlier, held=newest.held, last_seen=newest.last_seen, since=since, until=newest.until)
