"""Pages of people: search, and what an import took. The import itself is in `draft_views`."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.people import policy, queries, roster_queries, words
from petitions.people.forms import SearchForm
from petitions.people.lines import lines
from petitions.people.paging import page_of

blueprint = Blueprint("people", __name__, url_prefix="/<lang>/desk/people")


@blueprint.get("/")
def index() -> str:
    """Search by name, country, group and body."""
    actor = current_actor()
    form = SearchForm(request.args)
    searched = any(form.asked.values())
    found, page = page_of(queries.search(actor, **form.asked) if searched else [])
    rosters = roster_queries.rosters(actor)
    return render_template(
        "people/index.html",
        form=form,
        searched=searched,
        found=lines(found, rosters),
        page=page,
        rosters=rosters,
        may_import=policy.may_import(actor),
        words=words,
    )


@blueprint.get("/rosters/<uuid:roster_id>")
def roster(roster_id: UUID) -> str:
    """What one import took, and which rows wait for which reason."""
    actor = current_actor()
    roster = roster_queries.get_roster(actor, roster_id)
    taken, page = page_of(roster_queries.on_roster(roster))
    return render_template(
        "people/roster.html",
        roster=roster,
        waiting=roster_queries.waiting(roster),
        taken=lines(taken, [roster]),
        page=page,
        words=words,
        gettext=_,
    )
