"""Pages of organisations that sign: the list, one of them, and what is typed of it."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.core.paging import page_of
from petitions.people.organisations import policy, queries, service, words
from petitions.people.organisations.blueprint import blueprint
from petitions.people.organisations.domains import UnfitDomain, own_domains
from petitions.people.organisations.forms import KINDS, NewOrganisationForm, OrganisationForm, SearchForm
from petitions.people.organisations.models import RegisteredOrganisation


@blueprint.get("/")
def index() -> str:
    """Search by name, abbreviation, country and kind."""
    actor = current_actor()
    form = SearchForm(request.args)
    found, page = page_of(queries.search(actor, **form.asked))
    return render_template(
        "people/organisations/index.html",
        form=form,
        searched=any(form.asked.values()),
        found=queries.with_people(found),
        page=page,
        may_keep=policy.may_keep(actor),
        words=words,
        kinds=KINDS,
    )


@blueprint.route("/new", methods=["GET", "POST"])
def add() -> Answer:
    """Add an organisation; where one like it is on file, show that first."""
    actor = current_actor()
    policy.require_keep(actor)
    form = NewOrganisationForm()
    made: list[RegisteredOrganisation] = []
    return answer(
        form,
        lambda: made.append(service.add(actor, form.organisation, form.head, sure=form.sure.data)),
        lambda: url_for("organisations.show", registered_id=made[0].id),
        partial(_form_page, actor, form, None),
    )


@blueprint.get("/<uuid:registered_id>")
def show(registered_id: UUID) -> str:
    """One organisation: who heads it, who may sign for it, and its coalitions or members."""
    actor = current_actor()
    registered = queries.get_visible(actor, registered_id)
    representatives = words.representatives(registered, partial(policy.may_confirm, actor))
    return render_template(
        "people/organisations/show.html",
        registered=registered,
        heads=words.heads(registered),
        representatives=representatives,
        may_act=policy.may_change(actor, registered) or any(line.may_confirm for line in representatives),
        members=sorted(registered.members, key=queries.by_label),
        memberships=queries.memberships(actor, registered),
        may_change=policy.may_change(actor, registered),
        is_own=registered.works_here_id is not None and registered.works_here_id == actor.organisation_id,
        words=words,
        kind=KINDS[registered.kind],
    )


@blueprint.route("/<uuid:registered_id>/edit", methods=["GET", "POST"])
def edit(registered_id: UUID) -> Answer:
    """Change an organisation."""
    actor = current_actor()
    registered = queries.get_visible(actor, registered_id)
    policy.require_change(actor, registered)
    form = OrganisationForm(obj=registered)
    return answer(
        form,
        lambda: service.edit(actor, registered, form.organisation, form.made_from, sure=form.sure.data),
        lambda: url_for("organisations.show", registered_id=registered_id),
        partial(_form_page, actor, form, registered),
        stored=lambda: OrganisationForm(formdata=None, obj=registered),
    )


def _form_page(
    actor: Actor, form: Any, registered: RegisteredOrganisation | None, stored: Sequence[tuple[str, str]] = ()
) -> str:
    title = registered.title if registered else _("Add an organisation")
    return render_template(
        "people/organisations/form.html",
        form=form,
        registered=registered,
        heading=title,
        stored=stored,
        twins=_twins(actor, form, registered) if form.form_errors else [],
    )


def _twins(actor: Actor, form: Any, registered: RegisteredOrganisation | None) -> Sequence[RegisteredOrganisation]:
    """Those on file that may be the one that was typed."""
    try:
        domains = own_domains(form.domains.data or "")
    except UnfitDomain:
        domains = ()
    return queries.twins(actor, form.name.data or "", domains, but=registered.id if registered else None)
