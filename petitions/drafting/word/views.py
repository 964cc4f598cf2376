"""Pages on which a version goes out as a Word file, and comes in again as suggestions."""

from typing import Any, NamedTuple
from uuid import UUID

from flask import Response, flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError
from petitions.core.headers import keep_private
from petitions.core.pages import see
from petitions.core.text import Part, difference
from petitions.drafting import queries
from petitions.drafting.blueprint import blueprint
from petitions.drafting.discussion.policy import require_discuss
from petitions.drafting.discussion.service import suggest
from petitions.drafting.models import Version
from petitions.drafting.service import require_editable
from petitions.drafting.word.forms import ChooseForm, TakeInForm
from petitions.drafting.word.origin import Origin
from petitions.drafting.word.proposing import Proposal, packed, propose, unpacked
from petitions.drafting.word.reading import Read, read
from petitions.drafting.word.writing import Letter, write

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class _Shown(NamedTuple):
    """One change as the page shows it: the number of its paragraph, counted from 1, and what differs."""

    value: str
    number: int
    parts: list[Part]
    is_ticked: bool


@blueprint.get("/versions/<int:number>/text.docx")
@blueprint.get("/translations/<language>/versions/<int:number>/text.docx")
def word_file(campaign_id: UUID, number: int, language: str = "") -> Response:
    """A version as a Word document that knows which version it is."""
    campaign = get_visible(current_actor(), campaign_id)
    keep_private()
    version = queries.numbered(campaign, number, language)
    origin = Origin(version.text_id, version.number, version.sha256)
    data = write(Letter(version.subject, version.body, version.text.language, origin, version.created_at))
    named = "-".join([campaign.slug, *([language] if language else []), str(version.number)])
    response = Response(data, content_type=_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{named}.docx"'
    return response


@blueprint.route("/versions/<int:number>/word", methods=["GET", "POST"])
@blueprint.route("/translations/<language>/versions/<int:number>/word", methods=["GET", "POST"])
def take_in_word(campaign_id: UUID, number: int, language: str = "") -> Answer:
    """Take a Word file in: show what it would change. Nothing is stored."""
    campaign, version = _enter(current_actor(), campaign_id, number, language)
    require_editable(campaign, is_translation=bool(version.translation))
    form = TakeInForm()
    if not form.is_submitted():
        return _upload_page(form, campaign, version)
    if not form.validate():
        return _upload_page(form, campaign, version), 422
    try:
        found = read(form.file.data.read())
        base = _base(found, campaign, version)
        proposal = propose(found, base)
    except DomainError as error:
        form.file.errors = [error.message]
        return _upload_page(form, campaign, version), 422
    choose = ChooseForm(formdata=None, proposal=packed(proposal))
    return _choice_page(choose, campaign, base, proposal)


@blueprint.post("/versions/<int:number>/word/suggest")
@blueprint.post("/translations/<language>/versions/<int:number>/word/suggest")
def suggest_from_word(campaign_id: UUID, number: int, language: str = "") -> Answer:
    """Make suggestions of the changes that were chosen."""
    actor = current_actor()
    campaign, version = _enter(actor, campaign_id, number, language)
    form = ChooseForm()
    proposal = unpacked(form.proposal.data or "", version)
    if not form.validate():
        return _choice_page(form, campaign, version, proposal, form.numbers), 422
    try:
        with transaction():
            threads = suggest(actor, version, proposal.changes(version, form.numbers), form.note.data or "")
    except DomainError as error:
        form.form_errors.append(error.message)
        return _choice_page(form, campaign, version, proposal, form.numbers), error.status
    many = len(threads)
    flash(ngettext("%(num)d suggestion is added.", "%(num)d suggestions are added.", many), "done")
    return see(url_for("drafting.suggestions", campaign_id=campaign.id, language=version.translation))


def _enter(actor: Actor, campaign_id: UUID, number: int, language: str) -> tuple[Campaign, Version]:
    campaign = get_visible(actor, campaign_id)
    version = queries.numbered(campaign, number, language)
    require_discuss(actor, campaign)
    return campaign, version


def _base(found: Read, campaign: Campaign, version: Version) -> Version:
    """The version that the file says it was made from; the one of the page where it says none."""
    origin = found.origin
    if origin is None:
        return version
    if origin.text_id == version.text_id:
        language = "" if version.text.is_authoritative else version.text.language
        base = queries.numbered(campaign, origin.number, language)
        if base.sha256 == origin.sha256:
            return base
    raise DomainError(_("This file was made from another text. Take it in on a page of that text."))


def _address(endpoint: str, version: Version) -> str:
    where: dict[str, Any] = {"campaign_id": version.campaign_id, "number": version.number}
    if not version.text.is_authoritative:
        where["language"] = version.text.language
    return url_for(endpoint, **where)


def _upload_page(form: TakeInForm, campaign: Campaign, version: Version) -> str:
    return render_template(
        "drafting/word/take_in.html",
        form=form,
        campaign=campaign,
        version=version,
        back=_address("drafting.version", version),
    )


def _choice_page(
    form: ChooseForm, campaign: Campaign, version: Version, proposal: Proposal, ticked: list[int] | None = None
) -> str:
    """The changes, all of them ticked until somebody has chosen."""
    changes = proposal.changes(version)
    return render_template(
        "drafting/word/choose.html",
        form=form,
        campaign=campaign,
        version=version,
        proposal=proposal,
        changes=[
            _Shown(str(number), number + 1, difference(base, wanted), ticked is None or number in ticked)
            for number, base, wanted in changes
        ],
        send_to=_address("drafting.suggest_from_word", version),
        again=_address("drafting.take_in_word", version),
        back=_address("drafting.version", version),
    )
