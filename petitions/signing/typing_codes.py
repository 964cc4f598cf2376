"""How a browser comes to its code and types it, whatever page the field stands on."""

from collections.abc import Callable
from uuid import UUID

from flask import flash
from flask_babel import gettext as _

from petitions.core.forms import Form
from petitions.signing import reading, service, visits
from petitions.signing.blueprint import Page, attempt, say_unless_mailed, say_wrong, to, who
from petitions.signing.forms import CodeForm
from petitions.signing.models import Invitation
from petitions.signing.proofs import code_to_look


def asked(invitation: Invitation, form: CodeForm) -> bool:
    """Whether this browser asked for the code of the version that is open, so that there is one to type."""
    return visits.noted(invitation.id, "asked") == str(invitation.campaign.open_version_id) or bool(form.code.errors)


def is_unread(invitation: Invitation, shown: UUID | None) -> bool:
    """Whether another version is open than the one shown. It is said; no code is mailed for what was not read."""
    if shown is None or shown == invitation.campaign.open_version_id:
        return False
    flash(_("The text has changed since you opened it. Nothing was signed. Read what is new first."), "wait")
    return True


def mail_code(invitation: Invitation, form: Form) -> None:
    """Mail the code that this browser asks for, and keep which version it was shown. A refusal goes onto the form."""
    shown = str(invitation.campaign.open_version_id)
    verb = service.request_code if visits.is_own(invitation.id) else service.request_code_by_link
    mailed = attempt(form, lambda: verb(who(invitation), invitation, visits.browser()))
    if form.form_errors:
        return
    say_unless_mailed(mailed)
    visits.note(invitation.id, asked=shown, digits="")


def take_code(invitation: Invitation, form: CodeForm, again: Callable[[], Page]) -> Page | None:
    """Keep the digits that sign, without using them up. Else the page that follows: the same one, or the answer."""
    if not form.validate_on_submit():
        return again()
    digits = str(form.code.data)
    found = attempt(form, lambda: service.which_code(invitation, visits.browser(), digits))
    if not found:
        say_wrong(form, invitation, "asked")
        return again()
    visits.remember_own(invitation.id)
    if found == code_to_look(invitation, visits.browser()):
        return _shown(invitation)
    visits.note(invitation.id, digits=digits)
    return None


def _shown(invitation: Invitation) -> Page:
    """How the letter was answered; where the signature was taken back since, the way to sign anew."""
    visits.note(invitation.id, asked="", digits="")
    if reading.may_sign(invitation):
        flash(_("This code shows how the letter was answered, and signs nothing. To sign, ask for a new one."), "wait")
    return to("letter", invitation)
