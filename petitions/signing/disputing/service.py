"""A signatory says “I never signed this”: the signature is set aside at once, and organisers are told.

Whoever opens the link of the receipt is heard without a code: it only hides a name and calls for help. From the
letter's own page, whose link may have been passed on, a code from the registered mailbox is asked for.
"""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.accounts import codes
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.events import emit
from petitions.drafting import queries as drafting
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf, LeafType
from petitions.signing.answer_codes import Act, code_to, issue
from petitions.signing.clusters import leaving
from petitions.signing.confirming import lock
from petitions.signing.disputing import mail, queries, rules
from petitions.signing.disputing.models import Dispute, Heard
from petitions.signing.errors import Disputed, NotSigned
from petitions.signing.events import SignatureWithdrawn
from petitions.signing.inviting import move
from petitions.signing.models import Invitation, Signature
from petitions.signing.states import InvitationState, SignatureState

FINAL = frozenset({InvitationState.STOPPED, InvitationState.DECLINED, InvitationState.ANSWERED})


@dataclass(frozen=True)
class Said:
    """What is said against a signature, and what shows that the registered mailbox is read: a receipt, or a code."""

    words: str = ""
    by_receipt: bool = False
    digits: str = ""
    browser: str = ""
    of: UUID | None = None
    """The signature whose receipt it is: its link proves for no other. None: whichever stands."""


def request_code(actor: Actor, invitation: Invitation, browser: str) -> bool:
    """Mail the code that disputes the signature. False where enough was mailed. Raises `NotSigned` and `NoAddress`."""
    lock(invitation)
    latest = _standing(invitation)[-1]
    return issue(actor, invitation, code_to(Act.DISPUTE, latest, browser), "answer_code", **mail.of_code())


def dispute(actor: Actor, invitation: Invitation, said: Said) -> Dispute | None:
    """Set aside every signature under the invitation, and alert the organisers. To dispute again changes nothing.

    It needs no live invitation: whoever was signed for is heard. None when the digits are wrong: the try is counted,
    and must be committed. Raises `NotSigned` and `WrongCode`.
    """
    campaign = lock(invitation)
    waiting = queries.undecided(invitation)
    if waiting is not None:
        return waiting
    signatures = _standing(invitation)
    by_receipt = said.by_receipt and said.of in {None, signatures[-1].id}
    if not by_receipt and not codes.redeem(code_to(Act.DISPUTE, signatures[-1], said.browser), said.digits):
        return None
    heard_by = Heard.RECEIPT if by_receipt else Heard.CODE
    row = Dispute(invitation_id=invitation.id, heard_by=heard_by, made_at=now(), said=said.words)
    _add_once(row)
    for signature in signatures:
        _set_aside(signature)
    if invitation.state not in FINAL:
        move(invitation, InvitationState.ANSWERED)
    label = signatures[-1].label
    record(actor, "dispute:make", row, label, case_id=campaign.case_id, campaign_id=campaign.id)
    db.session.flush()
    mail.heard(row, signatures[-1])
    if invitation.supporter is None or not queries.others_wait(row):
        mail.alert_organisers(row, signatures[-1].name)
    return row


def _standing(invitation: Invitation) -> list[Signature]:
    signatures = queries.standing(invitation)
    if not signatures:
        raise NotSigned(_("No signature in your name stands under this text, so there is nothing to set aside."))
    return signatures


def _set_aside(signature: Signature) -> None:
    if signature.look:
        leaving.hand_over(signature)
        return
    campaign, moment = signature.invitation.campaign, now()
    version, consent = drafting.by_id(signature.version_id), db.session.get_one(Leaf, signature.leaf_id)
    statement = rules.statement_of_setting_aside(
        campaign.id, version.sha256, consent.edition, consent.commitment, moment
    )
    ledger.append(campaign.id, LeafType.SET_ASIDE, version.sha256, consent.edition, signature.id, statement)
    signature.state = SignatureState.SET_ASIDE
    db.session.flush()
    emit(SignatureWithdrawn(campaign.id, signature.id))


def _add_once(row: Dispute) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError as twice:
        raise Disputed(_("This was said a moment ago already. Open the page again.")) from twice
