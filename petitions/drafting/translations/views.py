"""Pages of translations: how each stands, and the one on which it is written beside the text."""

from dataclasses import replace
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.errors import DomainError, NotFound, StalePage
from petitions.core.i18n import direction
from petitions.core.pages import see
from petitions.core.text import difference
from petitions.drafting import policy
from petitions.drafting import queries as texts
from petitions.drafting.blueprint import blueprint
from petitions.drafting.languages import language_name
from petitions.drafting.models import CampaignText, Version
from petitions.drafting.proof import proof, proof_of
from petitions.drafting.rules import may_change, whole
from petitions.drafting.service import require_editable
from petitions.drafting.translations import queries, service
from petitions.drafting.translations.forms import StartForm, TranslateForm
from petitions.drafting.translations.page import sides, source_of, typed_rows
from petitions.drafting.translations.quoting import with_marks
from petitions.drafting.translations.sides import Row


@blueprint.route("/translations", methods=["GET", "POST"])
def translations(campaign_id: UUID) -> Answer:
    """How every translation stands; begin another."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    latest = texts.latest(campaign)
    standings = queries.standings(campaign)
    form = StartForm()
    form.offer([row.language for row in standings] + ([latest.text.language] if latest else []))
    if request.method == "POST":
        policy.require_write(actor)
    return answer(
        form,
        lambda: service.start(actor, campaign, form.language.data),
        lambda: url_for("drafting.translate", campaign_id=campaign_id, language=form.language.data),
        lambda **more: render_template(
            "drafting/translations/index.html",
            form=form,
            campaign=campaign,
            latest=latest,
            standings=standings,
            may_write=policy.may_write(actor) and may_change(campaign.state, is_translation=True),
            **more,
        ),
    )


@blueprint.post("/translations/<language>/drop")
def drop_translation(campaign_id: UUID, language: str) -> Answer:
    """Take back a translation of which nothing is saved."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    policy.require_write(actor)
    with transaction():
        service.drop(actor, campaign, language)
    flash(_("The empty translation into %(language)s is taken back.", language=language_name(language)), "done")
    return see(url_for("drafting.translations", campaign_id=campaign_id))


@blueprint.route("/translations/<language>/text", methods=["GET", "POST"])
def translate(campaign_id: UUID, language: str) -> Answer:
    """Write a translation beside the text, paragraph by paragraph."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    policy.require_write(actor)
    text = queries.translation_of(campaign, language)
    form = TranslateForm()
    if not form.is_submitted():
        require_editable(campaign, is_translation=True)
        return _begin(form, campaign, text)
    form.texts = request.form.getlist("text")
    source = source_of(form, campaign)
    made_from = _numbered(campaign, text, form.number)
    _ask_follow(form, source, made_from)
    rows = typed_rows(form, source, made_from)
    if not form.validate():
        return _page(form, text, source, rows), 422
    if request.form.get("do") == "marks":
        form.subject.data = with_marks(form.subject.data or "", language)
        rows = [replace(row, text=with_marks(row.text, language)) for row in rows]
    if request.form.get("do") in {"preview", "marks"}:
        return _page(form, text, source, rows, previewing=True)
    return _save(actor, form, text, source, rows)


def _begin(form: TranslateForm, campaign: Campaign, text: CampaignText) -> str:
    source, version = texts.latest(campaign), texts.newest(text)
    if source is None:
        raise DomainError(_("There is nothing to translate yet. Write the text first."))
    form.source.data = str(source.number)
    form.made_from.data = str(version.number if version else 0)
    form.subject.data = version.subject if version else ""
    _ask_follow(form, source, version)
    return _page(form, text, source, queries.rows(source, version))


def _save(actor: Actor, form: TranslateForm, text: CampaignText, source: Version, rows: list[Row]) -> Answer:
    campaign = text.campaign
    try:
        typed = form.translated()
        with transaction():
            saved = service.save(actor, campaign, text.language, typed)
    except StalePage as error:
        return _both(form, text, source, rows, error)
    except DomainError as error:
        form.form_errors.append(error.message)
        return _page(form, text, source, rows), error.status
    if saved.number == form.number:
        flash(_("Nothing has changed, so version %(number)d stays the latest.", number=saved.number), "quiet")
    else:
        flash(_("Version %(number)d is saved.", number=saved.number), "done")
    return see(url_for("drafting.version", campaign_id=campaign.id, number=saved.number, language=text.language))


def _both(form: TranslateForm, text: CampaignText, source: Version, rows: list[Row], error: StalePage) -> Answer:
    """Show what was typed, what is stored, and the difference; saving once more is then a decision."""
    form.form_errors.append(error.message)
    stored = texts.newest(text)
    form.made_from.data = str(stored.number if stored else 0)
    if stored is None:
        return _page(form, text, source, rows), error.status
    _ask_follow(form, source, stored)
    typed = whole(form.subject.data or "", _body(rows))
    shown = {"stored": stored, "stored_proof": proof_of(stored, "stored-")}
    parts = difference(whole(stored.subject, stored.body), typed)
    return _page(form, text, source, rows, parts=parts, **shown), error.status


def _page(form: TranslateForm, text: CampaignText, source: Version, rows: list[Row], **more: object) -> str:
    form.show(rows)
    body = _body(rows)
    reads = bool(body.strip()) and not form.errors
    version = texts.newest(text)
    return render_template(
        "drafting/translations/translate.html",
        form=form,
        campaign=text.campaign,
        language=text.language,
        name=language_name(text.language),
        direction=direction(text.language),
        source=source,
        original=language_name(source.text.language),
        source_direction=direction(source.text.language),
        followed=version.follows if version else None,
        version=version,
        sides=sides(rows),
        current=proof(form.subject.data or "", body, text.language, text.campaign, "preview-", is_sent=False)
        if reads
        else None,
        **more,
    )


def _ask_follow(form: TranslateForm, source: Version, version: Version | None) -> None:
    followed = version.follows if version else None
    if followed is not None and followed.number < source.number:
        form.ask_follow(followed.number, source.number)


def _numbered(campaign: Campaign, text: CampaignText, number: int) -> Version | None:
    try:
        return texts.numbered(campaign, number, text.language)
    except NotFound:
        return None


def _body(rows: list[Row]) -> str:
    return "\n\n".join(row.text.strip() for row in rows if row.text.strip()) + "\n"
