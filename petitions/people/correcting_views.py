"""The page on which a misprinted row is taken as it should read."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.core.editing import Answer, answer
from petitions.people import correcting, policy, roster_queries, words
from petitions.people.correcting_forms import RowForm
from petitions.people.views import blueprint


@blueprint.route("/rosters/<uuid:roster_id>/rows/<uuid:row_id>", methods=["GET", "POST"])
def correct_row(roster_id: UUID, row_id: UUID) -> Answer:
    """Show a row that waits as the file says it, and take it as it should read."""
    actor = current_actor()
    roster = roster_queries.get_roster(actor, roster_id)
    row = roster_queries.get_row(roster, row_id)
    policy.require_addresses(actor)
    policy.require_decider(actor, roster)
    printed = correcting.as_printed(row)
    form: Any = RowForm(printed, roster)
    return answer(
        form,
        lambda: correcting.correct_row(actor, roster, row, form.reads, form.because.data),
        lambda: _taken(roster_id),
        lambda: render_template(
            "people/correct_row.html",
            form=form,
            roster=roster,
            row=row,
            printed=printed,
            why=[sentence.said(_) for sentence in roster_queries.why(row)],
            words=words,
        ),
    )


def _taken(roster_id: UUID) -> str:
    flash(_("The row is taken as corrected. What the file says is kept."), "done")
    return url_for("people.roster", roster_id=roster_id)
