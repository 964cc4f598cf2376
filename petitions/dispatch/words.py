"""Deliveries in words: for organisers, who see all there is, and for the public, who see no address."""

import re

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.dispatch.states import DeliveryState

S = DeliveryState

STATES: dict[DeliveryState, tuple[LazyString, str]] = {
    S.QUEUED: (_l("Waiting to be sent"), "wait"),
    S.SENDING: (_l("Being sent"), "wait"),
    S.ACCEPTED: (_l("Accepted by the office’s mail server"), "done"),
    S.DEFERRED: (_l("Put off by the office’s mail server, will be tried again"), "wait"),
    S.REFUSED: (_l("Refused by the office’s mail server"), "danger"),
    S.UNKNOWN: (_l("Cut off while sending: not known whether it left"), "danger"),
    S.FAILED: (_l("Given up after several tries"), "danger"),
    S.CANCELLED: (_l("Cancelled"), "quiet"),
    S.DELIVERED: (_l("Delivered"), "done"),
    S.BOUNCED: (_l("Came back undelivered"), "danger"),
    S.HANDED_OVER: (_l("Taken to the office by hand"), "wait"),
}
TRIES: dict[str, tuple[LazyString, str]] = {
    "accepted": (_l("Accepted"), "done"),
    "deferred": (_l("Put off"), "wait"),
    "refused": (_l("Refused"), "danger"),
    "failed": (_l("Given up"), "danger"),
    "unknown": (_l("Cut off"), "danger"),
    "cancelled": (_l("Stopped"), "quiet"),
    "queued": (_l("Put back"), "wait"),
}
# Enhanced status codes (RFC 3463) of which a reader can make something.
REASONS: dict[str, LazyString] = {
    "5.1": _l("the office’s server does not know this mailbox"),
    "5.2.2": _l("the mailbox is full"),
    "5.2": _l("the mailbox takes no mail"),
    "5.3.4": _l("the letter is too large for the server"),
    "5.7": _l("the office’s server does not let such mail in"),
}
_ENHANCED = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")


def state_in_words(state: str) -> tuple[str, str]:
    """A delivery's state as a word, and the tone that supports it."""
    word, tone = STATES[DeliveryState(state)]
    return str(word), tone


def try_in_words(result: str | None) -> tuple[str, str]:
    """The result of one attempt as a word, and the tone that supports it."""
    word, tone = TRIES.get(result or "", (_l("Under way"), "wait"))
    return str(word), tone


def why_refused(reply_text: str) -> str:
    """Why a server refused, in plain words and without any address that its own words may hold."""
    found = _ENHANCED.search(reply_text)
    code = found.group() if found else ""
    for part in (code, code.rpartition(".")[0]):
        if part in REASONS:
            return str(REASONS[part])
    return _("the server gave no reason that we can put in plain words")
