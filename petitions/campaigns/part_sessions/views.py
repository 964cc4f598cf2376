"""Pages of part-sessions: until when late names are taken rests on them."""

from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import policy
from petitions.campaigns.part_sessions import queries, service
from petitions.campaigns.part_sessions.forms import form_of
from petitions.core.editing import Answer, answer
from petitions.core.headers import keep_private

blueprint = Blueprint("part_sessions", __name__, url_prefix="/<lang>/desk/part-sessions")
blueprint.before_request(keep_private)


@blueprint.get("/")
def index() -> str:
    """The part-sessions that are known here."""
    actor = current_actor()
    return render_template(
        "part_sessions/index.html",
        recorded=queries.recorded(actor.organisation_id),
        common=[session for _body, session in queries.of_the_server()],
        may_record=policy.may_plan(actor),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def add() -> Answer:
    """Record a part-session."""
    actor = current_actor()
    policy.require_plan(actor)
    form = form_of(None)
    return answer(
        form,
        lambda: service.add(actor, form.days),
        lambda: _back(_("The part-session is recorded.")),
        lambda: render_template("part_sessions/edit.html", form=form, session=None),
    )


@blueprint.route("/<uuid:session_id>", methods=["GET", "POST"])
def correct(session_id: UUID) -> Answer:
    """Correct a part-session."""
    actor = current_actor()
    session = queries.get_visible(actor, session_id)
    policy.require_plan(actor)
    form = form_of(session)
    return answer(
        form,
        lambda: service.correct(actor, session, form.days, form.made_from),
        lambda: _back(_("The part-session is corrected.")),
        lambda **more: render_template("part_sessions/edit.html", form=form, session=session, **more),
        stored=lambda: form_of(session, formdata=None),
    )


def _back(message: str) -> str:
    flash(message, "done")
    return url_for("part_sessions.index")
