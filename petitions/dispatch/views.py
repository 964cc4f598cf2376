"""Pages of closing, reopening and confirming, and the letter itself."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask import Response, abort, make_response, render_template, request, url_for
from flask_babel import format_number
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import capacities
from petitions.campaigns.instruments import load
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions.words import late_names
from petitions.campaigns.rules import by_capacity
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.core.countries import country_name
from petitions.core.editing import Answer, answer
from petitions.core.errors import DomainError
from petitions.core.pages import see
from petitions.dispatch import letters, petition_editions, policy, queries, service
from petitions.dispatch.answers import SENT
from petitions.dispatch.blueprint import blueprint, campaign_of, onward, trail
from petitions.dispatch.forms import CloseForm, ConfirmForm, ReopenForm
from petitions.dispatch.lodging import late
from petitions.dispatch.lodging.queries import is_lodged
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.signing import queries as signing
from petitions.signing.display import marked, shown_as
from petitions.signing.exporting.queries import of_open_version
from petitions.signing.models import ConsentKind, Signature
from petitions.signing.ordering import in_order
from petitions.signing.supporters.rules import ANYONE


@blueprint.route("/campaigns/<uuid:campaign_id>/close", methods=["GET", "POST"])
def close(campaign_id: UUID) -> Answer:
    """Show what would be closed, and close it."""
    actor, campaign = current_actor(), campaign_of(campaign_id)
    policy.require_close(actor)
    form = CloseForm()
    do = late.close_late if campaign.state in SENT and is_lodged(campaign) else service.close
    return answer(
        form,
        lambda: do(actor, campaign, as_of_signing=bool(form.as_of_signing.data)),
        lambda: _closed(campaign),
        lambda: _close_page(campaign, form),
    )


@blueprint.route("/campaigns/<uuid:campaign_id>/reopen", methods=["GET", "POST"])
def reopen(campaign_id: UUID) -> Answer:
    """Collect again on the same version."""
    actor, campaign = current_actor(), campaign_of(campaign_id)
    policy.require_close(actor)
    form = ReopenForm()
    do = late.reopen_late if campaign.state in SENT and is_lodged(campaign) else service.reopen
    return answer(
        form,
        lambda: do(actor, campaign, str(form.reason.data)),
        lambda: onward(_("The campaign collects signatures again."), url_for("desk.campaign", campaign_id=campaign.id)),
        lambda: render_template(
            "dispatch/reopen.html", campaign=campaign, form=form, trail=trail(campaign, _("Reopen"))
        ),
    )


@blueprint.route("/campaigns/<uuid:campaign_id>/send", methods=["GET", "POST"])
def confirm(campaign_id: UUID) -> Answer:
    """Show the letter as it would leave, and let it go."""
    actor, campaign = current_actor(), campaign_of(campaign_id)
    if is_lodged(campaign) and request.method == "GET":
        return see(url_for("dispatch.confirm_sheet", campaign_id=campaign.id))
    if campaign.state in SENT and request.method == "GET":
        return see(url_for("dispatch.log", campaign_id=campaign.id))
    form = ConfirmForm()
    return answer(
        form,
        lambda: service.confirm(actor, campaign, as_of_signing=bool(form.as_of_signing.data), seen=str(form.seen.data)),
        lambda: onward(
            _("The letter is on its way. This page shows what each mail server answers."),
            url_for("dispatch.log", campaign_id=campaign.id),
        ),
        lambda **_stored: _confirm_page(actor, campaign, form),
    )


@blueprint.get("/campaigns/<uuid:campaign_id>/proof.pdf")
def proof(campaign_id: UUID) -> Response:
    """The letter as it would leave today."""
    campaign = campaign_of(campaign_id)
    edition = queries.closed_edition(campaign)
    if edition is None or queries.letter_of(campaign) is not None:
        abort(404)
    return _pdf(service.proof(campaign, edition), f"{campaign.slug}-proof.pdf")


@blueprint.get("/campaigns/<uuid:campaign_id>/letter.pdf")
def letter_pdf(campaign_id: UUID) -> Response:
    """The letter as it was sent, byte for byte."""
    campaign = campaign_of(campaign_id)
    letter = queries.letter_of(campaign)
    if letter is None:
        abort(404)
    response = _pdf(letter.pdf, f"{campaign.slug}.pdf")
    response.set_etag(letter.pdf_sha256)
    response.make_conditional(request)
    return response


def _closed(campaign: Campaign) -> str:
    if is_lodged(campaign):
        message = _("The edition is closed. Another person can now confirm its lodging sheet.")
        return onward(message, url_for("dispatch.confirm_sheet", campaign_id=campaign.id))
    message = _("The campaign is closed. Another person can now send the letter.")
    return onward(message, url_for("dispatch.confirm", campaign_id=campaign.id))


def _close_page(campaign: Campaign, form: CloseForm) -> str:
    version = drafting.open_version(campaign)
    if version is None:
        raise DomainError(_("No version is open for signature, so there is nothing to close."))
    if signing.is_petition(campaign):
        return _close_petition_page(campaign, version, form)
    signatures = in_order(load(campaign.instrument), signing.in_force(campaign), version.text.language)
    off_the_sheet = _("Of them not on the sheet, as they did not agree to be printed")
    return _closing_page(
        "close",
        campaign,
        form,
        version=version,
        rows=_rows(signatures),
        count=capacities.in_words(by_capacity([signing.as_signatory(signature) for signature in signatures])),
        hidden=sum(shown_as(signature, ConsentKind.PRINT) is None for signature in signatures),
        hidden_are=off_the_sheet if is_lodged(campaign) else _("Of them not named in the letter"),
        lapsed=signing.lapsed(signatures),
    )


def _close_petition_page(campaign: Campaign, version: Version, form: CloseForm) -> str:
    """What would be closed of a petition: how many, and where the list is read a page at a time."""
    found = of_open_version(campaign)
    count = len(found.rows) + found.counted
    return _closing_page(
        "close_petition",
        campaign,
        form,
        version=version,
        count=capacities.in_words([(ANYONE, count)]) if count else "",
        hidden=format_number(found.counted),
        hidden_are=_("Of them not to be named in print"),
        lapsed=(),
        most=format_number(petition_editions.MOST_NAMED) if count > petition_editions.MOST_NAMED else "",
    )


def _closing_page(template: str, campaign: Campaign, form: CloseForm, **shown: Any) -> str:
    return render_template(
        f"dispatch/{template}.html",
        campaign=campaign,
        form=form,
        edition=campaign.edition,
        unmet=queries.unmet_for_closing(campaign, as_of_signing=True),
        may_close=campaign.state == CampaignState.COLLECTING or late.may_close(campaign),
        is_lodged=is_lodged(campaign),
        late=late_names(campaign) if campaign.late_since else "",
        trail=trail(campaign, _("Close for signature")),
        **shown,
    )


def _rows(signatures: Sequence[Signature]) -> list[dict[str, Any]]:
    by_hand = signing.by_hand(signatures)
    return [_row(signature, by_hand[signature.id]) for signature in signatures]


def _row(signature: Signature, by_hand: Sequence[str]) -> dict[str, Any]:
    return {
        "name": signature.name,
        "capacity": signature.capacity,
        "group": signature.group_code,
        "country": country_name(signature.delegation) if signature.delegation else "",
        "note": marked(signature) if shown_as(signature, ConsentKind.PRINT) else _("Not named in the letter"),
        "by_hand": by_hand,
    }


def _confirm_page(actor: Actor, campaign: Campaign, form: ConfirmForm) -> str:
    edition = queries.closed_edition(campaign)
    if edition is None or campaign.state in SENT:
        raise DomainError(
            form.form_errors[0] if form.form_errors else _("Close the campaign before its letter is sent.")
        )
    digest = sha256(service.proof(campaign, edition)).hexdigest()
    form.seen.data = digest
    signatures = queries.signatures_of(edition)
    by_hand = signing.by_hand(signatures.values())
    return render_template(
        "dispatch/confirm.html",
        campaign=campaign,
        form=form,
        edition=edition,
        digest=digest,
        version=drafting.by_id(edition.version_id),
        count=letters.count_in_words(edition),
        unnamed=letters.unnamed_in_words(edition),
        lapsed=signing.lapsed(signatures.values()),
        by_hand=[(signatures[ref].name, said) for ref, said in by_hand.items() if said],
        unmet=queries.unmet_for_dispatch(campaign, as_of_signing=True),
        may_confirm=policy.may_confirm(actor),
        closed_by_actor=edition.closed_by_id == actor.id,
        may_reopen=policy.may_close(actor),
        trail=trail(campaign, _("Send the letter")),
        **_offices(campaign),
    )


def _offices(campaign: Campaign) -> dict[str, Any]:
    chosen = queries.chosen_addressees(campaign)
    return {
        "offices": [office for office in chosen if queries.is_valid(office, today())],
        "left_out": [office for office in chosen if not queries.is_valid(office, today())],
    }


def _pdf(content: bytes, filename: str) -> Response:
    response = make_response(content)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response
