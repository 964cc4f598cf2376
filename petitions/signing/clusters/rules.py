"""When signatures of a petition stand too close together to be counted without a look. Pure.

Each number is a choice of ours, made so that people who sign together are rarely asked after, and so that what passes
below it changes the public number by little.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from petitions.signing.clusters.providers import PROVIDERS


class Kind(StrEnum):
    """What the signatures of a cluster have in common."""

    NETWORK = "network"
    DOMAIN = "domain"
    CANONICAL = "canonical"


@dataclass(frozen=True)
class Threshold:
    """How many make a cluster: ``least`` of them within the time, and at least this ``share`` of all who signed in it.

    The share lets a petition grow: where a thousand sign in an hour, thirty from one telephone company are nothing.
    ``within`` is None where the time between them says nothing.
    """

    least: int
    within: timedelta | None
    share: Fraction = Fraction(0)


THRESHOLDS = {
    # A class that signs in one lesson stays below it. Truncated networks hold a whole town, but not in one hour.
    Kind.NETWORK: Threshold(30, timedelta(hours=1), Fraction(1, 20)),
    # Twenty colleagues in a day do not often sign by themselves; a domain of one's own gives out mailboxes by the
    # thousand. A day, since the network may change while the domain stays.
    Kind.DOMAIN: Threshold(20, timedelta(days=1), Fraction(1, 20)),
    # A couple may share a mailbox by a plus part, or two people be told apart by a dot. Three are not an accident.
    Kind.CANONICAL: Threshold(3, None),
}


def is_unusual(domain: str) -> bool:
    """Whether a domain is none of the big providers, where strangers have their mailboxes side by side."""
    return bool(domain) and domain.casefold().rstrip(".") not in PROVIDERS


def needed(threshold: Threshold, in_all: int) -> int:
    """How many make a cluster where so many signed ``in_all`` within its time."""
    return max(threshold.least, ceil(in_all * threshold.share))


def crowded(moments: Sequence[datetime], least: int, within: timedelta | None) -> list[int]:
    """The places of those who stand in some stretch of this length with at least so many in it, in order of time.

    Both ends of a stretch belong to it. Each place is of ``moments`` as they were given, in whatever order.
    """
    places = sorted(range(len(moments)), key=moments.__getitem__)
    if within is None:
        return places if len(places) >= least else []
    ordered = [moments[place] for place in places]
    covered = 0
    found: list[int] = []
    for start, first in enumerate(ordered):
        end = bisect_right(ordered, first + within)
        if end - start >= least:
            found.extend(places[max(start, covered) : end])
            covered = max(covered, end)
    return found


def beginning(moments: Sequence[datetime], within: timedelta | None) -> datetime | None:
    """From when on others have to be looked at, to know of those who came at these moments; None: from ever."""
    return min(moments) - within if within is not None else None
