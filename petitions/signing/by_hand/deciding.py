"""The second organiser's verbs: to confirm what another recorded by hand, or to refuse it with a reason."""

from uuid import UUID

from petitions.accounts.models import Organisation
from petitions.campaigns.instruments import Display
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.i18n import speaking
from petitions.outbox.mail import Mail, put
from petitions.signing import confirming, mail, queries
from petitions.signing.by_hand import evidence, words
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.by_hand.proof import HandProof, require_proposed
from petitions.signing.by_hand.recording import prepared, require_signable
from petitions.signing.by_hand.states import HandState
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.preparing import Wish
from petitions.signing.rules import Held


def confirm(actor: Actor, recorded: HandConfirmation) -> Signature:
    """Let what was recorded be a signature, and tell the signatory by mail. To confirm again changes nothing.

    Raises what `recording.require_signable`, `recording.prepared` and `HandProof.holds` raise.
    """
    _lock(recorded)
    if recorded.signature_id is not None:
        return db.session.get_one(Signature, recorded.signature_id)
    require_proposed(recorded)
    require_signable(recorded.invitation)
    proof = HandProof(recorded, actor)
    with speaking(recorded.language):
        signed = prepared(recorded.invitation, wish_of(recorded, actor.id), proof.kind)
        proof.holds(signed)
        renews = queries.held(recorded.invitation)[0] == Held.STALE
        signature = confirming.confirm(actor, signed, renews=renews)
        put(_receipt(recorded, signature))
    recorded.signature_id = signature.id
    _settle(actor, recorded, HandState.CONFIRMED)
    return signature


def refuse(actor: Actor, recorded: HandConfirmation, reason: str) -> None:
    """Throw a recording out, with the reason; whoever recorded it may take it back so. Raises `InvalidTransition`."""
    _lock(recorded)
    require_proposed(recorded)
    recorded.decided_because = reason
    _settle(actor, recorded, HandState.REFUSED)
    invitation, campaign = recorded.invitation, recorded.invitation.campaign
    name = invitation.signatory
    details = {"reason": reason}
    record(actor, "by_hand:refuse", recorded, name, case_id=campaign.case_id, campaign_id=campaign.id, details=details)


def wish_of(recorded: HandConfirmation, second: UUID | None = None) -> Wish:
    """What the signatory asked for, with what its statement says of the evidence."""
    return Wish(
        version_id=recorded.version_id,
        name=recorded.name,
        agreed=frozenset(map(ConsentKind, recorded.agreed)),
        language=recorded.language,
        display=Display(recorded.display),
        evidence=evidence.in_statement(recorded, str(second)),
    )


def _lock(recorded: HandConfirmation) -> None:
    confirming.lock(recorded.invitation)
    locked(recorded)


def _settle(actor: Actor, recorded: HandConfirmation, state: HandState) -> None:
    recorded.settle(state, now())
    recorded.decided_by, recorded.decided_by_id = actor.label, actor.id
    db.session.flush()


def _receipt(recorded: HandConfirmation, signature: Signature) -> Mail:
    organisation = db.session.get_one(Organisation, recorded.invitation.campaign.organisation_id)
    told = words.recorded_from(recorded.kind, organisation.name)
    return mail.receipt(signature, "hand_receipt", recorded=recorded, told=told)
