"""Pages on which an organisation decides what is public of a case."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import fact_sheet, releases
from petitions.campaigns.release_forms import ApproveForm, ProposeForm, RefuseForm
from petitions.cases import policy, queries
from petitions.cases.models import Case, CaseRelease
from petitions.cases.sheet import Sheet
from petitions.cases.sheet_changes import Change
from petitions.cases.states import ReleaseState
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.errors import DomainError, StalePage
from petitions.core.pages import see

blueprint = Blueprint("releases", __name__, url_prefix="/<lang>/desk/cases/<uuid:case_id>/releases")


@blueprint.route("/", methods=["GET", "POST"])
def index(case_id: UUID) -> Answer:
    """What is public, how the working copy differs from it, and the way to propose that it becomes public."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    form = ProposeForm()
    if form.is_submitted():
        policy.require_edit(actor)
    return answer(
        form,
        lambda: releases.propose(actor, case, form.note.data or ""),
        lambda: url_for("releases.show", case_id=case_id, number=queries.releases_of(case)[0].number),
        lambda **more: render_template("releases/index.html", form=form, **_standing(case), **more),
    )


@blueprint.get("/<int:number>")
def show(case_id: UUID, number: int) -> str:
    """One release: what it changes, and the decision on it."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    return _page(case, queries.release_of(case, number), RefuseForm(formdata=None))


@blueprint.post("/<int:number>/approve")
def approve(case_id: UUID, number: int) -> Answer:
    """Make a proposed release public."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_approve(actor)
    release = queries.release_of(case, number)
    form = ApproveForm()
    if not form.validate_on_submit():
        return _page(case, release, form), 422
    try:
        with transaction():
            if form.sha256.data != release.sha256:
                raise StalePage(_("This page showed another state of the release. Read it again, then decide."))
            releases.approve(actor, release, form.reason, seen=form.names.data or "")
    except DomainError as error:
        form.form_errors.append(error.message)
        return _page(case, release, form), error.status
    flash(_("Release %(number)d is public.", number=number), "done")
    return see(url_for("releases.index", case_id=case_id))


@blueprint.post("/<int:number>/refuse")
def refuse(case_id: UUID, number: int) -> Answer:
    """Refuse a proposed release, with the reason."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_approve(actor)
    release = queries.release_of(case, number)
    form = RefuseForm()
    return answer(
        form,
        lambda: releases.refuse(actor, release, form.reason.data or ""),
        lambda: url_for("releases.index", case_id=case_id),
        lambda: _page(case, release, form),
    )


@blueprint.post("/<int:number>/take-back")
def take_back(case_id: UUID, number: int) -> Response:
    """Take a proposed release back."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    release = queries.release_of(case, number)
    with transaction():
        releases.take_back(actor, release)
    return see(url_for("releases.index", case_id=case_id))


@blueprint.post("/hide/<section>/<key>")
def hide(case_id: UUID, section: str, key: str) -> Response:
    """Take one entry off the public page at once."""
    actor = current_actor()
    case = queries.get_visible(actor, case_id)
    policy.require_edit(actor)
    with transaction():
        releases.hide(actor, case, section, key)
    flash(_("It is off the public page. The next release leaves it out for good."), "done")
    return see(url_for("releases.index", case_id=case_id))


def _standing(case: Case) -> dict[str, Any]:
    """What is public, what waits, and how the working copy differs from what is public."""
    known, copy = queries.releases_of(case), releases.public_copy(case)
    public = next((release for release in known if release.state == ReleaseState.PUBLIC), None)
    proposed = next((release for release in known if release.state == ReleaseState.PROPOSED), None)
    return {
        "case": case,
        "public": public,
        "proposed": proposed,
        "earlier": [release for release in known if release not in (public, proposed)],
        "changes": _changes(public, copy),
        "names": releases.names_in(case, copy),
        "only_public": releases.only_public(case),
        "may_edit": policy.may_edit(current_actor()),
    }


def _page(case: Case, release: CaseRelease, form: Any) -> str:
    actor = current_actor()
    before, sheet = _before(case, release), releases.sheet_of(release.snapshot)
    waits = release.state == ReleaseState.PROPOSED
    names = releases.names_in(case, sheet) if waits else []
    return render_template(
        "releases/show.html",
        case=case,
        release=release,
        before=before,
        changes=_changes(before, sheet),
        form=form,
        names=names,
        names_seen=releases.fingerprint(names),
        approval=form if isinstance(form, ApproveForm) else ApproveForm(formdata=None),
        refusal=form if isinstance(form, RefuseForm) else RefuseForm(formdata=None),
        is_stale=waits and releases.snapshot_of(case) != release.snapshot,
        is_own=release.proposed_by_id == actor.id,
        may_edit=policy.may_edit(actor),
        may_approve=policy.may_approve(actor),
    )


def _before(case: Case, release: CaseRelease) -> CaseRelease | None:
    """The release that was public before this one."""
    earlier = (row for row in queries.releases_of(case) if row.number < release.number)
    return next((row for row in earlier if row.state in (ReleaseState.PUBLIC, ReleaseState.REPLACED)), None)


def _changes(before: CaseRelease | None, sheet: Sheet) -> list[Change]:
    return fact_sheet.changes(releases.sheet_of(before.snapshot) if before else None, sheet)
