"""The touch of somebody who has answered already, in a browser that did not know it: it signs nothing more."""

from sqlalchemy import select

from petitions.accounts import authenticators
from petitions.accounts.authenticators import Unproven
from petitions.core.db import db
from petitions.signing.models import Invitation, ProvedBy
from petitions.signing.passkeys import rules
from petitions.signing.passkeys.models import PasskeyUse
from petitions.signing.passkeys.proving import added, found, require_good, require_recent, used
from petitions.signing.preparing import Prepared, Wish, prepare


def look_by_passkey(invitation: Invitation, wish: Wish, answer: str) -> None:
    """Take in a touch over what would be signed, had nothing been signed yet. It counts once, and shows who is there.

    The very touch that signed shows it too, as often as it is sent. ``wish.at`` has to be set. Raises what
    `preparing.prepare` raises, and `PasskeyRefused`.
    """
    prepared = prepare(invitation, wish, ProvedBy.PASSKEY)
    if _signed(prepared, answer):
        return
    passkey = found(answer)
    require_good(passkey, [invitation])
    require_recent(prepared.signature.created_at)
    added(used(passkey, answer, rules.challenge([prepared.statement])))


def _signed(prepared: Prepared, answer: str) -> bool:
    try:
        given = authenticators.read(answer).response
    except Unproven:
        return False
    challenge = rules.challenge([prepared.statement]).hex()
    use = db.session.scalars(select(PasskeyUse).where(PasskeyUse.challenge == challenge)).first()
    return use is not None and use.signature == given.signature
