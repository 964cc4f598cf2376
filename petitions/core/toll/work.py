"""Proof of work by altcha: the server keeps nothing of a challenge; it is signed, for one purpose, and ends."""

import json
from datetime import UTC, datetime

from altcha import Payload, create_challenge, verify_solution

from petitions.core.clock import now
from petitions.core.tokens import derived_key, token_hash
from petitions.core.toll import rules
from petitions.core.toll.rules import Paid

_KEY = "toll/work"
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


def challenge(purpose: str) -> str:
    """A challenge for one purpose, as JSON for the page. Making one costs nothing and is remembered nowhere."""
    made = create_challenge(
        rules.ALGORITHM,
        rules.ROUNDS,
        key_prefix=rules.PREFIX,
        expires_at=now() + rules.GOOD_FOR,
        data={"purpose": purpose},
        hmac_secret=derived_key(_KEY),
    )
    return json.dumps(made.to_dict())


def solved(purpose: str, text: str) -> Paid | None:
    """What a page sent as solution, if it is one, of a challenge of ours for this purpose that has not ended.

    However many numbers solve a challenge, they are one payment.
    """
    if not text or len(text) > rules.LONGEST:
        return None
    try:
        sent = Payload.from_base64(text)
        right = verify_solution(sent, derived_key(_KEY)).verified and sent.challenge.parameters.data is not None
        asked = sent.challenge.parameters
        if not right or asked.data != {"purpose": purpose} or not asked.expires_at:
            return None
        return Paid(token_hash(f"work|{sent.challenge.signature}"), datetime.fromtimestamp(asked.expires_at, UTC))
    except _UNREADABLE:
        return None
