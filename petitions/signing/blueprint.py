"""The blueprint of signing, and what the pages of signatories share."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from petitions.core.actor import Actor, ActorKind
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, Gone, NotFound
from petitions.core.forms import Form
from petitions.core.headers import keep_private
from petitions.core.pages import see
from petitions.signing import links, queries, reading, visits
from petitions.signing.forms import CodeForm
from petitions.signing.models import Invitation, Signature
from petitions.signing.states import InvitationState
from petitions.signing.taking_up import taken_up

blueprint = Blueprint("signing", __name__, url_prefix="/<lang>")
blueprint.before_request(keep_private)

# Pages about a signature that stands. Whoever only holds the link of an invitation, which may have been passed on, is
# led back to the letter, whether or not there is a signature.
OF_SIGNATURE = frozenset(
    f"signing.{page}"
    for page in (
        *("done", "withdraw", "ask_to_withdraw", "withdraw_by_passkey", "challenge_to_withdraw"),
        *("correct_name", "ask_to_correct", "wish_capacity", "ask_to_wish"),
        *("request_withdrawal", "ask_to_request", "dispute", "ask_to_dispute"),
    )
)

Page = str | Response | tuple[str, int]
T = TypeVar("T")


class LinkUnknown(NotFound):
    """No letter was opened by a link in this browser, or the link is not one of ours."""


class LinkEnded(Gone):
    """The organisers ended the invitation."""


@blueprint.before_request
def keep_to_bearer() -> Response | None:
    """Show what was signed, and do something about it, only in a browser that has shown whose it is."""
    if request.endpoint not in OF_SIGNATURE:
        return None
    invitation_id = (request.view_args or {})["invitation_id"]
    if visits.is_own(invitation_id) or not visits.knows(invitation_id):
        return None
    flash(
        _(
            "What was signed is shown to whoever reads the registered mailbox. Get a code, or open “My letters”; the "
            "link in the receipt leads there too."
        ),
        "wait",
    )
    return see(url_for("signing.letter", invitation_id=invitation_id))


@blueprint.errorhandler(LinkUnknown)
@blueprint.errorhandler(LinkEnded)
def no_letter(error: DomainError) -> Page:
    """Say what to do where a link leads nowhere."""
    ended = isinstance(error, LinkEnded)
    return render_template("signing/no_letter.html", ended=ended, navigation=[]), error.status


def arrived(token: str) -> Invitation:
    invitation = queries.by_token(token)
    if invitation is None:
        raise LinkUnknown(_("This link leads to no letter."))
    visits.remember(invitation.id)
    return opened(invitation.id)


def arrived_at_receipt(token: str) -> Invitation:
    """By the link of a receipt, which only the registered mailbox was sent."""
    invitation_id = links.of_receipt(token)
    invitation = db.session.get(Invitation, invitation_id) if invitation_id else None
    if invitation is None:
        raise LinkUnknown(_("This link leads to no letter."))
    visits.remember(invitation.id)
    visits.remember_own(invitation.id)
    return opened(invitation.id)


def arrived_by_receipt(token: str) -> Invitation:
    signature_id = links.disputed(token)
    signature = db.session.get(Signature, signature_id) if signature_id else None
    if signature is None:
        raise LinkUnknown(_("This link leads to no letter."))
    visits.remember(signature.invitation_id)
    visits.remember_own(signature.invitation_id, signature.id)
    return signature.invitation


def opened(invitation_id: UUID) -> Invitation:
    return _alive(known(invitation_id))


def opened_to_answer(invitation_id: UUID) -> Invitation:
    """The letter that this browser opened, taken up by the transaction in which it is answered."""
    if not visits.knows(invitation_id):
        raise LinkUnknown(_("This link leads to no letter."))
    return _alive(taken_up(invitation_id))


def _alive(invitation: Invitation) -> Invitation:
    if invitation.state == InvitationState.STOPPED:
        raise LinkEnded(_("This invitation was ended."))
    return invitation


def known(invitation_id: UUID) -> Invitation:
    """The letter that this browser opened, also where its invitation was ended since."""
    invitation = db.session.get(Invitation, invitation_id) if visits.knows(invitation_id) else None
    if invitation is None:
        raise LinkUnknown(_("This link leads to no letter."))
    return invitation


def who(invitation: Invitation) -> Actor:
    organisation_id = invitation.campaign.organisation_id
    label = _("A member of the public") if invitation.supporter else invitation.person.name
    return Actor(ActorKind.SIGNATORY, label, invitation.person_id, organisation_id)


def to(page: str, invitation: Invitation) -> Response:
    return see(url_for(f"signing.{page}", invitation_id=invitation.id))


def page(template: str, invitation: Invitation, **more: Any) -> str:
    asked = visits.noted(invitation.id, "asked")
    since = visits.read(invitation.id) or (UUID(asked) if asked else None)
    context = {**reading.letter(invitation, since=since, own=visits.is_own(invitation.id)), **more}
    return render_template(f"signing/{template}.html", navigation=[], **context)


def attempt(form: Form, verb: Callable[[], T]) -> T | None:
    """Do it in a transaction; a refusal goes onto the form."""
    try:
        with transaction():
            return verb()
    except DomainError as refused:
        form.form_errors.append(refused.message)
        return None


def say_unless_mailed(mailed: bool | None) -> None:
    """Where enough mails were sent, lead the reader to the newest: its code works in this browser too."""
    if not mailed:
        flash(
            _("A code was mailed to you a few minutes ago. Type the one from the newest mail; it works here."), "wait"
        )


def say_wrong(form: CodeForm, invitation: Invitation, asked: str) -> None:
    """Either the digits differ, or the code is no longer good and a new one has to be asked for."""
    if form.form_errors:
        visits.note(invitation.id, **{asked: ""})
    else:
        form.code.errors = [_("These are not the digits that we mailed. Compare them with the newest mail.")]
