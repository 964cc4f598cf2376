"""Pages on which a Word file is taken in: what it would change is shown first, and becomes suggestions and comments."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError
from petitions.core.pages import see
from petitions.drafting import queries
from petitions.drafting.approvals.links import place
from petitions.drafting.blueprint import blueprint
from petitions.drafting.discussion import page as discussion
from petitions.drafting.discussion.policy import require_discuss
from petitions.drafting.discussion.queries import of_text
from petitions.drafting.models import Version
from petitions.drafting.service import require_editable
from petitions.drafting.word.forms import ChooseForm, TakeInForm
from petitions.drafting.word.outgoing import known
from petitions.drafting.word.page import Page
from petitions.drafting.word.proposing import Proposal, packed, propose, unpacked
from petitions.drafting.word.reading import Read, read
from petitions.drafting.word.taking_in import TakenIn, take_in


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
        proposal = propose(found, base, known(of_text(base.text), base))
    except DomainError as error:
        form.file.errors = [error.message]
        return _upload_page(form, campaign, version), 422
    page = Page.of(proposal, base)
    return _choice_page(ChooseForm(formdata=None, proposal=packed(proposal), **page.usual()), base, proposal, page)


@blueprint.post("/versions/<int:number>/word/suggest")
@blueprint.post("/translations/<language>/versions/<int:number>/word/suggest")
def suggest_from_word(campaign_id: UUID, number: int, language: str = "") -> Answer:
    """Make suggestions and comments of what was chosen."""
    actor = current_actor()
    _campaign, version = _enter(actor, campaign_id, number, language)
    form = ChooseForm()
    proposal = unpacked(form.proposal.data or "", version)
    if not form.validate():
        return _choice_page(form, version, proposal), 422
    try:
        with transaction():
            taken = take_in(actor, version, proposal, form.chosen)
    except DomainError as error:
        form.form_errors.append(error.message)
        return _choice_page(form, version, proposal), error.status
    return see(_told(taken, version))


def _told(taken: TakenIn, version: Version) -> str:
    """Say what was added. Returns where to go on: to the suggestions, or to the text with its comments."""
    many = len(taken.suggestions)
    said = [ngettext("%(num)d suggestion is added.", "%(num)d suggestions are added.", many)] if many else []
    if taken.comments:
        said.append(ngettext("%(num)d comment is added.", "%(num)d comments are added.", taken.comments))
    flash(" ".join(said) or _("All of this was here already."), "done" if said else "quiet")
    if not many:
        return discussion.reading(version.text)
    return url_for("drafting.suggestions", campaign_id=version.campaign_id, language=version.translation)


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
        base = queries.numbered(campaign, origin.number, version.translation or "")
        if base.sha256 == origin.sha256:
            return base
    raise DomainError(_("This file was made from another text. Take it in on a page of that text."))


def _upload_page(form: TakeInForm, campaign: Campaign, version: Version) -> str:
    back = url_for("drafting.version", **place(version))
    return render_template("drafting/word/take_in.html", form=form, campaign=campaign, version=version, back=back)


def _choice_page(form: ChooseForm, version: Version, proposal: Proposal, page: Page | None = None) -> str:
    """What the file brings, ticked as the form says."""
    where: dict[str, Any] = place(version)
    return render_template(
        "drafting/word/choose.html",
        form=form,
        campaign=version.text.campaign,
        version=version,
        proposal=proposal,
        page=page or Page.of(proposal, version),
        send_to=url_for("drafting.suggest_from_word", **where),
        again=url_for("drafting.take_in_word", **where),
        back=url_for("drafting.version", **where),
    )
