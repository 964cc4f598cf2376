"""The organisers' page of one signature, and what the pages below it share."""

from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.pages import see
from petitions.signing import queries, signature_page
from petitions.signing.blueprint import Page, blueprint
from petitions.signing.models import Signature
from petitions.signing.trails import trail


@blueprint.get("/desk/campaigns/<uuid:campaign_id>/signatures/<uuid:signature_id>")
def signature(campaign_id: UUID, signature_id: UUID) -> Page:
    """Who signed what, when, and how it was proved; what was corrected, disputed and asked since."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    found = queries.get_signature(actor, campaign, signature_id)
    shown = signature_page.of(found)
    return render_template(
        "signing/desk/signature.html", campaign=campaign, trail=trail_of(campaign, found.name), **shown
    )


def trail_of(campaign: Campaign, label: str, signature: Signature | None = None) -> list[dict[str, str]]:
    """The way to a page below the table of invitations, or below the page of one signature."""
    table = _("Who signed") if queries.is_petition(campaign) else _("Invitations")
    above = [{"label": table, "href": url_for("signing.invitations", campaign_id=campaign.id)}]
    if signature is not None:
        above.append({"label": signature.name, "href": address_of(signature)})
    return trail(campaign, *above, label)


def address_of(signature: Signature) -> str:
    """Where organisers read about a signature."""
    return url_for("signing.signature", campaign_id=signature.campaign_id, signature_id=signature.id)


def back_to(signature: Signature) -> Page:
    """On to the page of the signature, once something was decided about it."""
    return see(address_of(signature))
