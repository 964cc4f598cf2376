"""Joining a team by the link in the mail. The link shows a page; only the button on it joins."""

from uuid import UUID

from flask import Response, flash, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from petitions.accounts import joining, queries
from petitions.accounts.blueprint import blueprint
from petitions.accounts.forms import JoinForm
from petitions.accounts.models import UserInvitation
from petitions.accounts.rules import ROLE_NAMES
from petitions.accounts.views import start_session
from petitions.core.db import transaction
from petitions.core.errors import DomainError, Gone, NotFound
from petitions.core.headers import keep_private
from petitions.core.pages import see

FOLLOWED = "join"


@blueprint.get("/join/<token>")
def join(token: str) -> Response | tuple[str, int]:
    """Remember in this browser which invitation was followed, and go on without the token in the address."""
    keep_private()
    try:
        invitation = queries.invitation_by_token(token)
    except (NotFound, Gone) as refusal:
        return _useless(refusal)
    session[FOLLOWED] = str(invitation.id)
    return see(url_for("accounts.accept"))


@blueprint.route("/join", methods=["GET", "POST"])
def accept() -> str | Response | tuple[str, int]:
    """Show who invites to what, and join."""
    keep_private()
    try:
        invitation = queries.invitation_to_join(UUID(session.get(FOLLOWED, UUID(int=0).hex)))
    except (NotFound, Gone) as refusal:
        return _useless(refusal)
    known = queries.user_by_address(invitation.email)
    form = JoinForm(data={"name": invitation.name})
    if known:
        del form.name
    if form.validate_on_submit():
        try:
            with transaction():
                user = joining.accept(invitation, known.name if known else str(form.name.data))
        except Gone as refusal:
            return _useless(refusal)
        except DomainError as refusal:
            form.form_errors = [refusal.message]
        else:
            if known and current_user != known:
                session.pop(FOLLOWED)
                flash(_("You have the new roles. Sign in as always: a code is mailed to your address."), "done")
                return see(url_for("accounts.sign_in"))
            start_session(user)
            session["organisation"] = str(invitation.organisation_id)
            flash(_("You are in. Next time, sign in with your address; a code is mailed to it."), "done")
            return see(url_for("desk.home"))
    return _page(form, invitation, known is not None)


def _page(form: JoinForm, invitation: UserInvitation, known: bool) -> str:
    roles = [ROLE_NAMES[role] for role in invitation.roles]
    return render_template("accounts/join.html", form=form, invitation=invitation, roles=roles, known=known)


def _useless(refusal: DomainError) -> tuple[str, int]:
    return render_template("accounts/link_useless.html", message=refusal.message), refusal.status
