"""A version as a file."""

from uuid import UUID

from flask import Response

from petitions.accounts.guard import current_actor
from petitions.campaigns.queries import get_visible
from petitions.core.headers import keep_private
from petitions.core.text import canonical_bytes
from petitions.drafting import queries
from petitions.drafting.blueprint import blueprint
from petitions.drafting.rules import whole


@blueprint.get("/versions/<int:number>/text.md")
@blueprint.get("/translations/<language>/versions/<int:number>/text.md")
def markdown(campaign_id: UUID, number: int, language: str = "") -> Response:
    """Subject and text in Markdown, the very bytes that the version's SHA-256 is of."""
    campaign = get_visible(current_actor(), campaign_id)
    keep_private()
    version = queries.numbered(campaign, number, language)
    hashed = canonical_bytes(whole(version.subject, version.body))
    named = [campaign.slug, *([version.translation] if version.translation else []), str(version.number)]
    response = Response(hashed, content_type="text/markdown; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{"-".join(named)}.md"'
    return response
