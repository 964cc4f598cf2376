"""The page on which a translation is written beside the text, and what it says while somebody types."""

from dataclasses import replace
from uuid import UUID

from flask import Response, flash, jsonify, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError, StalePage
from petitions.core.pages import see
from petitions.drafting import policy
from petitions.drafting import queries as texts
from petitions.drafting.blueprint import blueprint
from petitions.drafting.models import CampaignText, Version
from petitions.drafting.service import require_editable
from petitions.drafting.translations import queries, service
from petitions.drafting.translations.forms import TranslateForm
from petitions.drafting.translations.page import ask_follow, both, page, said_while_typing
from petitions.drafting.translations.quoting import with_marks
from petitions.drafting.translations.sides import Row
from petitions.drafting.translations.typed import made_from, source_of, typed_rows
from petitions.drafting.writing import keeping
from petitions.drafting.writing import queries as writing
from petitions.drafting.writing.keep_views import author_of, keep_typed
from petitions.drafting.writing.models import WorkingCopy


@blueprint.route("/translations/<language>/text", methods=["GET", "POST"])
def translate(campaign_id: UUID, language: str) -> Answer:
    """Write a translation beside the text, paragraph by paragraph; preview it; save it as the next version."""
    actor, text = _translator_of(campaign_id, language)
    form = TranslateForm()
    if not form.is_submitted():
        require_editable(text.campaign, is_translation=True)
        return _begin(actor, form, text)
    form.texts = request.form.getlist("text")
    source, rows = _sent(form, text)
    valid, asked = form.validate(), request.form.get("do")
    if asked == "marks":
        form.subject.data = with_marks(form.subject.data or "", language)
        rows = [replace(row, text=with_marks(row.text, language)) for row in rows]
        form.texts = [row.text for row in rows]
    if valid and asked not in {"preview", "marks"}:
        return _save(actor, form, text, source, rows)
    _keep(actor, form, text)
    shown = page(form, text, source, rows, previewing=valid)
    return shown if valid else (shown, 422)


@blueprint.post("/translations/<language>/text/live")
def translate_live(campaign_id: UUID, language: str) -> Response:
    """Keep what is typed at this moment, and say what a page without script says after “Preview”."""
    actor, text = _translator_of(campaign_id, language)
    form = TranslateForm()
    form.texts = request.form.getlist("text")
    return jsonify(said_while_typing(form, text, _keep(actor, form, text)))


def _translator_of(campaign_id: UUID, language: str) -> tuple[Actor, CampaignText]:
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    policy.require_write(actor)
    return actor, queries.translation_of(campaign, language)


def _begin(actor: Actor, form: TranslateForm, text: CampaignText) -> str:
    """The latest version beside the newest text; or the words of a working copy, as the page had them."""
    source, version = texts.latest(text.campaign), texts.newest(text)
    if source is None:
        raise DomainError(_("There is nothing to translate yet. Write the text first."))
    kept = request.args.get("unsaved", type=UUID)
    if kept is not None:
        return _continue(form, text, writing.unsaved_words(author_of(actor), text.campaign, kept, text.language))
    form.source.data = str(source.number)
    form.made_from.data = str(version.number if version else 0)
    form.subject.data = version.subject if version else ""
    ask_follow(form, source, version)
    offered = writing.unsaved(author_of(actor), text.campaign, text.language)
    return page(form, text, source, queries.rows(source, version), offered=offered)


def _continue(form: TranslateForm, text: CampaignText, copy: WorkingCopy) -> str:
    """Unsaved words again; where a version was saved since, both texts and the difference."""
    form.show_kept(copy)
    source, rows = _sent(form, text)
    latest = texts.newest(text)
    if latest is None or latest.number == form.number:
        return page(form, text, source, rows, continued=copy)
    return both(form, text, source, rows, continued=copy)


def _sent(form: TranslateForm, text: CampaignText) -> tuple[Version, list[Row]]:
    """The version of the text that the page showed, and its rows with what was typed in them. Raises `StalePage`."""
    source, version = source_of(form, text.campaign), made_from(form, text)
    ask_follow(form, source, version)
    return source, typed_rows(form, source, version)


def _keep(actor: Actor, form: TranslateForm, text: CampaignText) -> WorkingCopy | None:
    return keep_typed(actor, text.campaign, form.window, form.typed(text.language))


def _save(actor: Actor, form: TranslateForm, text: CampaignText, source: Version, rows: list[Row]) -> Answer:
    campaign = text.campaign
    try:
        typed = form.translated()
        with transaction():
            saved = service.save(actor, campaign, text.language, typed)
            keeping.put_away(author_of(actor), campaign, form.window)
    except DomainError as error:
        form.form_errors.append(error.message)
        _keep(actor, form, text)
        shown = both if isinstance(error, StalePage) else page
        return shown(form, text, source, rows), error.status
    if saved.number == form.number:
        flash(_("Nothing has changed, so version %(number)d stays the latest.", number=saved.number), "quiet")
    else:
        flash(_("Version %(number)d is saved.", number=saved.number), "done")
    return see(url_for("drafting.version", campaign_id=campaign.id, number=saved.number, language=text.language))
