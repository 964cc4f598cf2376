"""Pages on which a text is written, and its versions are read and compared."""

from uuid import UUID

from flask import Response, flash, jsonify, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import words
from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.campaigns.rules import check_text
from petitions.campaigns.states import EDITABLE, CampaignState
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError, StalePage
from petitions.core.pages import see
from petitions.core.text import difference
from petitions.drafting import policy, queries, service
from petitions.drafting.blueprint import blueprint
from petitions.drafting.forms import WriteForm
from petitions.drafting.models import Version
from petitions.drafting.proof import Proof, proof, proof_of
from petitions.drafting.rules import EmptyField, whole
from petitions.drafting.starters import starter


@blueprint.route("/text", methods=["GET", "POST"])
def write(campaign_id: UUID) -> Answer:
    """Write the text; preview it; save it as the next version."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    policy.require_write(actor)
    form = WriteForm()
    if not form.is_submitted():
        service.require_editable(campaign)
        missing = _begin(form, campaign)
        return _write_page(form, campaign, missing=missing)
    if not form.validate():
        return _write_page(form, campaign), 422
    if request.form.get("do") == "preview":
        return _write_page(form, campaign, previewing=True)
    return _save(actor, campaign, form)


@blueprint.post("/text/length")
def length(campaign_id: UUID) -> Response:
    """How long the text is as it stands in the form, for a script that shows it while somebody writes."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    policy.require_write(actor)
    rules, text = load(campaign.instrument), WriteForm().body.data or ""
    try:
        return jsonify(count=words.length(rules, text), over=bool(check_text(rules, text)))
    except DomainError as unreadable:
        return jsonify(count=unreadable.message, over=True)


@blueprint.get("/versions")
def versions(campaign_id: UUID) -> str:
    """Every version of the text."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    return render_template(
        "drafting/versions.html",
        campaign=campaign,
        versions=list(reversed(queries.versions(campaign))),
        may_write=policy.may_write(actor),
    )


@blueprint.get("/versions/<int:number>")
def version(campaign_id: UUID, number: int) -> str:
    """One version as it will be read."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    found = queries.numbered(campaign, number)
    latest = queries.latest(campaign)
    return render_template(
        "drafting/version.html",
        campaign=campaign,
        version=found,
        latest=latest,
        is_latest=found == latest,
        proof=proof_of(found),
        may_write=policy.may_write(actor) and campaign.state in EDITABLE,
        may_ask=policy.may_write(actor) and campaign.state in service.UNDER_WAY,
        may_review=policy.may_judge(actor, found) and campaign.state == CampaignState.REVIEW,
    )


@blueprint.get("/compare")
def compare(campaign_id: UUID) -> str:
    """What changed between two versions."""
    campaign = get_visible(current_actor(), campaign_id)
    every = queries.versions(campaign)
    last = every[-1].number if every else 0
    old = queries.numbered(campaign, request.args.get("old", max(last - 1, 1), type=int))
    new = queries.numbered(campaign, request.args.get("new", last, type=int))
    return render_template(
        "drafting/compare.html", campaign=campaign, versions=every, old=old, new=new, parts=_changed(old, new)
    )


def _save(actor: Actor, campaign: Campaign, form: WriteForm) -> Answer:
    try:
        with transaction():
            saved = service.save_version(actor, campaign, form.draft())
    except StalePage as error:
        return _both(form, campaign, error)
    except DomainError as error:
        form.form_errors.append(error.message)
        return _write_page(form, campaign), error.status
    if saved.number == form.number:
        flash(_("Nothing has changed, so version %(number)d stays the latest.", number=saved.number), "quiet")
    else:
        flash(_("Version %(number)d is saved.", number=saved.number), "done")
    return see(url_for("drafting.version", campaign_id=campaign.id, number=saved.number))


def _begin(form: WriteForm, campaign: Campaign) -> str:
    """Fill the page with the latest version, or the starter; returns why there is no starter, or nothing."""
    latest = queries.latest(campaign)
    if latest is not None:
        form.subject.data, form.body.data = latest.subject, latest.body
        form.made_from.data, form.language.data = str(latest.number), latest.text.language
        return ""
    form.subject.data, form.made_from.data = campaign.title, "0"
    try:
        form.body.data = starter(campaign.instrument, campaign.case)
    except EmptyField as error:
        return error.message
    return ""


def _both(form: WriteForm, campaign: Campaign, error: StalePage) -> Answer:
    """Show what was typed, what is stored, and the difference; saving once more is then a decision."""
    stored = queries.latest(campaign)
    form.form_errors.append(error.message)
    if stored is None:
        form.made_from.data = "0"
        return _write_page(form, campaign), error.status
    form.made_from.data = str(stored.number)
    typed = whole(form.subject.data or "", form.body.data or "")
    parts = difference(whole(stored.subject, stored.body), typed)
    return _write_page(
        form, campaign, stored=stored, stored_proof=proof_of(stored, "stored-"), parts=parts
    ), error.status


def _write_page(form: WriteForm, campaign: Campaign, **more: object) -> str:
    latest = queries.latest(campaign)
    return render_template(
        "drafting/write.html",
        form=form,
        campaign=campaign,
        latest=latest,
        rules=load(campaign.instrument),
        current=None if form.errors else _proof_of(form, campaign),
        **more,
    )


def _proof_of(form: WriteForm, campaign: Campaign) -> Proof:
    return proof(form.subject.data or "", form.body.data or "", form.language.data, campaign, "preview-")


def _changed(old: Version, new: Version) -> list[object]:
    return list(difference(whole(old.subject, old.body), whole(new.subject, new.body)))
