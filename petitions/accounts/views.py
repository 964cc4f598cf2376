"""Signing in by a mailed code, signing out, and choosing for which organisation one works."""

from typing import Any
from uuid import UUID

from flask import Response, abort, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user

from petitions.accounts import sessions
from petitions.accounts.blueprint import blueprint
from petitions.accounts.forms import CodeForm, SignInForm
from petitions.accounts.guard import current_actor, memberships
from petitions.accounts.models import User
from petitions.accounts.rules import local_path
from petitions.accounts.service import as_actor
from petitions.core.db import transaction
from petitions.core.headers import keep_private
from petitions.core.limits.rules import SIGN_IN, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.core.pages import see
from petitions.core.tokens import new_link_token

# What the signed session knows between the address and the code: address, browser, next.
PENDING = "sign_in"


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | Response:
    """Ask for the address. The answer is the same whether or not somebody works here under it."""
    keep_private()
    if current_user.is_authenticated:
        return see(url_for("desk.home"))
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form)
    limit(SIGN_IN, form.address.data)
    pending = _pending(str(form.address.data))
    with transaction():
        sessions.ask_code(pending["address"], pending["browser"])
    session[PENDING] = pending
    return see(url_for("accounts.code"))


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
def code() -> str | Response:
    """Ask for the code, which works only in the browser that asked for it."""
    keep_private()
    pending = session.get(PENDING)
    if pending is None:
        return see(url_for("accounts.sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        limit(TYPE_CODE, pending["address"])
        with transaction():
            user = sessions.sign_in(pending["address"], pending["browser"], str(form.code.data))
        if user is not None:
            start_session(user)
            return see(pending["next"] or url_for("desk.home"))
        form.code.errors = [
            _("This code lets nobody in. Check the digits; after ten minutes or five wrong tries, ask for a new code.")
        ]
    return render_template("accounts/code.html", form=form, address=pending["address"], next=pending["next"])


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Leave. Also open to those who belong to no organisation any more."""
    if current_user.is_authenticated:
        actor = current_actor() if memberships() else as_actor(current_user)
        with transaction():
            sessions.sign_out(actor)
    session.clear()
    return see(url_for("accounts.sign_in"))


@blueprint.post("/desk/organisation")
def switch() -> Response:
    """Work for another of one's organisations."""
    chosen = request.form.get("organisation", "")
    if chosen not in {str(row.organisation_id) for row in current_user.memberships}:
        abort(404)
    session["organisation"] = str(UUID(chosen))
    return see(url_for("desk.home"))


def start_session(user: User) -> None:
    """Sign the user in. Nothing from before survives, so that nobody can prepare a session for somebody else."""
    session.clear()
    login_user(user)


def _pending(address: str) -> dict[str, Any]:
    """What the code is bound to. The browser keeps its random value, so that asking again mails the same code."""
    earlier = session.get(PENDING) or {}
    return {
        "address": address,
        "browser": earlier.get("browser") or new_link_token(),
        "next": local_path(request.args.get("next")),
    }
