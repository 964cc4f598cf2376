"""Organisers conclude a dispute: one annuls the signature; to restore it takes two."""

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.core.events import emit
from petitions.drafting import queries as drafting
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf, LeafType
from petitions.signing import queries as signing
from petitions.signing.confirming import lock
from petitions.signing.disputing import mail, queries, rules
from petitions.signing.disputing.models import Dispute
from petitions.signing.disputing.states import UNDECIDED, DisputeState, may_become
from petitions.signing.events import SignatureConfirmed
from petitions.signing.models import Signature
from petitions.signing.policy import require_deciding
from petitions.signing.renewing.asking import ask_again, is_still_to_come
from petitions.signing.rules import Held, Phase
from petitions.signing.states import InvitationState, SignatureState


def propose(actor: Actor, dispute: Dispute, reason: str) -> None:
    """Propose to restore the signature, with what was found. Nothing changes before another organiser agrees.

    Raises `NotAllowed`, `DomainError` without a reason, and `InvalidTransition`.
    """
    _move(actor, dispute, DisputeState.RESTORING, _given(reason))
    dispute.proposed_by_id, dispute.proposed_by, dispute.proposed_at = actor.id, actor.label, now()
    _record(actor, "dispute:propose", dispute)


def drop(actor: Actor, dispute: Dispute, reason: str) -> None:
    """Do not restore it for now: the dispute waits again. Raises like `propose`."""
    _move(actor, dispute, DisputeState.OPEN, _given(reason))
    dispute.proposed_by_id, dispute.proposed_by, dispute.proposed_at = None, "", None
    _record(actor, "dispute:drop", dispute)


def agree(actor: Actor, dispute: Dispute) -> list[Signature]:
    """Restore what a colleague proposed to restore: it counts again, and its bearer is told.

    Who signed an older version than the one that is open is asked again, as anybody is. Raises `NotAllowed` for whoever
    proposed it, and `InvalidTransition`.
    """
    campaign = _move(actor, dispute, DisputeState.RESTORED, "")
    invitation = dispute.invitation
    signatures = queries.set_aside(invitation)
    for signature in signatures:
        _restore(signature)
    _record(actor, "dispute:restore", dispute)
    mail.restored(dispute, signatures[-1])
    version = drafting.open_version(campaign)
    held, latest = signing.held(invitation)
    answers = signing.phase_of(campaign) == Phase.OPEN and invitation.state == InvitationState.ANSWERED
    if held != Held.STALE or latest is None or version is None or not answers:
        return signatures
    if not is_still_to_come(campaign, latest):
        ask_again(latest, version)
    return signatures


def annul(actor: Actor, dispute: Dispute, reason: str) -> None:
    """Find that it is no signature: it never counts again, and its bearer is told. Raises like `propose`."""
    _move(actor, dispute, DisputeState.ANNULLED, _given(reason))
    signatures = queries.set_aside(dispute.invitation)
    for signature in signatures:
        signature.state = SignatureState.ANNULLED
    _record(actor, "dispute:annul", dispute)
    mail.annulled(dispute, signatures[-1])


def _move(actor: Actor, dispute: Dispute, after: DisputeState, reason: str) -> Campaign:
    """Lock, check, and take the dispute on. Returns its campaign."""
    require_deciding(actor)
    campaign = lock(dispute.invitation)
    locked(dispute)
    if not may_become(dispute.state, after):
        raise InvalidTransition(_("Somebody decided on this dispute before. Look at how things stand now."))
    if after == DisputeState.RESTORED and dispute.proposed_by_id == actor.id:
        raise NotAllowed(_("You proposed to restore this signature, so another organiser has to agree."))
    dispute.state, dispute.reason = after, reason or dispute.reason
    if after not in UNDECIDED:
        dispute.decided_by_id, dispute.decided_by, dispute.decided_at = actor.id, actor.label, now()
    return campaign


def _given(reason: str) -> str:
    if not reason.strip():
        raise DomainError(_("Say what you found, so that the signatory and your colleagues understand it."))
    return reason.strip()


def _restore(signature: Signature) -> None:
    campaign, moment = signature.invitation.campaign, now()
    version, consent = drafting.by_id(signature.version_id), db.session.get_one(Leaf, signature.leaf_id)
    statement = rules.statement_of_restoring(campaign.id, version.sha256, consent.edition, consent.commitment, moment)
    ledger.append(campaign.id, LeafType.RESTORE, version.sha256, consent.edition, signature.id, statement)
    signature.state = SignatureState.CONFIRMED
    db.session.flush()
    emit(SignatureConfirmed(campaign.id, signature.id))


def _record(actor: Actor, action: str, dispute: Dispute) -> None:
    campaign = dispute.invitation.campaign
    record(
        actor,
        action,
        dispute,
        dispute.invitation.label,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"reason": dispute.reason},
    )
    db.session.flush()
