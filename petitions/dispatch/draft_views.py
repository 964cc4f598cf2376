"""The proof of a version as PDF."""

from uuid import UUID

from flask import Response

from petitions.dispatch import drafts
from petitions.dispatch.blueprint import blueprint, campaign_of
from petitions.drafting import queries as drafting


@blueprint.get("/campaigns/<uuid:campaign_id>/versions/<int:number>/proof.pdf")
def draft(campaign_id: UUID, number: int) -> Response:
    """One version as it would be printed, marked as a draft on every page."""
    campaign = campaign_of(campaign_id)
    version = drafting.numbered(campaign, number)
    response = Response(drafts.as_pdf(campaign, version), mimetype="application/pdf")
    name = f"{campaign.slug}-draft-{version.number}-{version.sha256[:12]}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
