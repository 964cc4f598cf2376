"""Signing and renewing: what is prepared is proved and written, under a lock of the campaign, or not at all."""

from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError

from petitions.campaigns.models import Campaign
from petitions.core import rows
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import are_locked, db
from petitions.core.events import emit
from petitions.ledger import service as ledger
from petitions.ledger.models import LeafType
from petitions.signing import links, queries
from petitions.signing.by_hand.models import BY_HAND
from petitions.signing.errors import AlreadySigned
from petitions.signing.events import SignatureConfirmed
from petitions.signing.inviting import answered, require_alive, require_unsigned
from petitions.signing.models import Consent, Invitation, Signature
from petitions.signing.preparing import Prepared, Wish, prepare
from petitions.signing.proofs import Proof
from petitions.signing.rules import Held
from petitions.signing.taking_up import taken_up

_OF_CAMPAIGN = Signature.campaign_id == bindparam("of_campaign")
_NEXT = select(func.coalesce(func.max(Signature.number), 0) + 1).where(_OF_CAMPAIGN).scalar_subquery()
_SIGNATURE = rows.into(Signature).values(number=_NEXT).returning(Signature.number)


def sign(actor: Actor, invitation: Invitation, wish: Wish, proof: Proof) -> Signature | None:
    """Sign, or renew on, the version that is open. A repeat of the same confirmation gives the same signature.

    None when the proof does not hold: the try is counted, and must be committed. Raises what `preparing.prepare` and
    the proof raise, and `AlreadySigned` should the database know better.
    """
    held, before = begin(invitation)
    if held == Held.IN_FORCE:
        return before
    prepared = prepare(invitation, wish, proof.kind)
    if not proof.holds(prepared):
        return None
    return confirm(actor, prepared, renews=held == Held.STALE)


def begin(invitation: Invitation) -> tuple[Held, Signature | None]:
    """Lock what is to be signed, and tell what of it is signed already.

    Raises `InvalidTransition` once the invitation was ended, `AlreadySigned` where another one was answered instead.
    """
    lock(invitation)
    require_alive(invitation)
    held, before = queries.held(invitation)
    if held != Held.IN_FORCE:
        require_unsigned(invitation)
    return held, before


def lock(invitation: Invitation) -> Campaign:
    """Lock campaign and invitation, in this order, so that signing and closing come one after the other.

    Raises `NotFound` where the invitation is gone since.
    """
    if not are_locked(invitation.campaign_id, invitation.id):
        taken_up(invitation.id)
    return invitation.campaign


def confirm(actor: Actor, prepared: Prepared, *, renews: bool) -> Signature:
    """Write a signature whose proof holds, with consents and leaf; the leaf's place brings the receipt (`receipts`).

    Raises `AlreadySigned`.
    """
    invitation, signature = prepared.invitation, prepared.signature
    campaign = invitation.campaign
    _write(prepared)
    answered(invitation)
    action = _action(signature, renews=renews)
    record(actor, action, signature, signature.label, case_id=campaign.case_id, campaign_id=campaign.id)
    links.keep(invitation)
    emit(SignatureConfirmed(campaign.id, signature.id))
    return signature


def _action(signature: Signature, *, renews: bool) -> str:
    """What the history calls it: whoever confirms what was given by hand is not the one who signs."""
    if signature.proved_by in BY_HAND:
        return "signature:confirm_by_hand"
    return "signature:renew" if renews else "signature:confirm"


def _write(prepared: Prepared) -> None:
    campaign, signature = prepared.invitation.campaign, prepared.signature
    sha256, statement = prepared.version.sha256, dict(prepared.statement)
    signature.leaf_id = ledger.append(campaign.id, LeafType.CONSENT, sha256, campaign.edition, signature.id, statement)
    try:
        rows.enter(signature, _SIGNATURE, of_campaign=campaign.id)
    except IntegrityError as twice:
        raise AlreadySigned(_("You have signed this text already. Open the letter to see your receipt.")) from twice
    of_each = {"signature_id": signature.id, "language": signature.language, "at": signature.created_at}
    consents = [{"id": uuid4(), **of_each, **answer._asdict()} for answer in prepared.consents]
    db.session.execute(rows.into(Consent), consents)
    db.session.expire(signature.invitation, ["signatures"])
