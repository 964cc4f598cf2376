"""How much work, and how long a wait. Pure.

The work is to find a number whose key, derived in so many rounds, begins with one zero byte: 256 tries on average,
half a second on a phone while its owner types, and a processor's time for each of a thousand forms.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 5_000
PREFIX = "00"
GOOD_FOR = timedelta(hours=1)
"""From when the page was opened; so long is kept what was paid with already."""
WAIT = timedelta(minutes=1)
LONGEST = 2_000
"""More characters than this no honest solution has."""


@dataclass(frozen=True)
class Paid:
    """What was paid with: the key under which it is kept, so that it counts once, and until when it would be good."""

    key: str
    until: datetime


@dataclass(frozen=True)
class Wait:
    """Nothing was paid: the ticket with which to come back, and when it will be good."""

    ticket: str
    seconds: int
    is_new: bool
