"""Pages on which an organisation records actions taken elsewhere."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, url_for

from petitions.accounts.guard import current_actor
from petitions.campaigns import policy
from petitions.campaigns import recorded as service
from petitions.campaigns.queries import recorded_of_case
from petitions.campaigns.recorded_forms import RecordedForm, form_of
from petitions.campaigns.words import RECORDED_NAMES
from petitions.cases.queries import get_visible
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.pages import see

blueprint = Blueprint("recorded", __name__, url_prefix="/<lang>/desk/cases/<uuid:case_id>/recorded")


@blueprint.get("/")
def index(case_id: UUID) -> str:
    """The recorded campaigns of a case."""
    actor = current_actor()
    case = get_visible(actor, case_id)
    return render_template(
        "recorded/index.html",
        case=case,
        campaigns=recorded_of_case(case.id),
        instruments=RECORDED_NAMES,
        may_edit=policy.may_plan(actor),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def add(case_id: UUID) -> Answer:
    """Record an action taken elsewhere."""
    actor = current_actor()
    case = get_visible(actor, case_id)
    policy.require_plan(actor)
    form = RecordedForm()
    form.offer(case, [*service.others(case, None)])
    return answer(
        form,
        lambda: service.add(actor, case, form.facts()),
        lambda: url_for("recorded.index", case_id=case_id),
        lambda **more: render_template("recorded/edit.html", form=form, case=case, recorded=None, **more),
    )


@blueprint.route("/<uuid:recorded_id>", methods=["GET", "POST"])
def edit(case_id: UUID, recorded_id: UUID) -> Answer:
    """Change what is recorded."""
    actor = current_actor()
    case = get_visible(actor, case_id)
    policy.require_plan(actor)
    recorded = service.of_case(case, recorded_id)

    def filled(**options: Any) -> RecordedForm:
        form = form_of(recorded, **options)
        form.offer(case, [*service.others(case, recorded)])
        return form

    form = filled()
    return answer(
        form,
        lambda: service.edit(actor, recorded, form.facts(), form.made_from),
        lambda: url_for("recorded.index", case_id=case_id),
        lambda **more: render_template("recorded/edit.html", form=form, case=case, recorded=recorded, **more),
        stored=lambda: filled(formdata=None),
    )


@blueprint.post("/<uuid:recorded_id>/remove")
def remove(case_id: UUID, recorded_id: UUID) -> Response:
    """Remove what is recorded."""
    actor = current_actor()
    case = get_visible(actor, case_id)
    policy.require_plan(actor)
    recorded = service.of_case(case, recorded_id)
    with transaction():
        service.remove(actor, recorded)
    return see(url_for("recorded.index", case_id=case_id))
