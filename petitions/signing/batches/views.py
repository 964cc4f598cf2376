"""Asking many at once, one thing a page: choose, look, send. Nothing leaves before the last."""

from typing import TypeVar
from uuid import UUID

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.errors import DomainError, NotFound
from petitions.core.pages import see
from petitions.drafting.languages import language_name
from petitions.people.committees import queries as committees
from petitions.signing import endorser_queries, picking, policy, queries
from petitions.signing.batches import plan_queries as planning
from petitions.signing.batches import service
from petitions.signing.batches.forms import BatchForm, SendForm
from petitions.signing.batches.judging import by_reason
from petitions.signing.batches.meant import may_batch, of_organisations, officials_of, somebody_like
from petitions.signing.batches.messages import own_language
from petitions.signing.batches.pages import desk_page, mail_to
from petitions.signing.batches.plan_queries import Plan
from petitions.signing.blueprint import Page, blueprint
from petitions.signing.rules import Phase

FILTERS = ("country", "group", "committee")
F = TypeVar("F", bound=BatchForm)


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/invitations/batch", methods=["GET", "POST"])
def batch(campaign_id: UUID) -> Page:
    """Choose whom to ask; sending the form shows what that would mean."""
    actor, campaign = _campaign(campaign_id)
    form = _offered(actor, campaign, BatchForm(**_begun(campaign)))
    if "back" in request.form or not form.validate_on_submit():
        return _choose_page(actor, campaign, form)
    try:
        found = planning.plan(actor, campaign, form.choice)
    except DomainError as refused:
        form.form_errors.append(refused.message)
        return _choose_page(actor, campaign, form)
    # Each look is at a batch of its own: whoever goes back and chooses otherwise does not go on with one sent before.
    return _preview_page(campaign, SendForm(formdata=None, data={**form.data, "seal": found.seal}), found)


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/invitations/batch/send", methods=["GET", "POST"])
def send_batch(campaign_id: UUID) -> Page:
    """Ask exactly those whom the preview showed. Sent twice, or broken off and sent again, it asks nobody twice."""
    actor, campaign = _campaign(campaign_id)
    form = _offered(actor, campaign, SendForm())
    if not form.validate_on_submit():
        return (
            _choose_page(actor, campaign, form)
            if form.errors
            else see(url_for("signing.batch", campaign_id=campaign_id))
        )
    try:
        found = planning.plan(actor, campaign, form.choice, form.row_id)
    except DomainError as refused:
        form.form_errors.append(refused.message)
        return _choose_page(actor, campaign, form)
    if found.seal != form.seal.data:
        form.form_errors.append(_("This has changed since the page was made, so nothing was sent. Look once more."))
        form.seal.data = found.seal
        return _preview_page(campaign, form, found), 409
    try:
        return _sent(actor, campaign, found, form.row_id)
    except DomainError as refused:
        form.form_errors.append(refused.message)
        return _preview_page(campaign, form, planning.plan(actor, campaign, form.choice, form.row_id)), refused.status


def _campaign(campaign_id: UUID) -> tuple[Actor, Campaign]:
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    policy.require_collecting(actor)
    if not may_batch(campaign):
        raise NotFound(_("The public asks for itself, and nobody in its place."))
    return actor, campaign


def _begun(campaign: Campaign) -> dict[str, str]:
    """What the form begins with: what the link here chose, and the language of the text."""
    return {"language": own_language(campaign), **{name: request.args.get(name, "") for name in FILTERS}}


def _offered(actor: Actor, campaign: Campaign, form: F) -> F:
    if of_organisations(campaign):
        form.offer_organisations(endorser_queries.countries(actor))
        return form
    allowed = officials_of(campaign)
    form.offer(picking.countries(allowed), picking.groups(allowed), committees.choices(actor, allowed))
    return form


def _choose_page(actor: Actor, campaign: Campaign, form: BatchForm) -> Page:
    is_open = queries.phase_of(campaign) == Phase.OPEN
    ticked = planning.ticked(actor, form.organisation.data or ())
    here = {"label": _("Invite many at once")}
    page = desk_page("choose", campaign, here, form=form, is_open=is_open, ticked=ticked)
    return (page, 422) if form.errors else page


def _preview_page(campaign: Campaign, form: SendForm, found: Plan) -> str:
    shown = found.to_ask or found.judged
    here = {"label": _("Invite many at once"), "href": url_for("signing.batch", campaign_id=campaign.id)}
    is_open = queries.phase_of(campaign) == Phase.OPEN
    return desk_page(
        "preview",
        campaign,
        here,
        {"label": _("What would be sent")},
        form=form,
        plan=found,
        unable=by_reason(found.judged),
        mail=mail_to(campaign, found.choice.language, somebody_like(shown[0])) if shown else None,
        language=language_name(found.choice.language),
        is_open=is_open,
        of_organisations=of_organisations(campaign),
    )


def _sent(actor: Actor, campaign: Campaign, found: Plan, batch_id: UUID) -> Page:
    """Ask portion by portion, each in a transaction of its own: a refusal of one holds nobody else up."""
    ids = [one.id for one in found.to_ask]
    with transaction():
        made = service.begin(actor, campaign, found.choice, batch_id)
    left_out: list[str] = []
    for start in range(0, len(ids), service.AT_ONCE):
        with transaction():
            changed = service.ask_some(actor, made, ids[start : start + service.AT_ONCE])
            left_out.extend(f"{one.label} ({one.why_not})" for one in changed)
    flash(_sent_words(campaign, made.asked_count), "done")
    if left_out:
        flash(_("Not invited, because it changed a moment ago: %(who)s.", who=", ".join(left_out)), "wait")
    return see(url_for("signing.invitations", campaign_id=campaign.id))


def _sent_words(campaign: Campaign, asked: int) -> str:
    if of_organisations(campaign):
        return ngettext("%(num)d organisation is invited.", "%(num)d organisations are invited.", asked)
    return ngettext("%(num)d person is invited.", "%(num)d people are invited.", asked)
