"""Asking to take a signature back too late, and answering that."""

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.accounts import codes
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.signing import queries as signing
from petitions.signing.answer_codes import Act, code_to, issue
from petitions.signing.confirming import lock
from petitions.signing.errors import AlreadyAsked, NotSigned
from petitions.signing.late import mail, queries
from petitions.signing.late.models import WithdrawalRequest
from petitions.signing.models import Invitation, Signature
from petitions.signing.policy import require_deciding


def request_code(actor: Actor, invitation: Invitation, browser: str) -> bool:
    """Mail the code that records the request. False where enough was mailed.

    Raises `NotSigned` where there is nothing to ask for, `AlreadyAsked` and `NoAddress`.
    """
    lock(invitation)
    signature = _askable(invitation)
    if queries.open_request(signature) is not None:
        raise AlreadyAsked(_("You asked before, and the organisers have not answered yet."))
    return issue(actor, invitation, code_to(Act.REQUEST, signature, browser), "answer_code", **mail.of_code())


def request(actor: Actor, invitation: Invitation, words: str, *, digits: str, browser: str) -> WithdrawalRequest | None:
    """Record that the signatory wishes to take the signature back. While one waits, asking again gives the same.

    None when the digits are wrong: the try is counted, and must be committed. Raises `NotSigned` and `WrongCode`.
    """
    campaign = lock(invitation)
    signature = _askable(invitation)
    waiting = queries.open_request(signature)
    if waiting is not None:
        return waiting
    if not codes.redeem(code_to(Act.REQUEST, signature, browser), digits):
        return None
    row = WithdrawalRequest(signature_id=signature.id, asked_at=now(), said=words)
    _add_once(row)
    record(actor, "withdrawal_request:make", row, signature.label, case_id=campaign.case_id, campaign_id=campaign.id)
    mail.recorded(row)
    mail.alert_organisers(row)
    return row


def answer(actor: Actor, row: WithdrawalRequest, words: str) -> None:
    """Say what was done about a request; the signatory is told by mail.

    Raises `NotAllowed`, `DomainError` without words, and `InvalidTransition` where somebody answered before.
    """
    require_deciding(actor)
    if not words.strip():
        raise DomainError(_("Say what was done about it; the signatory reads it."))
    campaign = lock(row.signature.invitation)
    locked(row)
    if row.answered_at is not None:
        raise InvalidTransition(_("Somebody answered this request before. Look at what was said."))
    row.answer, row.answered_at = words.strip(), now()
    row.answered_by_id, row.answered_by = actor.id, actor.label
    record(
        actor,
        "withdrawal_request:answer",
        row,
        row.signature.label,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"reason": row.answer},
    )
    mail.answered(row)
    db.session.flush()


def _askable(invitation: Invitation) -> Signature:
    """The signature that no rule lets go any more. Raises `NotSigned`."""
    _held, signature = signing.held(invitation)
    if signature is None or not queries.may_request(invitation):
        raise NotSigned(_("There is no signature of yours here that can only be taken back by asking."))
    return signature


def _add_once(row: WithdrawalRequest) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as twice:
        raise AlreadyAsked(_("You asked before, and the organisers have not answered yet.")) from twice
