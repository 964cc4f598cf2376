"""The verbs of signing, in one place for the slices above."""

from petitions.signing.answering import check_code, decline, request_code, request_code_to_withdraw, withdraw
from petitions.signing.confirming import Wish, sign
from petitions.signing.inviting import invite, stop
from petitions.signing.opening import open_for_signature, unmet_for_opening

__all__ = [
    "Wish",
    "check_code",
    "decline",
    "invite",
    "open_for_signature",
    "request_code",
    "request_code_to_withdraw",
    "sign",
    "stop",
    "unmet_for_opening",
    "withdraw",
]
