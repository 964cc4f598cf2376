"""The proof of a version as PDF, of the text or of a translation."""

from uuid import UUID

from flask import Response

from petitions.dispatch import drafts
from petitions.dispatch.blueprint import blueprint, campaign_of
from petitions.drafting import queries as drafting


@blueprint.get("/campaigns/<uuid:campaign_id>/versions/<int:number>/proof.pdf")
@blueprint.get("/campaigns/<uuid:campaign_id>/translations/<language>/versions/<int:number>/proof.pdf")
def draft(campaign_id: UUID, number: int, language: str = "") -> Response:
    """One version as it would be printed, marked as a draft on every page."""
    campaign = campaign_of(campaign_id)
    version = drafting.numbered(campaign, number, language)
    response = Response(drafts.as_pdf(campaign, version), mimetype="application/pdf")
    named = [campaign.slug, *([version.translation] if version.translation else []), "draft"]
    name = "-".join([*named, str(version.number), version.sha256[:12]])
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
