"""The team: who is in it with which roles, and who is invited."""

from typing import Any
from uuid import UUID

from flask import Response, flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts import closing, joining, policy, queries, service
from petitions.accounts.blueprint import blueprint
from petitions.accounts.forms import ContactForm, InviteForm, RolesForm
from petitions.accounts.guard import current_actor
from petitions.accounts.joining import Invitee
from petitions.accounts.rules import ROLE_MEANINGS, ROLE_NAMES
from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.core.pages import see


@blueprint.get("/desk/team")
def team() -> str:
    """Everybody in the organisation, and the open invitations."""
    actor = current_actor()
    return _page(
        "team",
        members=queries.team(actor),
        invitations=queries.open_invitations(actor),
        organisation=queries.organisation_of(actor),
        may_manage=policy.may_manage_team(actor),
        moment=now(),
    )


@blueprint.route("/desk/team/invite", methods=["GET", "POST"])
def invite() -> str | Response:
    """Invite a colleague by name, address and roles."""
    actor = current_actor()
    policy.require_manage_team(actor)
    form = InviteForm()
    if form.validate_on_submit():
        invitee = Invitee(str(form.name.data), str(form.address.data), form.roles.data or [])
        try:
            with transaction():
                joining.invite(actor, invitee)
        except DomainError as refusal:
            form.address.errors = [refusal.message]
        else:
            return _back(_("%(name)s is invited. The link in the mail works for seven days.", name=invitee.name))
    return _page("invite", form=form)


@blueprint.route("/desk/team/<uuid:user_id>", methods=["GET", "POST"])
def member(user_id: UUID) -> str | Response:
    """Change the roles of one member."""
    actor = current_actor()
    found = queries.get_member(actor, user_id)
    policy.require_manage_team(actor)
    form = RolesForm(data={"roles": found.roles})
    if form.validate_on_submit():
        try:
            with transaction():
                service.set_roles(actor, found.user, form.roles.data or [])
        except DomainError as refusal:
            form.roles.errors = [refusal.message]
        else:
            return _back(_("The roles of %(name)s are saved.", name=found.user.name))
    return _page(
        "member",
        form=form,
        member=found,
        own=found.user.id == actor.id,
        elsewhere=queries.works_elsewhere(actor, found.user),
    )


@blueprint.route("/desk/team/contact", methods=["GET", "POST"])
def contact() -> str | Response:
    """Say where answers to the organisation's mail go."""
    actor = current_actor()
    policy.require_manage_team(actor)
    form = ContactForm(data={"contact": queries.organisation_of(actor).contact})
    if form.validate_on_submit():
        address = str(form.contact.data)
        with transaction():
            service.set_contact(actor, address)
        return _back(_("Answers now go to %(address)s.", address=address))
    return _page("contact", form=form)


@blueprint.post("/desk/team/<uuid:user_id>/remove")
def remove(user_id: UUID) -> Response:
    """Take a member out of the team."""
    actor = current_actor()
    found = queries.get_member(actor, user_id)
    policy.require_manage_team(actor)
    with transaction():
        service.remove_member(actor, found.user)
    return _back(_("%(name)s is no longer in the team.", name=found.user.name))


@blueprint.post("/desk/team/<uuid:user_id>/disable")
def disable(user_id: UUID) -> Response:
    """Close a member's account at once."""
    actor = current_actor()
    found = queries.get_member(actor, user_id)
    policy.require_manage_team(actor)
    with transaction():
        closing.disable(actor, found.user)
    return _back(_("The account of %(name)s is closed, in every browser.", name=found.user.name))


@blueprint.post("/desk/team/<uuid:user_id>/restore")
def restore(user_id: UUID) -> Response:
    """Open a member's account again."""
    actor = current_actor()
    found = queries.get_member(actor, user_id)
    policy.require_manage_team(actor)
    with transaction():
        closing.restore(actor, found.user)
    return _back(_("%(name)s can sign in again.", name=found.user.name))


@blueprint.post("/desk/team/invitations/<uuid:invitation_id>/withdraw")
def withdraw_invitation(invitation_id: UUID) -> Response:
    """Make an invitation's link useless."""
    actor = current_actor()
    invitation = queries.get_invitation(actor, invitation_id)
    policy.require_manage_team(actor)
    with transaction():
        joining.withdraw(actor, invitation)
    return _back(_("The invitation of %(name)s is withdrawn.", name=invitation.name))


def _back(message: str) -> Response:
    flash(message, "done")
    return see(url_for("accounts.team"))


def _page(name: str, **context: Any) -> str:
    return render_template(f"accounts/{name}.html", role_names=ROLE_NAMES, role_meanings=ROLE_MEANINGS, **context)
