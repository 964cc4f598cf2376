"""Deny by default: without a session only the listed addresses answer."""

from uuid import UUID

from flask import Flask, Response, abort, current_app, g, render_template, request, session, url_for
from flask_login import LoginManager, current_user

from petitions.accounts import signatories
from petitions.accounts.models import Membership, User
from petitions.accounts.signatories import SignatorySession
from petitions.core.actor import Actor, ActorKind
from petitions.core.db import db
from petitions.core.pages import see, sent, written

EXTENSION = "undersigned.public_endpoints"


class Sessions(LoginManager):
    """Flask-Login without its "remember me" cookie, for which it would open every reader's session."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


def install(app: Flask, public_endpoints: frozenset[str]) -> None:
    """Let nobody in without a session except to the reviewed list of public endpoints."""
    app.extensions[EXTENSION] = public_endpoints
    manager = Sessions()
    manager.init_app(app, add_context_processor=False)
    manager.session_protection = None
    manager.user_loader(_load_user)
    app.before_request(_require_session)


def _load_user(user_id: str) -> User | SignatorySession | None:
    if user_id.startswith(signatories.PREFIX):
        return signatories.remembered(user_id)
    key = user_id.partition("/")[0]
    user = db.session.get(User, UUID(key))
    return user if user is not None and user.get_id() == user_id else None


def _require_session() -> Response | tuple[str, int] | None:
    if request.endpoint is None or request.endpoint in current_app.extensions[EXTENSION]:
        return None
    if not current_user.is_authenticated:
        typed = _typed()
        if typed:
            return _kept_until_signed_in(typed)
        return see(url_for("accounts.sign_in", next=request.full_path.rstrip("?") if request.method == "GET" else None))
    if not memberships():
        abort(403)
    return None


def _typed() -> list[tuple[str, str]]:
    """What was typed into the form of a page; nothing where only a button was sent."""
    if request.method != "POST" or request.url_rule is None or "GET" not in (request.url_rule.methods or ()):
        return []
    return sent()


def _kept_until_signed_in(typed: list[tuple[str, str]]) -> tuple[str, int]:
    """The page that holds what was typed, until its writer has signed in again and sends it once more."""
    sign_in = url_for("accounts.sign_in")
    page = render_template("accounts/signed_out.html", sent=typed, texts=written(), sign_in=sign_in)
    return page, 403


def current_signatory() -> SignatorySession | None:
    """The session of whoever reads a registered mailbox and looks at its letters; None for organisers and strangers."""
    user = current_user._get_current_object()
    return user if isinstance(user, SignatorySession) else None


def memberships() -> list[Membership]:
    """The signed-in user's roles in the organisation that the user works for at the moment."""
    chosen = session.get("organisation")
    rows = current_user.memberships
    active = next((row.organisation_id for row in rows if str(row.organisation_id) == chosen), None)
    if active is None and rows:
        active = rows[0].organisation_id
    return [row for row in rows if row.organisation_id == active]


def current_actor() -> Actor:
    """The signed-in user as the actor of a verb. Aborts with 403 where nobody is signed in."""
    if "actor" not in g:
        if not current_user.is_authenticated:
            abort(403)
        rows = memberships()
        if not rows:
            abort(403)
        g.actor = Actor(
            ActorKind.USER,
            current_user.name,
            current_user.id,
            rows[0].organisation_id,
            frozenset(row.role for row in rows),
        )
    actor: Actor = g.actor
    return actor
