"""Pages that take leave: declining, and taking a signature back."""

from uuid import UUID

from flask import flash
from flask_babel import gettext as _

from petitions.core.forms import Form
from petitions.core.limits.rules import ASK_CODE, DECLINE, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.signing import queries, reading, service, visits
from petitions.signing.blueprint import Page, attempt, blueprint, opened, page, say_unless_mailed, say_wrong, to, who
from petitions.signing.forms import CodeForm, DeclineForm
from petitions.signing.late import queries as late
from petitions.signing.models import Invitation
from petitions.signing.passkeys import queries as passkeys


@blueprint.route("/letters/<uuid:invitation_id>/decline", methods=["GET", "POST"])
def decline(invitation_id: UUID) -> Page:
    """Say no. Nothing on the letter's own page declines."""
    invitation, form = opened(invitation_id), DeclineForm()
    own = visits.is_own(invitation_id)
    if form.validate_on_submit():
        reason = str(form.reason.data or "")
        limit(DECLINE, invitation_id)
        verb = service.decline if own else service.decline_by_link
        attempt(form, lambda: verb(who(invitation), invitation, reason))
        if not form.errors:
            flash(_said(own=own), "done")
            return to("letter", invitation)
    if not reading.may_decline(invitation, own=own):
        return to("letter", invitation)
    return page("decline", invitation, form=form)


def _said(*, own: bool) -> str:
    """The same whatever became of it, unless the browser is known to be the signatory's."""
    if own:
        return _("You declined. You get no more mail about this letter.")
    return _(
        "This was declined with the link. An answer that was given before stands, and the letter can still be signed."
    )


@blueprint.route("/letters/<uuid:invitation_id>/withdraw", methods=["GET", "POST"])
def withdraw(invitation_id: UUID) -> Page:
    """Take a signature back: the page shows what that means, a code does it."""
    invitation, form = opened(invitation_id), CodeForm()
    if form.validate_on_submit():
        limit(TYPE_CODE, invitation_id)
        hands = {"digits": str(form.code.data), "browser": visits.browser()}
        done = attempt(form, lambda: service.withdraw(who(invitation), invitation, **hands))
        # A button pressed twice finds nothing left to withdraw; that is what was wanted.
        if done or queries.took_back(invitation):
            visits.forget(invitation_id)
            flash(_("Your signature is withdrawn. A mail confirms it."), "done")
            return to("letter", invitation)
        say_wrong(form, invitation, "asked_to_withdraw")
    if late.may_request(invitation):
        return to("request_withdrawal", invitation)
    return withdrawal_page(invitation, form)


@blueprint.post("/letters/<uuid:invitation_id>/withdraw/ask")
def ask_to_withdraw(invitation_id: UUID) -> Page:
    """Mail the code that takes the signature back."""
    invitation, form = opened(invitation_id), CodeForm(formdata=None)
    limit(ASK_CODE, invitation_id)
    mailed = attempt(form, lambda: service.request_code_to_withdraw(who(invitation), invitation, visits.browser()))
    if form.errors:
        return withdrawal_page(invitation, form)
    say_unless_mailed(mailed)
    visits.note(invitation_id, asked_to_withdraw=True)
    return to("withdraw", invitation)


def withdrawal_page(invitation: Invitation, form: Form) -> str:
    """What taking a signature back means, and how it is done."""
    asked = visits.noted(invitation.id, "asked_to_withdraw")
    return page("withdraw", invitation, form=form, asked=asked, has_passkey=bool(passkeys.good_for(invitation)))
