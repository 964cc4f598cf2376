"""The page on which a signatory asks to take a signature back that no rule lets go any more."""

from uuid import UUID

from flask import flash
from flask_babel import gettext as _

from petitions.core.limits.rules import ASK_CODE, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.signing import queries as signing
from petitions.signing import visits
from petitions.signing.blueprint import Page, attempt, blueprint, opened, page, say_unless_mailed, say_wrong, to, who
from petitions.signing.late import queries, service
from petitions.signing.late.forms import RequestForm
from petitions.signing.models import Invitation

ASKED = "asked_to_request"


@blueprint.route("/letters/<uuid:invitation_id>/withdraw/request", methods=["GET", "POST"])
def request_withdrawal(invitation_id: UUID) -> Page:
    """Why the signature stands, and a request to the organisers, by a code; then what became of it."""
    invitation, form = opened(invitation_id), RequestForm()
    if form.validate_on_submit():
        limit(TYPE_CODE, invitation_id)
        said = str(form.said.data or "")
        hands = {"digits": str(form.code.data), "browser": visits.browser()}
        if attempt(form, lambda: service.request(who(invitation), invitation, said, **hands)):
            visits.forget(invitation_id)
            flash(_("Your request is recorded. The organisers are told, and a mail confirms it."), "done")
            return to("request_withdrawal", invitation)
        say_wrong(form, invitation, ASKED)
    return _page(invitation, form)


@blueprint.post("/letters/<uuid:invitation_id>/withdraw/request/ask")
def ask_to_request(invitation_id: UUID) -> Page:
    """Mail the code that records the request."""
    invitation, form = opened(invitation_id), RequestForm(formdata=None)
    limit(ASK_CODE, invitation_id)
    mailed = attempt(form, lambda: service.request_code(who(invitation), invitation, visits.browser()))
    if form.errors:
        return _page(invitation, form)
    say_unless_mailed(mailed)
    visits.note(invitation_id, **{ASKED: True})
    return to("request_withdrawal", invitation)


def _page(invitation: Invitation, form: RequestForm) -> Page:
    if not queries.may_request(invitation):
        return to("withdraw", invitation)
    _held, signature = signing.held(invitation)
    return page(
        "late/request",
        invitation,
        form=form,
        asked=visits.noted(invitation.id, ASKED),
        requests=queries.requests(signature) if signature else [],
        waiting=queries.open_request(signature) if signature else None,
    )
