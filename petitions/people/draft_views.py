"""Pages of an import: upload, what the columns hold, what it would change, and the decision."""

from pathlib import PurePath
from typing import Any
from uuid import UUID

from flask import Response, flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import StalePage
from petitions.core.forms import EmptyForm
from petitions.core.pages import see
from petitions.people import draft_queries, drafts, policy, words
from petitions.people.bodies import bodies, country_name
from petitions.people.formats import ColumnsUnknown, RosterUnreadable, Table, read_table
from petitions.people.formats.columns import guessed_columns
from petitions.people.forms import ColumnsForm, ConfirmForm, ImportForm
from petitions.people.models import RosterDraft
from petitions.people.service import RosterFromTheFuture, Upload
from petitions.people.views import blueprint

FIRST_ROWS = 5


@blueprint.route("/import", methods=["GET", "POST"])
def import_roster() -> Answer:
    """Upload a roster; nothing is imported yet."""
    actor = current_actor()
    policy.require_import(actor)
    form = ImportForm()
    if form.validate_on_submit():
        draft = _made(actor, form)
        if draft is not None:
            return see(url_for("people.draft", draft_id=draft.id))
    return render_template("people/import.html", form=form, drafts=draft_queries.drafts(actor), words=words)


@blueprint.route("/import/<uuid:draft_id>", methods=["GET", "POST"])
def draft(draft_id: UUID) -> Answer:
    """What the upload would change; confirming imports it."""
    actor, draft = _mine(draft_id)
    form = ConfirmForm()
    status = 200
    if form.validate_on_submit():
        begun = now()
        try:
            with transaction():
                roster = drafts.confirm(actor, draft, str(form.seal.data))
        except StalePage as refusal:
            form.form_errors.append(refusal.message)
            status = refusal.status
        else:
            again = roster.imported_at < begun
            _say(again)
            return see(url_for("people.roster", roster_id=roster.id))
    return _preview(draft, form, status)


@blueprint.route("/import/<uuid:draft_id>/columns", methods=["GET", "POST"])
def draft_columns(draft_id: UUID) -> Answer:
    """Say which column of the upload holds what."""
    actor, draft = _mine(draft_id)
    upload = draft_queries.upload_of(draft)
    table = read_table(upload.data, upload.filename)
    if table is None or not table.rows:
        return see(url_for("people.draft", draft_id=draft.id))
    form = ColumnsForm(bodies()[draft.body], table, upload.columns or guessed_columns(table))
    if form.validate_on_submit():
        try:
            with transaction():
                drafts.choose_columns(actor, draft, form.chosen)
        except RosterUnreadable as refusal:
            form.form_errors.append(refusal.sentence.said(_))
        else:
            return see(url_for("people.draft", draft_id=draft.id))
    return _columns_page(draft, table, form), 422 if form.errors else 200


@blueprint.post("/import/<uuid:draft_id>/discard")
def discard_draft(draft_id: UUID) -> Response:
    """Throw the upload away."""
    actor, draft = _mine(draft_id)
    if EmptyForm().validate_on_submit():
        with transaction():
            drafts.discard(actor, draft)
        flash(_("The upload is discarded. The register is as it was."), "done")
    return see(url_for("people.index"))


def _mine(draft_id: UUID) -> tuple[Actor, RosterDraft]:
    actor = current_actor()
    draft = draft_queries.get_draft(actor, draft_id)
    policy.require_import(actor)
    return actor, draft


def _made(actor: Actor, form: Any) -> RosterDraft | None:
    """The draft, or None with what is wrong put beside its field."""
    upload = Upload(
        form.file.data.read(),
        _file_name(form.file.data.filename),
        form.body.data,
        form.as_of.data,
        bool(form.keep_addresses and form.keep_addresses.data),
    )
    try:
        with transaction():
            return drafts.make_draft(actor, upload)
    except RosterUnreadable as refusal:
        form.file.errors = [refusal.sentence.said(_)]
    except RosterFromTheFuture as refusal:
        form.as_of.errors = [refusal.message]
    return None


def _preview(draft: RosterDraft, form: ConfirmForm, status: int) -> Answer:
    try:
        preview = draft_queries.preview_of(draft)
    except ColumnsUnknown:
        return see(url_for("people.draft_columns", draft_id=draft.id))
    form.seal.data = preview.seal
    page = render_template(
        "people/draft.html",
        draft=draft,
        form=form,
        preview=preview,
        changes=preview.changes,
        body=words.body_name(draft.body),
        country_name=country_name,
        gettext=_,
    )
    return page, status


def _columns_page(draft: RosterDraft, table: Table, form: ColumnsForm) -> str:
    return render_template(
        "people/draft_columns.html",
        draft=draft,
        form=form,
        table=table,
        first=[cells for _line, cells in table.rows[:FIRST_ROWS]],
        body=words.body_name(draft.body),
    )


def _say(again: bool) -> None:
    if again:
        flash(_("This file was imported before. Nothing was changed."), "quiet")
    else:
        flash(_("The roster is imported."), "done")


def _file_name(sent: str) -> str:
    """The bare name of an uploaded file, without what no page can print and no database takes."""
    return "".join(sign for sign in PurePath(sent).name if sign.isprintable())[:120]
