"""The verbs of signing, in one place for the slices above."""

from petitions.signing.answering import check_code, decline, request_code, request_code_to_withdraw, withdraw
from petitions.signing.confirming import sign
from petitions.signing.endorsing import invite_head, invite_organisation
from petitions.signing.initiating import drop_initiator, name_initiator
from petitions.signing.inviting import invite, stop
from petitions.signing.opening import open_for_signature, unmet_for_opening
from petitions.signing.preparing import Wish
from petitions.signing.proofs import MailedCode
from petitions.signing.supporters.confirming import sign_as_supporter

__all__ = [
    "MailedCode",
    "Wish",
    "check_code",
    "decline",
    "drop_initiator",
    "invite",
    "invite_head",
    "invite_organisation",
    "name_initiator",
    "open_for_signature",
    "request_code",
    "request_code_to_withdraw",
    "sign",
    "sign_as_supporter",
    "stop",
    "unmet_for_opening",
    "withdraw",
]
