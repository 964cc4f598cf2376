"""Pages on which an organisation keeps its cases."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, render_template, url_for

from petitions.accounts.guard import current_actor
from petitions.cases import policy, queries, service
from petitions.cases.blueprint import blueprint
from petitions.cases.forms import CaseForm, ConsentForm, NewCaseForm
from petitions.cases.models import Case
from petitions.core import audit, telling_views
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.once import made_before
from petitions.core.pages import see

# The actions of a case are known only above; wiring says how they are found.
ACTIONS = "undersigned.actions_of_case"


@blueprint.get("/")
def index() -> str:
    """All cases of the organisation."""
    actor = current_actor()
    return render_template("cases/index.html", cases=queries.of_organisation(actor), may_edit=policy.may_edit(actor))


@blueprint.route("/new", methods=["GET", "POST"])
def create() -> Answer:
    """Start a case."""
    actor = current_actor()
    policy.require_edit(actor)
    form = NewCaseForm()
    return answer(
        form,
        lambda: service.create(actor, form.facts(), form.row_id),
        lambda: url_for("cases.show", case_id=form.row_id),
        lambda **more: render_template("cases/profile.html", form=form, case=None, **more),
        made=lambda: made_before(form, Case, actor.organisation_id, name=form.name.data),
    )


@blueprint.get("/<uuid:case_id>")
def show(case_id: UUID) -> str:
    """One case with its parts."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    about = _about(case)
    return render_template(
        "cases/show.html",
        **about,
        consent=queries.consent_in_force(case),
        releases=queries.releases_of(case),
        chains=current_app.extensions[ACTIONS](case, about["may_edit"]),
    )


@blueprint.route("/<uuid:case_id>/edit", methods=["GET", "POST"])
def edit(case_id: UUID) -> Answer:
    """Change the head of the case page."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    form = CaseForm(obj=case)
    return answer(
        form,
        lambda: service.edit(actor, case, form.facts(), form.made_from),
        lambda: url_for("cases.show", case_id=case_id),
        lambda **more: render_template("cases/profile.html", form=form, case=case, **more),
        stored=lambda: CaseForm(formdata=None, obj=case),
    )


@blueprint.route("/<uuid:case_id>/consent", methods=["GET", "POST"])
def consent(case_id: UUID) -> Answer:
    """Record the defender's consent to be shown."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    form = ConsentForm()
    return answer(
        form,
        lambda: service.record_consent(actor, case, form.facts()),
        lambda: url_for("cases.show", case_id=case_id),
        lambda **more: render_template("cases/consent.html", form=form, case=case, **more),
    )


@blueprint.post("/<uuid:case_id>/unpublish")
def unpublish(case_id: UUID) -> Response:
    """Take the case down at once."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    with transaction():
        service.unpublish(actor, case)
    return see(url_for("cases.show", case_id=case_id))


@blueprint.get("/<uuid:case_id>/history")
def history(case_id: UUID) -> Answer:
    """Who did what with the case, filtered by what the address asks for; reasons may hold what is protected."""
    case = queries.get_visible(current_actor(), case_id)
    return telling_views.page("cases/history.html", audit.history(case_id=case.id), reasons=False, case=case)


@blueprint.get("/<uuid:case_id>/history.csv")
def history_file(case_id: UUID) -> Response:
    """The same as a table for spreadsheets."""
    case = queries.get_visible(current_actor(), case_id)
    back = url_for("cases.history", case_id=case.id)
    return telling_views.file(case.slug, audit.history(case_id=case.id), back, reasons=False)


def _about(case: Case) -> dict[str, Any]:
    return {"case": case, "may_edit": policy.may_edit(current_actor())}
