"""Pages of the lodging sheet: read it, copy it, print it, confirm it."""

from hashlib import sha256
from uuid import UUID

from flask import Response, abort, make_response, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.core.errors import DomainError
from petitions.core.pages import see
from petitions.dispatch import policy
from petitions.dispatch import queries as dispatch
from petitions.dispatch.blueprint import blueprint, campaign_of, onward, trail
from petitions.dispatch.forms import ConfirmForm
from petitions.dispatch.lodging import queries, service, sheet
from petitions.dispatch.lodging.models import Lodging
from petitions.dispatch.lodging.rules import Stage
from petitions.dispatch.models import Edition
from petitions.drafting import queries as drafting
from petitions.signing import queries as signing


@blueprint.route("/campaigns/<uuid:campaign_id>/lodging/sheet", methods=["GET", "POST"])
def confirm_sheet(campaign_id: UUID) -> Answer:
    """Show the sheet as it would be lodged, and freeze it."""
    actor, campaign = current_actor(), campaign_of(campaign_id)
    if request.method == "GET" and queries.standing(campaign).stage not in {Stage.NONE, Stage.CLOSED}:
        return see(url_for("dispatch.lodging", campaign_id=campaign.id))
    form = ConfirmForm()
    return answer(
        form,
        lambda: service.confirm_sheet(
            actor, campaign, as_of_signing=bool(form.as_of_signing.data), seen=str(form.seen.data)
        ),
        lambda: onward(
            _("The sheet is confirmed and ready to lodge. Print it, have it signed, hand it in, then record that."),
            url_for("dispatch.lodging", campaign_id=campaign.id),
        ),
        lambda **_stored: _confirm_page(actor, campaign, form),
    )


@blueprint.get("/campaigns/<uuid:campaign_id>/lodging/sheet.pdf")
def sheet_pdf(campaign_id: UUID) -> Response:
    """The sheet with room for signatures: as it was confirmed, or as it would be today."""
    campaign = campaign_of(campaign_id)
    edition, lodging = _asked_for(campaign)
    return _file(lodging.pdf if lodging else service.proof(campaign, edition), "application/pdf", campaign, "pdf")


@blueprint.get("/campaigns/<uuid:campaign_id>/lodging/sheet.txt")
def sheet_text(campaign_id: UUID) -> Response:
    """The sheet as plain text, to copy."""
    campaign = campaign_of(campaign_id)
    edition, lodging = _asked_for(campaign)
    lines = lodging.lines if lodging else sheet.lines_of(sheet.on_sheet(edition))
    text = sheet.as_text(campaign, drafting.by_id(edition.version_id), lines)
    return _file(text.encode(), "text/plain; charset=utf-8", campaign, "txt")


def _asked_for(campaign: Campaign) -> tuple[Edition, Lodging | None]:
    """The latest edition, or the one whose number the address names."""
    number = request.args.get("edition", type=int)
    if number is not None:
        lodging = queries.get_lodging(campaign, number)
        return lodging.edition, lodging
    standing = queries.standing(campaign)
    if standing.edition is None or not queries.is_lodged(campaign):
        abort(404)
    return standing.edition, standing.lodging


def _file(content: bytes, kind: str, campaign: Campaign, ending: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'inline; filename="{campaign.slug}-lodging-sheet.{ending}"'
    return response


def _confirm_page(actor: Actor, campaign: Campaign, form: ConfirmForm) -> str:
    edition = queries.standing(campaign).edition
    if edition is None or not queries.is_lodged(campaign) or campaign.state not in service.GATHERED:
        raise DomainError(
            form.form_errors[0] if form.form_errors else _("Close the campaign before its lodging sheet is confirmed.")
        )
    found = sheet.entries(edition)
    printed = [entry for entry in found if entry.row.is_printed]
    form.seen.data = sha256(service.proof(campaign, edition)).hexdigest()
    return render_template(
        "dispatch/lodging/confirm.html",
        campaign=campaign,
        form=form,
        edition=edition,
        version=drafting.by_id(edition.version_id),
        lines=sheet.lines_of(printed),
        count=len(printed),
        left_off=[entry.row.name for entry in found if not entry.row.is_printed],
        without_honorific=sheet.without_honorific(printed),
        lapsed=signing.lapsed(dispatch.signatures_of(edition).values()),
        unmet=dispatch.unmet_for_dispatch(campaign, as_of_signing=True),
        may_confirm=policy.may_confirm(actor),
        closed_by_actor=edition.closed_by_id == actor.id,
        may_reopen=policy.may_close(actor),
        trail=trail(campaign, _("Lodging sheet")),
    )
