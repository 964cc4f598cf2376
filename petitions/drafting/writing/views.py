"""The page on which a text is written, and what it says while somebody types."""

from uuid import UUID

from flask import Response, flash, jsonify, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError, StalePage
from petitions.core.pages import see
from petitions.drafting import policy, service
from petitions.drafting.blueprint import blueprint
from petitions.drafting.starters import fields_of
from petitions.drafting.writing import keeping
from petitions.drafting.writing.beginning_views import begin
from petitions.drafting.writing.forms import WriteForm
from petitions.drafting.writing.keep_views import author_of, keep_typed
from petitions.drafting.writing.models import WorkingCopy
from petitions.drafting.writing.page_views import beside, page, said_while_typing


@blueprint.route("/text", methods=["GET", "POST"])
def write(campaign_id: UUID) -> Answer:
    """Write the text; preview it; save it as the next version."""
    actor, campaign = _writer_of(campaign_id)
    form = WriteForm()
    if not form.is_submitted():
        service.require_editable(campaign)
        return page(form, campaign, actor, **begin(form, campaign, actor))
    asked = request.form.get("do")
    if asked == "marks":
        form.set_marks()
    valid = form.validate() and form.fills(fields_of(campaign.case))
    if not valid or asked in {"preview", "marks"}:
        _keep(actor, campaign, form)
        shown = page(form, campaign, actor, previewing=valid)
        return shown if valid else (shown, 422)
    return _save(actor, campaign, form)


@blueprint.post("/text/live")
def live(campaign_id: UUID) -> Response:
    """Keep what is typed at this moment, and say what a page without script says after “Preview”."""
    actor, campaign = _writer_of(campaign_id)
    form = WriteForm()
    return jsonify(said_while_typing(form, campaign, _keep(actor, campaign, form)))


def _writer_of(campaign_id: UUID) -> tuple[Actor, Campaign]:
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    policy.require_write(actor)
    return actor, campaign


def _keep(actor: Actor, campaign: Campaign, form: WriteForm) -> WorkingCopy | None:
    return keep_typed(actor, campaign, form.window, form.typed())


def _save(actor: Actor, campaign: Campaign, form: WriteForm) -> Answer:
    try:
        with transaction():
            saved = service.save_version(actor, campaign, form.draft())
            keeping.put_away(author_of(actor), campaign, form.window)
    except DomainError as error:
        form.form_errors.append(error.message)
        _keep(actor, campaign, form)
        more = beside(form, campaign) if isinstance(error, StalePage) else {}
        return page(form, campaign, actor, **more), error.status
    if saved.number == form.number:
        flash(_("Nothing has changed, so version %(number)d stays the latest.", number=saved.number), "quiet")
    else:
        flash(_("Version %(number)d is saved.", number=saved.number), "done")
    return see(url_for("drafting.version", campaign_id=campaign.id, number=saved.number))
