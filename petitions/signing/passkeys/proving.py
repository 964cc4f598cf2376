"""The touch of a passkey as the proof of a signature, or of several at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from petitions.accounts import authenticators
from petitions.accounts.authenticators import Fault, Unproven
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.people import merge_queries as merges
from petitions.signing.models import Invitation, ProvedBy
from petitions.signing.passkeys import queries, rules
from petitions.signing.passkeys.errors import PasskeyRefused
from petitions.signing.passkeys.models import Passkey, PasskeyStatement, PasskeyUse
from petitions.signing.preparing import Prepared

_WHY: Mapping[Fault, LazyString] = {
    Fault.UNREADABLE: _l("The answer of your passkey did not arrive. Nothing was done. Try again, or use a code."),
    Fault.CHALLENGE: _l(
        "Your passkey was asked about something else than what this page says now. Nothing was done. Try again, or use "
        "a code."
    ),
    Fault.ORIGIN: _l("Your passkey was used at another address than this site’s. Nothing was done. Use a code."),
    Fault.UNVERIFIED: _l(
        "Your device did not check by a finger, a face or a PIN that it is you. Nothing was done. Try again, or use a "
        "code."
    ),
    Fault.COUNT: _l(
        "Your passkey has counted fewer touches than we have seen, as a copy of it would. Nothing was done. Use a "
        "code, and remove this passkey by the link in the mail that told you about it."
    ),
    Fault.OTHER: _l("The answer of your passkey does not hold. Nothing was done. Try again, or use a code."),
}


@dataclass(frozen=True)
class About:
    """One statement that a touch is for, the moment it gives, whose it is, and the signature that it is about."""

    invitation: Invitation
    statement: Mapping[str, Any]
    at: datetime
    signature_id: UUID


@dataclass(frozen=True)
class Touch:
    """An authenticator's answer as the browser sent it, and when it was asked."""

    at: datetime
    answer: str


@dataclass(frozen=True)
class PasskeyProof:
    """An authenticator's answer as the browser sent it, to the hash of exactly what is signed."""

    answer: str
    kind: ClassVar[ProvedBy] = ProvedBy.PASSKEY

    def holds(self, prepared: Prepared) -> bool:
        """Use the touch up for what is prepared; it holds or raises `PasskeyRefused`."""
        return self.holds_together([prepared])

    def holds_together(self, prepared: Sequence[Prepared]) -> bool:
        """Use one touch up for all of this, in this order; it holds for all or raises `PasskeyRefused`."""
        touch(
            self.answer,
            [About(one.invitation, one.statement, one.signature.created_at, one.signature.id) for one in prepared],
        )
        return True


def touch(answer: str, about: Sequence[About]) -> PasskeyUse:
    """Take in the answer to the challenge over these statements, once. Raises `PasskeyRefused`."""
    passkey = found(answer)
    require_good(passkey, [one.invitation for one in about])
    for one in about:
        require_recent(one.at)
    use = used(passkey, answer, rules.challenge([one.statement for one in about]))
    use.statements = [
        PasskeyStatement(position=place, sha256=rules.statement_sha256(one.statement), signature_id=one.signature_id)
        for place, one in enumerate(about)
    ]
    return added(use)


def require_recent(asked: datetime) -> None:
    """Raises `PasskeyRefused` where a passkey was asked too long ago."""
    if not rules.is_good(asked, now()):
        raise PasskeyRefused(_("Your passkey was asked more than ten minutes ago. Nothing was done. Try again."))


def used(passkey: Passkey, answer: str, challenge: bytes) -> PasskeyUse:
    """What is kept of an answer that holds, not yet written: see `added`. Raises `PasskeyRefused`."""
    try:
        given = authenticators.read(answer)
        passkey.sign_count = authenticators.proved(given, challenge, passkey.key)
    except Unproven as wrong:
        raise PasskeyRefused(str(_WHY[wrong.fault])) from wrong
    passkey.last_used_at = now()
    return PasskeyUse(
        passkey_id=passkey.id,
        challenge=challenge.hex(),
        authenticator_data=given.response.authenticator_data,
        client_data=given.response.client_data_json,
        signature=given.response.signature,
        used_at=passkey.last_used_at,
    )


def found(answer: str) -> Passkey:
    """The passkey that answers, locked, so that two touches at once are counted one after the other.

    Raises `PasskeyRefused` where none does.
    """
    try:
        passkey = queries.by_credential(authenticators.read(answer).raw_id)
    except Unproven as wrong:
        raise PasskeyRefused(str(_WHY[wrong.fault])) from wrong
    if passkey is not None:
        locked(passkey)
    if passkey is None or passkey.removed_at is not None:
        raise PasskeyRefused(_("This passkey is not enrolled here, or was removed. Nothing was done. Use a code."))
    return passkey


def require_good(passkey: Passkey, invitations: Sequence[Invitation]) -> None:
    """Raises `PasskeyRefused` where the passkey is not good for one of these, with why."""
    for invitation_id, good in queries.good_for_each(invitations).items():
        if passkey in good:
            continue
        invitation = next(one for one in invitations if one.id == invitation_id)
        if passkey.person_id not in {entry.id for entry in merges.selves(invitation.person)}:
            raise PasskeyRefused(
                _("This passkey is not that of the person who is asked here. Nothing was done. Use a code.")
            )
        raise PasskeyRefused(
            _(
                "Your registered address has changed since this passkey was enrolled, so it is not good any more. "
                "Nothing was done. Use a code; after that you can enrol a passkey again."
            )
        )


def added(use: PasskeyUse) -> PasskeyUse:
    """Write it. Raises `PasskeyRefused` where this very touch was used before."""
    db.session.add(use)
    try:
        db.session.flush()
    except IntegrityError as twice:
        raise PasskeyRefused(
            _("This touch of your passkey was used before. Nothing was done. Touch it again, or use a code.")
        ) from twice
    return use
