"""Pages on which a case goes out and comes in as a fact sheet."""

from uuid import UUID

from flask import Blueprint, Response, render_template, url_for

from petitions.accounts.guard import current_actor
from petitions.campaigns import fact_sheet, sheet_import
from petitions.campaigns.sheet_forms import SheetForm
from petitions.cases import policy
from petitions.cases.models import Case
from petitions.cases.queries import get_visible
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError
from petitions.core.once import made_before
from petitions.core.pages import see

blueprint = Blueprint("sheets", __name__, url_prefix="/<lang>/desk/cases")


@blueprint.get("/<uuid:case_id>/fact-sheet.yaml")
def export(case_id: UUID) -> Response:
    """The working copy as a file. Protected names are not in it."""
    case = get_visible(current_actor(), case_id)
    answer = Response(fact_sheet.write(fact_sheet.of_case(case)), mimetype="application/yaml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{case.slug}.yaml"'
    return answer


@blueprint.route("/<uuid:case_id>/fact-sheet", methods=["GET", "POST"])
def take(case_id: UUID) -> Answer:
    """Take a fact sheet over into the working copy: first what it would change, then the change."""
    actor = current_actor()
    case = get_visible(actor, case_id)
    policy.require_edit(actor)
    form = SheetForm()
    if not form.validate_on_submit() or form.sheet is None:
        return _page(form, case)
    if form.made_from.data:
        try:
            with transaction():
                sheet_import.take(actor, case, form.sheet, form.made_from.data)
        except DomainError as error:
            form.form_errors.append(error.message)
            return _preview(form, case, error.status)
        return see(url_for("cases.show", case_id=case_id))
    return _preview(form, case)


@blueprint.route("/from-a-fact-sheet", methods=["GET", "POST"])
def start() -> Answer:
    """Begin a new case with a fact sheet."""
    actor = current_actor()
    policy.require_edit(actor)
    form = SheetForm()
    if not form.validate_on_submit() or form.sheet is None:
        return _page(form, None)
    if form.made_from.data:
        case = made_before(form, Case, actor.organisation_id, name=form.sheet.profile.name)
        if case is None:
            with transaction():
                case = sheet_import.start(actor, form.sheet, form.row_id)
        return see(url_for("cases.show", case_id=case.id))
    return _preview(form, None)


def _page(form: SheetForm, case: Case | None) -> Answer:
    faults = form.faults if form.errors else []
    page = render_template("sheets/take.html", form=form, case=case, faults=faults)
    return (page, 422) if form.errors else page


def _preview(form: SheetForm, case: Case | None, status: int = 200) -> Answer:
    if form.sheet is None:
        return _page(form, case)
    before = fact_sheet.of_case(case) if case else None
    form.made_from.data = sheet_import.hash_of(case) if case else "new"
    changes = fact_sheet.changes(before, form.sheet)
    page = render_template("sheets/preview.html", form=form, case=case, changes=changes, sheet=form.sheet)
    return page, status
