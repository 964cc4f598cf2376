"""Signing with a passkey: the pages of signing and of withdrawing as they are with a code, confirmed by one touch."""

from datetime import datetime
from uuid import UUID

from flask import Response, flash, jsonify
from flask_babel import gettext as _

from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.signing import display, reading, service, visits
from petitions.signing import queries as signing
from petitions.signing.blueprint import (
    LinkEnded,
    LinkUnknown,
    Page,
    attempt,
    blueprint,
    opened,
    opened_to_answer,
    to,
    who,
)
from petitions.signing.errors import DisplayRefused, NameUnusable
from petitions.signing.forms import CodeForm
from petitions.signing.leaving_views import withdrawal_page
from petitions.signing.models import Invitation
from petitions.signing.offices.queries import as_prepared
from petitions.signing.passkeys import asking, queries, rules
from petitions.signing.passkeys.errors import PasskeyRefused
from petitions.signing.passkeys.forms import AnswerForm, TouchForm
from petitions.signing.views import begun, reads_otherwise, sign_page, wish_of
from petitions.signing.wordings import wordings


@blueprint.route("/letters/<uuid:invitation_id>/passkey", methods=["GET", "POST"])
def sign_by_passkey(invitation_id: UUID) -> Page:
    """How the name is printed, what is agreed to, and the button that has the passkey sign it."""
    invitation = opened(invitation_id)
    # Members of the public sign one petition by an invitation of its own, and are offered no passkey.
    if invitation.supporter is not None:
        return to("code", invitation)
    form = _form(invitation)
    if form.validate_on_submit() and not reads_otherwise(invitation, form):
        return _sign(invitation, form)
    if not reading.may_sign(invitation, own=visits.is_own(invitation_id)):
        return to("letter", invitation)
    return _page(invitation, form) if queries.good_for(invitation) else to("code", invitation)


@blueprint.post("/letters/<uuid:invitation_id>/passkey/challenge")
def challenge_to_sign(invitation_id: UUID) -> Response:
    """What the passkey is asked for what was typed and ticked; only the browser's cookie keeps when.

    A refusal is an empty answer: the form is then sent as it is, and the page that follows says what is wrong.
    """
    invitation, moment = opened(invitation_id), now()
    form = _form(invitation)
    may_sign = reading.may_sign(invitation, own=visits.is_own(invitation_id))
    if not form.validate_on_submit() or not may_sign or reads_otherwise(invitation, form):
        return _nothing()
    try:
        asked = asking.to_sign(invitation, as_prepared(invitation, wish_of(form, moment)))
    except DomainError:
        return _nothing()
    visits.note(invitation_id, challenged=moment.isoformat(), typed=form.typed)
    return jsonify(asked)


@blueprint.post("/letters/<uuid:invitation_id>/withdraw/passkey")
def withdraw_by_passkey(invitation_id: UUID) -> Page:
    """Take a signature back with one touch."""
    invitation, form = opened(invitation_id), AnswerForm()
    if form.validate_on_submit():
        at, answer = _challenged(invitation_id, "challenged_to_withdraw"), str(form.answer.data)
        attempt(form, lambda: service.withdraw_by_passkey(who(invitation), invitation, at, answer))
        if not form.errors or signing.took_back(invitation):
            visits.forget(invitation_id)
            flash(_("Your signature is withdrawn. A mail confirms it."), "done")
            return to("letter", invitation)
    shown = CodeForm(formdata=None)
    shown.form_errors.extend(form.form_errors)
    return withdrawal_page(invitation, shown)


@blueprint.post("/letters/<uuid:invitation_id>/withdraw/passkey/challenge")
def challenge_to_withdraw(invitation_id: UUID) -> Response:
    """What the passkey is asked to take back; only the browser's cookie keeps when."""
    invitation, moment = opened(invitation_id), now()
    try:
        asked = asking.to_withdraw(invitation, moment)
    except DomainError:
        return _nothing()
    visits.note(invitation_id, challenged_to_withdraw=moment.isoformat())
    return jsonify(asked)


def _sign(invitation: Invitation, form: TouchForm) -> Page:
    wish = wish_of(form, _challenged(invitation.id, "challenged"))
    try:
        with transaction():
            # Locked before it is asked whether it was answered: nobody may be shown an answer that came meanwhile.
            opened_to_answer(invitation.id)
            _answer(invitation, as_prepared(invitation, wish), str(form.answer.data))
    except (LinkUnknown, LinkEnded):
        raise
    except (NameUnusable, DisplayRefused) as refused:
        field = form.name if isinstance(refused, NameUnusable) else form.display
        field.errors = [refused.message]
        return _page(invitation, form)
    except PasskeyRefused as refused:
        form.form_errors.append(refused.message)
        visits.note(invitation.id, challenged="", typed=form.typed)
        return _page(invitation, form)
    except DomainError as refused:
        flash(refused.message, "wait")
        return to("letter", invitation)
    visits.forget(invitation.id)
    visits.remember_own(invitation.id)
    return to("done", invitation)


def _answer(invitation: Invitation, wish: service.Wish, answer: str) -> None:
    """Sign; where that was done already, the touch shows it only to whoever can give one."""
    if signing.has_answered(invitation) and not visits.is_own(invitation.id):
        service.look_by_passkey(invitation, wish, answer)
    else:
        service.sign(who(invitation), invitation, wish, service.PasskeyProof(answer))


def _challenged(invitation_id: UUID, which: str) -> datetime:
    """When this browser was told what to ask of the passkey."""
    noted = visits.noted(invitation_id, which)
    return datetime.fromisoformat(noted) if noted else rules.NEVER


def _form(invitation: Invitation) -> TouchForm:
    form = TouchForm(**begun(invitation))
    form.offer(display.offered(invitation))
    form.word(wordings(invitation, form.shown))
    return form


def _page(invitation: Invitation, form: TouchForm) -> str:
    return sign_page(invitation, form, "passkeys/sign", step=2)


def _nothing() -> Response:
    answer = jsonify({})
    answer.status_code = 409
    return answer
