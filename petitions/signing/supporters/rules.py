"""What an address tells, and when somebody who has not confirmed is reminded or forgotten. Pure."""

from datetime import datetime, timedelta
from enum import Enum

# The capacity of a member of the public, as instruments name it.
ANYONE = "anyone"

REMINDED_AFTER = (timedelta(days=2), timedelta(days=5))
FORGOTTEN_AFTER = timedelta(days=7)
"""An unconfirmed request lives two days longer than its last reminder, so that the link in that one still works."""
NETWORKS_KEPT = timedelta(days=7)


class Due(Enum):
    """What is due with somebody who asked to sign and has not confirmed."""

    NOTHING = "nothing"
    REMINDER = "reminder"
    DELETION = "deletion"


def due(asked_at: datetime, reminders: int, moment: datetime) -> Due:
    """What is due at this moment; a reminder that a pause of the worker has missed is not made up for twice."""
    waited = moment - asked_at
    if waited >= FORGOTTEN_AFTER:
        return Due.DELETION
    reached = sum(waited >= after for after in REMINDED_AFTER)
    return Due.REMINDER if reached > reminders else Due.NOTHING


def reached(asked_at: datetime, moment: datetime) -> int:
    """How many reminders the time that has passed stands for."""
    return sum(moment - asked_at >= after for after in REMINDED_AFTER)


def canonical(address: str) -> str:
    """The address as one mailbox would often read it: without plus part and, in its name, without dots.

    Some providers tell `a.b` and `ab` apart, so two that are equal here are a sign and no proof.
    """
    name, _at, domain = address.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{domain}"
