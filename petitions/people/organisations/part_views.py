"""Pages of an organisation's parts: its head, its representatives, and the members of a coalition."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.core.editing import Answer, answer
from petitions.core.errors import NotAllowed
from petitions.core.forms import EmptyForm
from petitions.people.organisations import coalitions, policy, queries, representing
from petitions.people.organisations.blueprint import blueprint
from petitions.people.organisations.forms import (
    LEFT,
    EndForm,
    HeadForm,
    LeaveForm,
    MemberForm,
    RepresentativeForm,
)
from petitions.people.organisations.models import RegisteredOrganisation
from petitions.people.organisations.words import days, is_outside


@blueprint.route("/<uuid:registered_id>/head", methods=["GET", "POST"])
def head(registered_id: UUID) -> Answer:
    """Name who heads the organisation."""
    registered = _changeable(registered_id)
    form = HeadForm()
    return _answer(
        registered, form, _("Name the head"), lambda: representing.name_head(current_actor(), registered, form.head)
    )


@blueprint.route("/<uuid:registered_id>/head/end", methods=["GET", "POST"])
def head_end(registered_id: UUID) -> Answer:
    """Say that the head is so no longer, where no other is known."""
    registered = _changeable(registered_id)
    form = EndForm()
    return _answer(
        registered,
        form,
        _("End the term of the head"),
        lambda: representing.end_head(current_actor(), registered, form.day),
    )


@blueprint.route("/<uuid:registered_id>/representatives/new", methods=["GET", "POST"])
def representative_add(registered_id: UUID) -> Answer:
    """Register somebody who may sign for the organisation."""
    registered = _changeable(registered_id)
    form = RepresentativeForm()
    return _answer(
        registered,
        form,
        _("Register a representative"),
        lambda: representing.authorise(current_actor(), registered, form.representative),
        template="representative",
    )


@blueprint.route("/<uuid:registered_id>/representatives/<uuid:representative_id>/confirm", methods=["GET", "POST"])
def representative_confirm(registered_id: UUID, representative_id: UUID) -> Answer:
    """Look at what proves an authority, and confirm it as a second person."""
    actor = current_actor()
    representative = queries.get_representative(actor, registered_id, representative_id)
    if not policy.may_confirm(actor, representative):
        raise NotAllowed(_("A second owner, drafter or reviewer confirms what a colleague has registered."))
    return _answer(
        representative.organisation,
        EmptyForm(),
        _("Confirm the authority of %(name)s", name=representative.name),
        lambda: representing.confirm(actor, representative),
        template="confirm",
        representative=representative,
        days=days(representative.authority_from, representative.authority_to),
        outside=is_outside(representative),
    )


@blueprint.route("/<uuid:registered_id>/representatives/<uuid:representative_id>/end", methods=["GET", "POST"])
def representative_end(registered_id: UUID, representative_id: UUID) -> Answer:
    """End an authority after a day."""
    actor = current_actor()
    representative = queries.get_representative(actor, registered_id, representative_id)
    registered = _changeable(registered_id)
    form = EndForm()
    return _answer(
        registered,
        form,
        _("End the authority of %(name)s", name=representative.name),
        lambda: representing.end_authority(actor, representative, form.day),
    )


@blueprint.route("/<uuid:registered_id>/members/new", methods=["GET", "POST"])
def member_add(registered_id: UUID) -> Answer:
    """Add a member to a coalition."""
    actor = current_actor()
    coalition = _changeable(registered_id)
    form = MemberForm()
    form.offer(queries.may_join(actor, coalition))
    return _answer(
        coalition,
        form,
        _("Add a member"),
        lambda: coalitions.add_member(actor, coalition, _chosen(form), form.since.data),
    )


@blueprint.route("/<uuid:registered_id>/members/<uuid:member_id>/end", methods=["GET", "POST"])
def member_end(registered_id: UUID, member_id: UUID) -> Answer:
    """Say that a member has left, or never was one."""
    actor = current_actor()
    member = queries.get_member(actor, registered_id, member_id)
    coalition = _changeable(registered_id)
    form = LeaveForm()

    def leave() -> None:
        if form.how.data == LEFT:
            coalitions.end_membership(actor, member, form.day)
        else:
            coalitions.remove_member(actor, member)

    return _answer(coalition, form, _("Take %(name)s off", name=member.label), leave)


def _changeable(registered_id: UUID) -> RegisteredOrganisation:
    """The organisation, where the actor may change it."""
    actor = current_actor()
    registered = queries.get_visible(actor, registered_id)
    policy.require_change(actor, registered)
    return registered


def _chosen(form: MemberForm) -> RegisteredOrganisation | str:
    if form.member_id.data:
        return queries.get_visible(current_actor(), form.member_id.data)
    return str(form.name.data)


def _answer(
    registered: RegisteredOrganisation, form: Any, title: str, do: Any, template: str = "part", **more: Any
) -> Answer:
    page = partial(
        render_template,
        f"people/organisations/{template}.html",
        registered=registered,
        form=form,
        heading=title,
        **more,
    )
    return answer(form, do, lambda: url_for("organisations.show", registered_id=registered.id), page)
