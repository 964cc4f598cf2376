"""The rules of sending, as data and pure functions: when to try again, what a reply means, where mail may go."""

import math
import re
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from uuid import UUID

from flask_babel import gettext as _

from petitions.outbox.states import MessageState

S = MessageState

# How long to wait after the first, second, … try that was put off; after the last, the message has failed.
# House rule: two days in all, less than the four to five that RFC 5321 (4.5.4.1) advises for mail in general,
# because an organiser must hear of it while the letter still matters.
PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)

# Longer than the slowest conversation with a mail server can last (see `transports`), so that a letter which is
# still on its way is never called unknown. What may be sent twice is given up sooner: a code is wanted now.
LEASE_ONCE = timedelta(minutes=10)
LEASE = timedelta(minutes=1)

# What must be left of a letter's lease when it is handed over: enough for a slow answer, and for clocks that differ.
MARGIN = timedelta(minutes=3)

LOCAL_DOMAINS = ("example", "test", "invalid")
ROUTE = frozenset("%!")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")


@dataclass(frozen=True)
class Parcel:
    """One claimed message, ready to hand over: plain data, so that sending needs no database.

    ``hand_over_by`` is the reading of `core.clock.watch` after which it must not be handed over any more.
    """

    message_id: UUID
    attempt: int
    kind: str
    once: bool
    sender: str
    recipient: str
    source: bytes
    hand_over_by: float = math.inf


@dataclass(frozen=True)
class Outcome:
    """What came of one try: the result, and the mail server's own words with the phase that they ended."""

    result: MessageState
    text: str
    code: int | None = None
    phase: str = ""


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries; None when enough were made."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None


def lease(once: bool) -> timedelta:
    """How long a worker may take over one message before it is taken for dead."""
    return LEASE_ONCE if once else LEASE


def seconds_to_hand_over(once: bool) -> float:
    """How long after its claim a message may still be handed over.

    A letter whose lease has run out may be sent by somebody else; whatever may be sent twice may also be late.
    """
    return (LEASE_ONCE - MARGIN).total_seconds() if once else math.inf


def meaning(code: int) -> MessageState:
    """What a reply's code says (RFC 5321, 4.2.1). One that says nothing known puts off: nothing was accepted."""
    if 200 <= code < 300:
        return S.ACCEPTED
    return S.REFUSED if 500 <= code < 600 else S.DEFERRED


def meaning_before_mail(code: int) -> MessageState:
    """What an answer other than 354 to DATA says: a 250 is nonsense there, for nothing was accepted yet."""
    return S.REFUSED if meaning(code) == S.REFUSED else S.DEFERRED


def meaning_after_dot(code: int) -> MessageState:
    """What the answer to a whole mail says. One that can't be understood leaves open whether it was accepted."""
    return meaning(code) if 200 <= code < 300 or 400 <= code < 600 else S.UNKNOWN


def after(outcome: Outcome, parcel_once: bool) -> MessageState:
    """The message's next state. What may be sent twice is tried again when its fate is unknown."""
    if outcome.result == S.UNKNOWN and not parcel_once:
        return S.DEFERRED
    return outcome.result


def objection(production: bool, host: str, recipient: str) -> str | None:
    """Why this mail must not be handed to this server; None when it may.

    Outside production mail stays on this machine and goes to nobody real, whatever the settings say.
    """
    if not ADDRESS.fullmatch(recipient):
        return _("This is not an address that mail can go to.")
    if production:
        return None
    if not is_loopback(host):
        return _("Outside production mail is handed to a server on this machine only.")
    # An old mail server reads a route in the part before the @ and passes the mail on.
    if recipient.rpartition(".")[2].lower() not in LOCAL_DOMAINS or not ROUTE.isdisjoint(recipient):
        return _("Outside production mail goes to addresses under .example, .test and .invalid only.")
    return None


def is_loopback(host: str) -> bool:
    """Whether the name or number of a server means this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
