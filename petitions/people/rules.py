"""What dated rosters say about a seat: who was seen with which group, and when that was no longer so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of rosters that show one seat with one group; first and last are the days of such rosters.

    `until` is the last day of the mandate, where somebody told it.
    """

    group: str
    delegation: str
    since: date | None
    first_seen: date
    last_seen: date
    until: date | None = None


def sighting(group: str, delegation: str, since: date | None, day: date) -> Spell:
    """What a single roster says."""
    return Spell(group, delegation, since, day, day)


def with_sighting(spells: Iterable[Spell], seen: Spell, roster_days: Iterable[date]) -> list[Spell]:
    """The spells after one more sighting; the order in which rosters are read makes no difference.

    `roster_days` are the days of all rosters read before on which the member stands or is missing. A sighting that
    contradicts a spell parts it: each side then reaches to the nearest roster that was read. No spell goes on across
    a roster that lacks the member.
    """
    days = sorted(set(roster_days))
    parted = [part for spell in spells for part in _parted(spell, seen, days)]
    return _joined(sorted([*parted, seen], key=lambda spell: (spell.first_seen, spell.last_seen)), days)


def without_sighting(spells: Iterable[Spell], day: date, roster_days: Iterable[date]) -> list[Spell]:
    """The spells after a roster that lacks the member: one that spans its day is parted."""
    days = sorted(set(roster_days))
    return [part for spell in spells for part in _parted_on(spell, day, days)]


def _parted(spell: Spell, seen: Spell, days: Sequence[date]) -> list[Spell]:
    return [spell] if _one_seat(spell, seen) else _parted_on(spell, seen.first_seen, days)


def _parted_on(spell: Spell, day: date, days: Sequence[date]) -> list[Spell]:
    if not spell.first_seen <= day <= spell.last_seen:
        return [spell]
    before = [d for d in days if spell.first_seen <= d < day]
    after = [d for d in days if day < d <= spell.last_seen]
    left = [replace(spell, last_seen=before[-1])] if before else []
    return left + ([replace(spell, first_seen=after[0])] if after else [])


def _joined(ordered: Sequence[Spell], days: Sequence[date]) -> list[Spell]:
    joined: list[Spell] = []
    for spell in ordered:
        if joined and _one_seat(joined[-1], spell) and not _missing(joined[-1], spell, days):
            earlier = joined.pop()
            joined.append(
                replace(
                    earlier,
                    since=spell.since or earlier.since,
                    last_seen=max(earlier.last_seen, spell.last_seen),
                    until=spell.until or earlier.until,
                )
            )
        else:
            joined.append(spell)
    return joined


def _one_seat(earlier: Spell, later: Spell) -> bool:
    """Same group and country, and not left in between: nobody enters anew a seat held all along."""
    if (earlier.group, earlier.delegation) != (later.group, later.delegation):
        return False
    if earlier.until is not None and later.first_seen > earlier.until:
        return False
    return later.since is None or later.since == earlier.since or later.since <= earlier.last_seen


def _missing(earlier: Spell, later: Spell, days: Iterable[date]) -> bool:
    """Whether a roster between the two lacks the member."""
    return any(earlier.last_seen < day < later.first_seen for day in days)
