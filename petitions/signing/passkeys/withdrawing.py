"""Taking a signature back with one touch: the challenge is the hash of the statement of withdrawal."""

from datetime import datetime

from petitions.core.actor import Actor
from petitions.signing.answering import begin_withdrawal, statement_of_withdrawal, take_back
from petitions.signing.models import Invitation
from petitions.signing.passkeys.proving import About, touch


def withdraw_by_passkey(actor: Actor, invitation: Invitation, at: datetime, answer: str) -> None:
    """Take back every signature of the person under this text, as of the moment for which the passkey was asked.

    Raises `NotSigned`, `NoWithdrawal` and `PasskeyRefused`; then nothing is written.
    """
    signatures = begin_withdrawal(invitation)
    touch(answer, [About(invitation, statement_of_withdrawal(one, at), at, one.id) for one in signatures])
    take_back(actor, signatures, at)
