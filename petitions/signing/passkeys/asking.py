"""What a browser asks of a passkey: the hash of what is signed is the challenge. Nothing of it is written."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from petitions.accounts import authenticators
from petitions.accounts.authenticators import Bearer
from petitions.people import merge_queries as merges
from petitions.signing.answering import statement_of_withdrawal, withdrawable
from petitions.signing.models import Invitation, ProvedBy
from petitions.signing.passkeys import queries, rules
from petitions.signing.passkeys.errors import PasskeyRefused
from petitions.signing.passkeys.models import Passkey
from petitions.signing.preparing import Prepared, Wish, prepare


def to_sign(invitation: Invitation, wish: Wish) -> dict[str, Any]:
    """What a browser needs to have a passkey sign what is wished for, as JSON. ``wish.at`` has to be set.

    Raises what `preparing.prepare` raises, and `PasskeyRefused` where the person has no passkey that is good.
    """
    return to_sign_together([prepare(invitation, wish, ProvedBy.PASSKEY)])


def to_sign_together(prepared: Sequence[Prepared]) -> dict[str, Any]:
    """What a browser needs to have one touch sign all of this, prepared as proved by a passkey and with its moment set.

    Raises `PasskeyRefused` unless one passkey is good for all.
    """
    shared = queries.good_for_all([one.invitation for one in prepared])
    return _asked([one.statement for one in prepared], shared)


def to_withdraw(invitation: Invitation, at: datetime) -> dict[str, Any]:
    """What a browser needs to have a passkey take back all that the person signed under this text, as JSON.

    Raises `NotSigned`, `NoWithdrawal`, and `PasskeyRefused` where the person has no passkey that is good.
    """
    statements = [statement_of_withdrawal(signature, at) for signature in withdrawable(invitation)]
    return _asked(statements, queries.good_for(invitation))


def to_enrol(invitation: Invitation, challenge: bytes) -> dict[str, Any]:
    """What a browser needs to have a passkey made for the invited person, as JSON."""
    person, organisation = merges.kept(invitation.person), invitation.campaign.organisation
    bearer = Bearer(rules.handle(organisation.id, person.id), f"{invitation.person.name} ({organisation.name})")
    return authenticators.to_enrol(challenge, bearer, [passkey.key for passkey in queries.good_for(invitation)])


def _asked(statements: Sequence[Mapping[str, Any]], good: Sequence[Passkey]) -> dict[str, Any]:
    if not good:
        raise PasskeyRefused(_("There is no passkey of yours that is good here. Ask for a code by mail."))
    return authenticators.to_prove(rules.challenge(statements), [passkey.key for passkey in good])
