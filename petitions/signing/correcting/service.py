"""A signatory corrects how the own name is printed: the page shows it, a mailed code does it."""

from flask_babel import gettext as _

from petitions.accounts import codes
from petitions.core.actor import Actor
from petitions.people.organisations.rules import parted
from petitions.signing import queries as signing
from petitions.signing.answer_codes import Act, code_to, issue
from petitions.signing.confirming import lock
from petitions.signing.correcting import mail, queries
from petitions.signing.correcting.models import Correction
from petitions.signing.correcting.rules import may_correct
from petitions.signing.correcting.words import when_printed
from petitions.signing.correcting.writing import Lines, correct, printed_in
from petitions.signing.errors import NameUnusable, NoCorrection
from petitions.signing.inviting import require_alive
from petitions.signing.models import Invitation, Signature
from petitions.signing.naming import own_surname, printed_name
from petitions.signing.rules import Held


def request_code(actor: Actor, invitation: Invitation, typed: str, browser: str) -> bool:
    """Mail the code that corrects the printed name; the mail says from what to what.

    False where enough was mailed. Raises `NoCorrection`, `NameUnusable` and `NoAddress`.
    """
    lock(invitation)
    signature = correctable(invitation)
    after = _lines(invitation, signature, typed)
    wanted = code_to(Act.CORRECT, signature, browser)
    return issue(actor, invitation, wanted, "answer_code", **mail.of_code(signature.name, after.name))


def correct_name(actor: Actor, invitation: Invitation, typed: str, *, digits: str, browser: str) -> Correction | None:
    """Have the own name printed as typed. A repeat of the same correction changes nothing.

    None when the digits are wrong: the try is counted, and must be committed. Raises `NoCorrection`, `NameUnusable`
    and `WrongCode`.
    """
    lock(invitation)
    require_alive(invitation)
    signature = correctable(invitation)
    latest = next(iter(reversed(queries.corrections(signature))), None)
    if latest is not None and signature.name == " ".join(typed.split()):
        return latest
    after = _lines(invitation, signature, typed)
    if not codes.redeem(code_to(Act.CORRECT, signature, browser), digits):
        return None
    correction = correct(actor, signature, after)
    if invitation.supporter is not None:
        invitation.person.given_name, invitation.person.surname = parted(after.name)
    mail.corrected(correction)
    return correction


def correctable(invitation: Invitation) -> Signature:
    """The signature in force, whose lines may still be corrected. Raises `NoCorrection`."""
    held, signature = signing.held(invitation)
    if held != Held.IN_FORCE or signature is None:
        raise NoCorrection(
            _("There is no signature of yours in force under this text, so there is nothing to correct.")
        )
    printed = printed_in(signature)
    if not may_correct(printed, held):
        raise NoCorrection(when_printed(printed))
    return signature


def _lines(invitation: Invitation, signature: Signature, typed: str) -> Lines:
    if invitation.organisation is not None:
        raise NameUnusable(
            _("The name of an organisation is printed as it is registered. Ask the organisers to correct it.")
        )
    name = printed_name(typed, invitation)
    if name == signature.name:
        raise NameUnusable(_("Your name is printed so already. Change the spelling, or leave it as it is."))
    return Lines(name, own_surname(invitation, name), signature.capacity)
