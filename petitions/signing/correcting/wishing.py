"""The line below the name comes from what is on file: a signatory may wish it otherwise, and organisers decide."""

from flask_babel import gettext as _

from petitions.accounts import codes
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.signing import rules as signing_rules
from petitions.signing.answer_codes import Act, code_to, issue
from petitions.signing.confirming import lock
from petitions.signing.correcting import mail, queries
from petitions.signing.correcting.models import CapacityWish, Correction
from petitions.signing.correcting.rules import LONGEST_CAPACITY, Printed
from petitions.signing.correcting.service import correctable
from petitions.signing.correcting.states import WishState, may_become
from petitions.signing.correcting.words import when_printed
from petitions.signing.correcting.writing import Lines, correct, printed_in
from petitions.signing.errors import AlreadyAsked, NameUnusable, NoCorrection
from petitions.signing.inviting import require_alive
from petitions.signing.models import Invitation, Signature
from petitions.signing.policy import require_deciding
from petitions.signing.rules import UnusableName
from petitions.signing.states import SignatureState


def request_code(actor: Actor, invitation: Invitation, typed: str, browser: str) -> bool:
    """Mail the code that sends the wish; the mail says what it is. False where enough was mailed.

    Raises `NoCorrection`, `NameUnusable`, `AlreadyAsked` and `NoAddress`.
    """
    lock(invitation)
    signature = wishable(invitation)
    line = _wished(signature, typed)
    wanted = code_to(Act.WISH, signature, browser)
    return issue(actor, invitation, wanted, "answer_code", **mail.of_wish_code(signature.capacity, line))


def wish(actor: Actor, invitation: Invitation, typed: str, *, digits: str, browser: str) -> CapacityWish | None:
    """Tell the organisers which line the signatory wishes below the name. A repeat of the same wish changes nothing.

    None when the digits are wrong: the try is counted, and must be committed. Raises `NoCorrection`, `NameUnusable`,
    `AlreadyAsked` while another wish waits, and `WrongCode`.
    """
    campaign = lock(invitation)
    require_alive(invitation)
    signature = wishable(invitation)
    waiting = _waiting(signature)
    if waiting is not None and waiting.wished == " ".join(typed.split()):
        return waiting
    line = _wished(signature, typed)
    if not codes.redeem(code_to(Act.WISH, signature, browser), digits):
        return None
    row = CapacityWish(signature_id=signature.id, stands=signature.capacity, wished=line, asked_at=now())
    db.session.add(row)
    record(actor, "capacity_wish:make", row, signature.name, case_id=campaign.case_id, campaign_id=campaign.id)
    db.session.flush()
    mail.wished(row)
    return row


def take(actor: Actor, row: CapacityWish) -> Correction:
    """Print the line exactly as its bearer wished it, from the next list on; it is mailed to the bearer.

    Raises `NotAllowed`, `InvalidTransition` for a wish that is decided or whose signature is no longer in force, and
    `NoCorrection` where no list is printed any more.
    """
    _decide(actor, row, WishState.TAKEN, "")
    signature = row.signature
    if signature.state != SignatureState.CONFIRMED:
        raise InvalidTransition(_("The signature is not in force, so nothing is printed. Decline the wish instead."))
    if printed_in(signature) == Printed.NONE:
        raise NoCorrection(when_printed(Printed.NONE))
    correction = correct(actor, signature, Lines(signature.name, signature.surname, row.wished), row)
    mail.corrected(correction)
    return correction


def decline(actor: Actor, row: CapacityWish, reason: str) -> None:
    """Leave the line as it is, and tell its bearer why. Raises `NotAllowed`, `InvalidTransition` and `DomainError`."""
    if not reason.strip():
        raise DomainError(_("Say why, so that the signatory understands it."))
    _decide(actor, row, WishState.DECLINED, reason.strip())
    mail.declined(row)


def wishable(invitation: Invitation) -> Signature:
    """The signature in force that has a line below its name. Raises `NoCorrection`."""
    signature = correctable(invitation)
    if invitation.supporter is not None:
        raise NoCorrection(_("Nothing is printed below the name of a member of the public."))
    return signature


def _wished(signature: Signature, typed: str) -> str:
    """The line as it would be printed. Raises `NameUnusable` and `AlreadyAsked`."""
    if _waiting(signature) is not None:
        raise AlreadyAsked(_("You asked for another line before, and the organisers have not decided yet."))
    try:
        line = signing_rules.printed_name(typed, LONGEST_CAPACITY)
    except UnusableName as unusable:
        raise NameUnusable(
            _("Type the line as it is to be printed, in at most 200 letters. Leave out signs that nobody can see.")
        ) from unusable
    if line == signature.capacity:
        raise NameUnusable(_("That is what is printed below your name already."))
    return line


def _waiting(signature: Signature) -> CapacityWish | None:
    return next((row for row in queries.wishes(signature) if row.state == WishState.OPEN), None)


def _decide(actor: Actor, row: CapacityWish, after: WishState, reason: str) -> None:
    require_deciding(actor)
    campaign = lock(row.signature.invitation)
    locked(row)
    locked(row.signature)
    if not may_become(row.state, after):
        raise InvalidTransition(_("This wish was decided before. Look at how things stand now."))
    row.state, row.reason = after, reason
    row.decided_by_id, row.decided_by, row.decided_at = actor.id, actor.label, now()
    action = "capacity_wish:take" if after == WishState.TAKEN else "capacity_wish:decline"
    details = {"reason": reason} if reason else {}
    name = row.signature.name
    record(actor, action, row, name, case_id=campaign.case_id, campaign_id=campaign.id, details=details)
    db.session.flush()
