"""Pages of people: search, import, and what an import took."""

from pathlib import PurePath
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.core.pages import see
from petitions.people import policy, roster_queries, search_queries, service, words
from petitions.people.forms import ImportForm, SearchForm
from petitions.people.lines import lines
from petitions.people.models import Roster
from petitions.people.paging import page_of
from petitions.people.tables import RosterUnreadable

blueprint = Blueprint("people", __name__, url_prefix="/<lang>/desk/people")


@blueprint.get("/")
def index() -> str:
    """Search by name, country, group and body."""
    actor = current_actor()
    form = SearchForm(request.args)
    searched = any(form.asked.values())
    found, page = page_of(search_queries.hits(actor, **form.asked) if searched else [])
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


@blueprint.route("/import", methods=["GET", "POST"])
def import_roster() -> str | Response:
    """Upload a roster."""
    actor = current_actor()
    policy.require_import(actor)
    form = ImportForm()
    if form.validate_on_submit():
        roster = _imported(actor, form)
        if roster is not None:
            return see(url_for("people.roster", roster_id=roster.id))
    return render_template("people/import.html", form=form)


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


def _imported(actor: Actor, form: Any) -> Roster | None:
    """The roster, or None with what is wrong put beside its field."""
    upload, begun = form.file.data, now()
    try:
        with transaction():
            roster = service.import_roster(
                actor,
                upload.read(),
                _file_name(upload.filename),
                form.body.data,
                form.as_of.data,
                bool(form.keep_addresses and form.keep_addresses.data),
            )
    except RosterUnreadable as refusal:
        form.file.errors = [refusal.sentence.said(_)]
        return None
    except service.RosterFromTheFuture as refusal:
        form.as_of.errors = [refusal.message]
        return None
    if roster.imported_at < begun:
        flash(_("This file was imported before. Nothing was changed."), "quiet")
    else:
        flash(_("The roster is imported."), "done")
    return roster


def _file_name(sent: str) -> str:
    """The bare name of an uploaded file, without what no page can print and no database takes."""
    return "".join(sign for sign in PurePath(sent).name if sign.isprintable())[:120]
