"""The other answers of a signatory: asking for a code, taking a signature back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from petitions.accounts import codes
from petitions.accounts.codes import CodeFor
from petitions.accounts.models import CodePurpose
from petitions.campaigns import instruments
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.events import emit
from petitions.drafting import queries as drafting
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf, LeafType
from petitions.signing import mail, queries, rules
from petitions.signing.answer_codes import issue
from petitions.signing.clusters import leaving
from petitions.signing.entitlement import entitled
from petitions.signing.errors import NotOpen, NotSigned, NoWithdrawal
from petitions.signing.events import SignatureWithdrawn
from petitions.signing.inviting import require_alive, require_unsigned
from petitions.signing.models import Invitation, Signature
from petitions.signing.proofs import code_to_look, code_to_sign
from petitions.signing.rules import Phase
from petitions.signing.states import SignatureState, may_be_withdrawn


def code_to_withdraw(invitation: Invitation, browser: str) -> CodeFor:
    """The code that takes the signature back in this browser, and nothing else."""
    return CodeFor(CodePurpose.ANSWER, invitation.id, browser)


def request_code(actor: Actor, invitation: Invitation, browser: str) -> bool:
    """Mail the code that signs to the registered address, and nowhere else.

    False where enough was mailed: then the code in the newest mail works in this browser too. Raises `NoAddress`,
    `NotOpen`, and `NotEntitled` once the mandate, the authority or the office has ended.
    """
    require_alive(invitation)
    require_unsigned(invitation)
    held, _before = queries.held(invitation)
    if not rules.may_sign(queries.phase_of(invitation.campaign), held):
        raise NotOpen(_("This letter can’t be signed at the moment. Open it to see why."))
    entitled(invitation)
    return issue(actor, invitation, code_to_sign(invitation, browser), "sign_code", code_to_look(invitation, browser))


def request_code_by_link(actor: Actor, invitation: Invitation, browser: str) -> bool:
    """The same for a browser that shows nothing but a link, and is answered alike whether or not there is a signature.

    Whoever has signed is mailed another code, which shows the receipt and signs nothing. The mails of both are counted
    together, and a long one of either is the last.
    """
    if queries.phase_of(invitation.campaign) != Phase.OPEN:
        return request_code(actor, invitation, browser)
    locked(invitation)
    require_alive(invitation)
    entitled(invitation)
    to_sign, to_look = code_to_sign(invitation, browser), code_to_look(invitation, browser)
    if codes.is_long(to_sign) or codes.is_long(to_look):
        return False
    if not queries.has_answered(invitation):
        return request_code(actor, invitation, browser)
    return issue(actor, invitation, to_look, "receipt_code", to_sign)


def request_code_to_withdraw(actor: Actor, invitation: Invitation, browser: str) -> bool:
    """Mail the code that takes the signature back. Raises `NoAddress`, `NotSigned` and `NoWithdrawal`.

    False as with `request_code`.
    """
    withdrawable(invitation)
    return issue(actor, invitation, code_to_withdraw(invitation, browser), "withdraw_code")


def check_code(invitation: Invitation, browser: str, digits: str) -> bool:
    """Whether these digits sign, without using them up. A wrong try is counted, and must be committed."""
    return which_code(invitation, browser, digits) == code_to_sign(invitation, browser)


def which_code(invitation: Invitation, browser: str, digits: str) -> CodeFor | None:
    """Whether these digits sign or only show the receipt, without using them up. None counts a wrong try.

    Raises `WrongCode`.
    """
    return codes.which([code_to_sign(invitation, browser), code_to_look(invitation, browser)], digits)


def withdraw(actor: Actor, invitation: Invitation, *, digits: str, browser: str) -> bool:
    """Take back every signature of the person under this text; the record of them stays, and so do its leaves.

    False when the digits are wrong: the try is counted, and must be committed. Raises `NotSigned`, `NoWithdrawal`
    and `WrongCode`.
    """
    signatures = begin_withdrawal(invitation)
    if not codes.redeem(code_to_withdraw(invitation, browser), digits):
        return False
    take_back(actor, signatures, now())
    return True


def begin_withdrawal(invitation: Invitation) -> list[Signature]:
    """Lock campaign and invitation, and tell every signature that would be taken back, the oldest first.

    Raises `NotSigned` and `NoWithdrawal`.
    """
    locked(invitation.campaign)
    locked(invitation)
    return withdrawable(invitation)


def take_back(actor: Actor, signatures: Sequence[Signature], at: datetime) -> None:
    """Write a withdrawal that was proved, as of this moment, and mail its confirmation."""
    for signature in signatures:
        _take_back(signature, at)
    latest = signatures[-1]
    campaign = latest.invitation.campaign
    record(actor, "signature:withdraw", latest, latest.label, case_id=campaign.case_id, campaign_id=campaign.id)
    mail.withdrawn(latest)


def statement_of_withdrawal(signature: Signature, at: datetime) -> dict[str, Any]:
    """What the withdrawal of a signature states, as the ledger commits to it."""
    consent, version = db.session.get_one(Leaf, signature.leaf_id), drafting.by_id(signature.version_id)
    return rules.statement_of_withdrawal(signature.campaign_id, version.sha256, consent.edition, consent.commitment, at)


def withdrawable(invitation: Invitation) -> list[Signature]:
    """Every signature of the invited person that can be taken back. Raises `NotSigned` and `NoWithdrawal`."""
    campaign = invitation.campaign
    held, _latest = queries.held(invitation)
    if held not in rules.CONFIRMED:
        raise NotSigned(_("There is no signature of yours in force under this letter."))
    if not rules.may_withdraw(campaign.state, held, instruments.load(campaign.instrument)):
        raise NoWithdrawal(
            _("Signatures under this text can’t be taken back any more. Ask the organisers, on the same page.")
        )
    return [signature for signature in invitation.signatures if may_be_withdrawn(signature.state, signature.look)]


def _take_back(signature: Signature, at: datetime) -> None:
    if signature.look:
        leaving.let_go(signature)
    campaign_id, statement = signature.campaign_id, statement_of_withdrawal(signature, at)
    version, edition = statement["version"], statement["edition"]
    ledger.append(campaign_id, LeafType.WITHDRAW, version, edition, signature.id, statement)
    signature.state, signature.withdrawn_at = SignatureState.WITHDRAWN, at
    db.session.flush()
    emit(SignatureWithdrawn(campaign_id, signature.id))
