"""The verbs of signing, in one place for the slices above."""

from petitions.signing.answering import (
    check_code,
    request_code,
    request_code_by_link,
    request_code_to_withdraw,
    which_code,
    withdraw,
)
from petitions.signing.confirming import sign
from petitions.signing.declining import decline, decline_by_link
from petitions.signing.endorsing import invite_head, invite_organisation
from petitions.signing.initiating import drop_initiator, name_initiator
from petitions.signing.inviting import invite, stop
from petitions.signing.opening import open_for_signature, unmet_for_opening
from petitions.signing.passkeys.enrolling import enrol_in_my_letters, enrol_passkey
from petitions.signing.passkeys.looking import look_by_passkey
from petitions.signing.passkeys.proving import PasskeyProof
from petitions.signing.passkeys.removing import remove_every_passkey, remove_passkey
from petitions.signing.passkeys.withdrawing import withdraw_by_passkey
from petitions.signing.preparing import Wish
from petitions.signing.proofs import MailedCode, Watched
from petitions.signing.supporters.confirming import sign_as_supporter
from petitions.signing.together import sign_together

__all__ = [
    "MailedCode",
    "PasskeyProof",
    "Watched",
    "Wish",
    "check_code",
    "decline",
    "decline_by_link",
    "drop_initiator",
    "enrol_in_my_letters",
    "enrol_passkey",
    "invite",
    "invite_head",
    "invite_organisation",
    "look_by_passkey",
    "name_initiator",
    "open_for_signature",
    "remove_every_passkey",
    "remove_passkey",
    "request_code",
    "request_code_by_link",
    "request_code_to_withdraw",
    "sign",
    "sign_as_supporter",
    "sign_together",
    "stop",
    "unmet_for_opening",
    "which_code",
    "withdraw",
    "withdraw_by_passkey",
]
