"""Pages of people: search, and what an import took. The import itself is in `draft_views`."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.core.db import transaction
from petitions.core.pages import see
from petitions.core.paging import page_of
from petitions.people import correcting, deciding, hand_queries, policy, queries, roster_queries, search_queries, words
from petitions.people.committees import queries as committees
from petitions.people.common_words import MOST
from petitions.people.forms import RowsForm, SearchForm
from petitions.people.lines import lines
from petitions.people.models import RowDecision

blueprint = Blueprint("people", __name__, url_prefix="/<lang>/desk/people")


@blueprint.get("/")
def index() -> str:
    """Search by name, country, group, committee and body."""
    actor = current_actor()
    form = SearchForm(request.args, committees=committees.choices(actor))
    searched = any(form.asked.values())
    found, page = page_of(search_queries.hits(actor, **form.asked) if searched else [])
    rosters = roster_queries.rosters(actor)
    return render_template(
        "people/index.html",
        form=form,
        searched=searched,
        found=lines(found, rosters),
        page=page,
        most=MOST,
        rosters=rosters,
        proposed=queries.proposed(actor),
        entered=hand_queries.waiting(actor),
        may_import=policy.may_import(actor),
        words=words,
    )


@blueprint.route("/rosters/<uuid:roster_id>", methods=["GET", "POST"])
def roster(roster_id: UUID) -> str | Response:
    """What one import took, which rows wait for which reason, and the decision on them."""
    actor = current_actor()
    roster = roster_queries.get_roster(actor, roster_id)
    waiting = roster_queries.waiting(roster)
    form: Any = RowsForm(waiting)
    if request.method == "POST":
        policy.require_addresses(actor)
    if form.validate_on_submit():
        with transaction():
            rows = roster_queries.chosen(roster, form.rows.data, form.reasons.data)
            deciding.decide_rows(actor, roster, rows, RowDecision(form.decision.data), form.because.data)
        flash(_("The rows are decided."), "done")
        return see(url_for("people.roster", roster_id=roster.id))
    taken, page = page_of(roster_queries.on_roster(roster))
    return render_template(
        "people/roster.html",
        roster=roster,
        waiting=waiting,
        decided=roster_queries.decided(roster),
        corrections=correcting.in_words,
        form=form,
        may_decide=policy.may_import(actor) and roster.organisation_id is not None,
        taken=lines(taken, [roster]),
        page=page,
        words=words,
        gettext=_,
    )
