"""The way without script: a signed ticket that is good after a minute. Nothing is kept until it comes back."""

from datetime import UTC, datetime
from math import ceil

from itsdangerous import BadData

from petitions.core.clock import now
from petitions.core.tokens import new_link_token, signer, token_hash
from petitions.core.toll.rules import GOOD_FOR, WAIT, Paid, Wait

_PURPOSE = "toll/wait"


def ticket(purpose: str) -> Wait:
    """A new ticket, for one purpose."""
    begun = now().timestamp()
    made = signer(_PURPOSE).dumps([purpose, begun, new_link_token()])
    return Wait(str(made), ceil(WAIT.total_seconds()), is_new=True)


def waited(purpose: str, text: str) -> Paid | Wait | None:
    """What a ticket is worth now: paid, or how long to wait still; None for what is no ticket for this purpose."""
    try:
        signed_for, begun, _random = signer(_PURPOSE).loads(text)
    except BadData:
        return None
    since = datetime.fromtimestamp(begun, UTC)
    if signed_for != purpose or now() > since + GOOD_FOR:
        return None
    left = (since + WAIT - now()).total_seconds()
    if left > 0:
        return Wait(text, ceil(left), is_new=False)
    return Paid(token_hash(f"wait|{text}"), since + GOOD_FOR)
