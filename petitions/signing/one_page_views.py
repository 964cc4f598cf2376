"""Everything on one page, the code last: for who renews, and for an office to which the link was passed on.

Whoever holds the link may read and fill in; the code goes to the registered address, and only with it is anything done.
"""

from uuid import UUID

from flask import flash

from petitions.core.errors import DomainError
from petitions.core.limits.rules import ASK_CODE, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.signing import reading, visits
from petitions.signing.blueprint import Page, blueprint, opened, to
from petitions.signing.forms import CodeForm, SignForm
from petitions.signing.models import Invitation
from petitions.signing.passkeys import queries as passkeys
from petitions.signing.typing_codes import asked, is_unread, mail_code, take_code
from petitions.signing.views import form_of, sign_page, signed


@blueprint.get("/letters/<uuid:invitation_id>/one-page")
def one_page(invitation_id: UUID) -> Page:
    """What has changed, the name, the consents, and beneath them the way to the code or the field for it."""
    invitation = opened(invitation_id)
    return _elsewhere(invitation) or _page(invitation, form_of(invitation), CodeForm())


@blueprint.post("/letters/<uuid:invitation_id>/one-page/ask")
def ask_on_one_page(invitation_id: UUID) -> Page:
    """Mail the code, and keep in this browser what was filled in."""
    invitation = opened(invitation_id)
    elsewhere = _elsewhere(invitation)
    if elsewhere:
        return elsewhere
    limit(ASK_CODE, invitation_id)
    form, code = form_of(invitation), CodeForm(formdata=None)
    visits.note(invitation_id, typed=form.typed)
    if is_unread(invitation, form.version_id):
        return to("letter", invitation)
    mail_code(invitation, code)
    return _page(invitation, form, code) if code.form_errors else to("one_page", invitation)


@blueprint.post("/letters/<uuid:invitation_id>/one-page")
def sign_on_one_page(invitation_id: UUID) -> Page:
    """Check the code, then sign with it. What is wrong is said on the page, and what was typed stays."""
    invitation, code = opened(invitation_id), CodeForm()
    if not visits.noted(invitation_id, "digits"):
        if code.validate_on_submit():
            limit(TYPE_CODE, invitation_id)
        refused = take_code(invitation, code, lambda: _page(invitation, form_of(invitation), code))
        if refused is not None:
            return refused
    return signed(invitation_id)


def _elsewhere(invitation: Invitation) -> Page | None:
    """Where this page has nothing to show. What is on file of a member of the public is only what they once typed, so
    they type the code first, unless this browser is known to be theirs."""
    own = visits.is_own(invitation.id)
    if not reading.may_sign(invitation, own=own):
        return to("letter", invitation)
    return to("code", invitation) if invitation.supporter is not None and not own else None


def _page(invitation: Invitation, form: SignForm, code: CodeForm) -> Page:
    has_passkey = bool(passkeys.good_for(invitation))
    more = {"code": code, "asked": asked(invitation, code), "has_passkey": has_passkey}
    try:
        return sign_page(invitation, form, "one_page", step=0, **more)
    except DomainError as refused:
        flash(refused.message, "wait")
        return to("letter", invitation)
