"""Pages of organisers: opening a text for signature, and who was asked."""

from typing import Any
from uuid import UUID

from flask import abort, flash, render_template, request, url_for
from flask_babel import format_number, ngettext
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.errors import DomainError
from petitions.core.forms import EmptyForm
from petitions.core.pages import see
from petitions.core.text import word_count
from petitions.drafting import queries as drafting
from petitions.drafting.approvals import reading as approvals
from petitions.signing import policy, queries, reading, rules, service, words
from petitions.signing.batches.meant import may_batch
from petitions.signing.batches.queries import batches_of
from petitions.signing.blueprint import Page, blueprint
from petitions.signing.by_hand.reading import listed
from petitions.signing.forms import OpenForm
from petitions.signing.initiating import STILL_OPEN
from petitions.signing.listing import entries


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/open", methods=["GET", "POST"])
def open_page(campaign_id: UUID) -> Page:
    """What opening means: which version, what has changed, who is asked again, and what is still unmet."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    policy.require_collecting(actor)
    form = OpenForm()
    if form.validate_on_submit():
        try:
            with transaction():
                version = drafting.numbered(campaign, form.number)
                asked = service.open_for_signature(actor, campaign, version)
        except DomainError as refused:
            form.form_errors.append(refused.message)
        else:
            petition = queries.is_petition(campaign)
            flash(_opened_words(version.number, len(asked), in_portions=petition and version.number > 1), "done")
            return see(url_for("signing.invitations", campaign_id=campaign_id))
    return _open_page(actor, campaign, form)


@blueprint.get("/desk/campaigns/<uuid:campaign_id>/invitations")
def invitations(campaign_id: UUID) -> Page:
    """Who was asked, and what each answered."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    if queries.is_petition(campaign):
        return see(url_for("signing.supporters", campaign_id=campaign_id))
    signed = queries.in_force(campaign)
    return desk_page(
        "invitations",
        campaign,
        entries=entries(campaign, queries.invitations(campaign)),
        batches=batches_of(campaign),
        may_batch=may_batch(campaign),
        signed=len(signed),
        counted=queries.counted(signed) if any(one.registered_id for one in signed) else "",
        stale=len(queries.stale(campaign)),
        by_hand=listed(campaign),
        may_collect=policy.may_collect(actor),
        may_invite=policy.may_collect(actor) and queries.phase_of(campaign) == rules.Phase.OPEN,
        may_order=policy.may_collect(actor) and campaign.state in STILL_OPEN,
        why_not=words.why_no_invitations(campaign, queries.phase_of(campaign)),
    )


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/invitations/<uuid:invitation_id>/stop", methods=["GET", "POST"])
def stop(campaign_id: UUID, invitation_id: UUID) -> Page:
    """End one invitation, after a page that says what that means."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    invitation = queries.get_visible(actor, invitation_id)
    if invitation.campaign_id != campaign.id:
        abort(404)
    policy.require_collecting(actor)
    form = EmptyForm()
    if form.validate_on_submit():
        try:
            with transaction():
                service.stop(actor, invitation)
        except DomainError as refused:
            form.form_errors.append(refused.message)
        else:
            flash(_("The invitation of %(name)s is ended.", name=invitation.signatory), "done")
            return see(url_for("signing.invitations", campaign_id=campaign_id))
    (entry,) = entries(campaign, [invitation])
    return desk_page("stop", campaign, form=form, invitation=invitation, entry=entry)


@blueprint.post("/desk/campaigns/<uuid:campaign_id>/invitations/<uuid:invitation_id>/initiator")
def initiator(campaign_id: UUID, invitation_id: UUID) -> Page:
    """Name somebody an initiator, or let an initiator stand among the others again."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    invitation = queries.get_visible(actor, invitation_id)
    if invitation.campaign_id != campaign.id:
        abort(404)
    policy.require_collecting(actor)
    verb = service.drop_initiator if request.form.get("drop") else service.name_initiator
    try:
        with transaction():
            verb(actor, invitation)
    except DomainError as refused:
        flash(refused.message, "wait")
    return see(url_for("signing.invitations", campaign_id=campaign_id))


def desk_page(template: str, campaign: Campaign, **context: Any) -> str:
    """A page of the organisers of a campaign, with the way back from it."""
    return render_template(
        f"signing/desk/{template}.html", campaign=campaign, trail=_trail(campaign, template), **context
    )


def _trail(campaign: Campaign, template: str) -> list[dict[str, str]]:
    board = {"label": campaign.title, "href": url_for("desk.campaign", campaign_id=campaign.id)}
    table = {"label": _("Invitations"), "href": url_for("signing.invitations", campaign_id=campaign.id)}
    above = [{"label": _("Campaigns"), "href": url_for("desk.home")}, board]
    return {
        "open": [*above, {"label": _("Open for signature")}],
        "invitations": [*above, {"label": _("Invitations")}],
        "invite": [*above, table, {"label": _("Invite people")}],
        "supporters": [*above, {"label": _("Who signed")}],
        "stop": [*above, table, {"label": _("End an invitation")}],
        "passkeys": [*above, table, {"label": _("Remove a passkey")}],
    }[template]


def _opened_words(number: int, asked: int, *, in_portions: bool) -> str:
    if in_portions:
        return _(
            "Version %(number)d is open for signature. Whoever signed an earlier version is asked again by mail, some "
            "at a time.",
            number=number,
        )
    if not asked:
        return _("Version %(number)d is open for signature.", number=number)
    return ngettext(
        "Version %(number)d is open for signature. %(num)d signatory is asked again by mail.",
        "Version %(number)d is open for signature. %(num)d signatories are asked again by mail.",
        asked,
        number=number,
    )


def _open_page(actor: Actor, campaign: Campaign, form: OpenForm) -> Page:
    latest, before = drafting.latest(campaign), drafting.open_version(campaign)
    is_public = queries.is_petition(campaign)
    again = queries.asked_again_by(campaign, latest) if latest and not is_public else []
    count = queries.count_asked_again_by(campaign, latest.id) if latest and is_public else 0
    return desk_page(
        "open",
        campaign,
        form=form,
        version=latest,
        before=before,
        is_open=bool(latest and before and latest.id == before.id and queries.phase_of(campaign) == rules.Phase.OPEN),
        changes=reading.changes(before, latest) if before and latest and before.id != latest.id else None,
        public_again=count,
        number=format_number(count),
        again=[reading.as_name(signature) for signature in again if signature.invitation.wants_mail],
        unwilling=[reading.as_name(signature) for signature in again if not signature.invitation.wants_mail],
        words=word_count(latest.body) if latest else 0,
        rows=approvals.of_version(latest, actor.id, is_newest=True, may_ask=True) if latest else [],
        unmet=service.unmet_for_opening(campaign, latest) if latest else [],
    )
