"""Pages on which a signatory corrects the printed name, or asks for another line below it."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from flask import flash
from flask_babel import gettext as _
from wtforms import Field

from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.core.forms import Form
from petitions.core.limits.rules import ASK_CODE, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.signing import queries as signing
from petitions.signing import visits
from petitions.signing.blueprint import Page, blueprint, opened, page, say_unless_mailed, say_wrong, to, who
from petitions.signing.correcting import queries, service, wishing
from petitions.signing.correcting.forms import NameByCodeForm, NameForm, WishByCodeForm, WishForm
from petitions.signing.correcting.states import WishState
from petitions.signing.correcting.words import when_printed
from petitions.signing.correcting.writing import printed_in
from petitions.signing.errors import NameUnusable, NoCorrection
from petitions.signing.models import Invitation
from petitions.signing.reading import as_name

T = TypeVar("T")
ASKED = "asked_to_correct"
ASKED_WISH = "asked_to_wish"


@blueprint.route("/letters/<uuid:invitation_id>/name", methods=["GET", "POST"])
def correct_name(invitation_id: UUID) -> Page:
    """How the name is printed; a code has it printed otherwise."""
    invitation = opened(invitation_id)
    form = NameByCodeForm(name=visits.noted(invitation_id, ASKED) or _name(invitation))
    if form.validate_on_submit():
        limit(TYPE_CODE, invitation_id)
        typed = str(form.name.data)
        hands = {"digits": str(form.code.data), "browser": visits.browser()}
        if _tried(form, form.name, lambda: service.correct_name(who(invitation), invitation, typed, **hands)):
            visits.forget(invitation_id)
            flash(_("Corrected. A mail says how your name is printed from now on."), "done")
            return to("done", invitation)
        if not form.name.errors:
            say_wrong(form, invitation, ASKED)
    return _page("name", invitation, form, ASKED)


@blueprint.post("/letters/<uuid:invitation_id>/name/ask")
def ask_to_correct(invitation_id: UUID) -> Page:
    """Check the name, and mail the code that corrects it."""
    invitation, form = opened(invitation_id), NameForm()
    if form.validate_on_submit():
        limit(ASK_CODE, invitation_id)
        typed = str(form.name.data)
        verb = partial(service.request_code, who(invitation), invitation, typed, visits.browser())
        mailed = _tried(form, form.name, verb)
        if not form.errors:
            say_unless_mailed(mailed)
            visits.note(invitation_id, **{ASKED: typed})
            return to("correct_name", invitation)
    return _page("name", invitation, form, ASKED)


@blueprint.route("/letters/<uuid:invitation_id>/capacity", methods=["GET", "POST"])
def wish_capacity(invitation_id: UUID) -> Page:
    """The line below the name; a code sends the organisers the wish for another."""
    invitation = opened(invitation_id)
    form = WishByCodeForm(wished=visits.noted(invitation_id, ASKED_WISH) or "")
    if form.validate_on_submit():
        limit(TYPE_CODE, invitation_id)
        typed = str(form.wished.data)
        hands = {"digits": str(form.code.data), "browser": visits.browser()}
        if _tried(form, form.wished, lambda: wishing.wish(who(invitation), invitation, typed, **hands)):
            visits.forget(invitation_id)
            flash(_("The organisers have your wish. They write to you when they have decided."), "done")
            return to("wish_capacity", invitation)
        if not form.wished.errors:
            say_wrong(form, invitation, ASKED_WISH)
    return _page("capacity", invitation, form, ASKED_WISH)


@blueprint.post("/letters/<uuid:invitation_id>/capacity/ask")
def ask_to_wish(invitation_id: UUID) -> Page:
    """Check the line, and mail the code that sends the wish."""
    invitation, form = opened(invitation_id), WishForm()
    if form.validate_on_submit():
        limit(ASK_CODE, invitation_id)
        typed = str(form.wished.data)
        verb = partial(wishing.request_code, who(invitation), invitation, typed, visits.browser())
        mailed = _tried(form, form.wished, verb)
        if not form.errors:
            say_unless_mailed(mailed)
            visits.note(invitation_id, **{ASKED_WISH: typed})
            return to("wish_capacity", invitation)
    return _page("capacity", invitation, form, ASKED_WISH)


def _tried(form: Form, field: Field, verb: Callable[[], T]) -> T | None:
    """Do it; what is wrong with the words stands at their field, and the code stays good."""
    try:
        with transaction():
            return verb()
    except NameUnusable as unusable:
        field.errors = [unusable.message]
    except DomainError as refused:
        form.form_errors.append(refused.message)
    return None


def _name(invitation: Invitation) -> str:
    _held, signature = signing.held(invitation)
    return signature.name if signature else ""


def _page(template: str, invitation: Invitation, form: NameForm | WishForm, asked: str) -> str:
    """With the code's field where it was asked for, and with what stands in the way where nothing can be corrected."""
    by_code = bool(visits.noted(invitation.id, asked)) and "code" in form
    return page(f"correcting/{template}", invitation, form=form, asked=by_code, **_about(template, invitation))


def _about(template: str, invitation: Invitation) -> dict[str, Any]:
    """How the signature is printed, what was wished, and why nothing can be corrected where that is so."""
    _held, signature = signing.held(invitation)
    wishes = queries.wishes(signature) if signature else []
    about = {
        "mine": as_name(signature) if signature else None,
        "when": when_printed(printed_in(signature)) if signature else "",
        "wishes": wishes,
        "waits": any(row.state == WishState.OPEN for row in wishes),
        "why_not": "",
    }
    try:
        (service.correctable if template == "name" else wishing.wishable)(invitation)
    except NoCorrection as refused:
        about["why_not"] = refused.message
    return about
