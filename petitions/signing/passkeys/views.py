"""Signing with a passkey: the page of signing as it is with a code, confirmed by one touch."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Response, flash, jsonify

from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.signing import reading, service, visits
from petitions.signing.blueprint import Page, blueprint, opened, to, who
from petitions.signing.errors import NameUnusable
from petitions.signing.models import Invitation
from petitions.signing.passkeys import asking, queries
from petitions.signing.passkeys.errors import PasskeyRefused
from petitions.signing.passkeys.forms import TouchForm
from petitions.signing.views import begun, sign_page, wish_of

NEVER = datetime.fromtimestamp(0, UTC)


@blueprint.route("/letters/<uuid:invitation_id>/passkey", methods=["GET", "POST"])
def sign_by_passkey(invitation_id: UUID) -> Page:
    """How the name is printed, what is agreed to, and the button that has the passkey sign it."""
    invitation = opened(invitation_id)
    form = TouchForm(**begun(invitation))
    if form.validate_on_submit():
        return _sign(invitation, form)
    if not reading.may_sign(invitation):
        return to("letter", invitation)
    return _page(invitation, form) if queries.good_for(invitation) else to("code", invitation)


@blueprint.post("/letters/<uuid:invitation_id>/passkey/challenge")
def challenge_to_sign(invitation_id: UUID) -> Response:
    """What the passkey is asked for what was typed and ticked; only the browser's cookie keeps when.

    A refusal is an empty answer: the form is then sent as it is, and the page that follows says what is wrong.
    """
    invitation, form, moment = opened(invitation_id), TouchForm(), now()
    if not form.validate_on_submit() or not reading.may_sign(invitation):
        return _nothing()
    try:
        asked = asking.to_sign(invitation, wish_of(form, moment))
    except DomainError:
        return _nothing()
    visits.note(invitation_id, challenged=moment.isoformat(), typed=form.typed)
    return jsonify(asked)


def _sign(invitation: Invitation, form: TouchForm) -> Page:
    challenged = visits.noted(invitation.id, "challenged")
    wish = wish_of(form, datetime.fromisoformat(challenged) if challenged else NEVER)
    try:
        with transaction():
            service.sign(who(invitation), invitation, wish, service.PasskeyProof(str(form.answer.data)))
    except NameUnusable as unusable:
        form.name.errors = [unusable.message]
        return _page(invitation, form)
    except PasskeyRefused as refused:
        form.form_errors.append(refused.message)
        visits.note(invitation.id, challenged="", typed=form.typed)
        return _page(invitation, form)
    except DomainError as refused:
        flash(refused.message, "wait")
        return to("letter", invitation)
    visits.forget(invitation.id)
    return to("done", invitation)


def _page(invitation: Invitation, form: TouchForm) -> str:
    form.answer.data = ""
    return sign_page(invitation, form, "passkeys/sign", step=2)


def _nothing() -> Response:
    answer = jsonify({})
    answer.status_code = 409
    return answer
