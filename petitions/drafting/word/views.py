"""A version goes out as a Word file."""

from uuid import UUID

from flask import Response, request

from petitions.accounts.guard import current_actor
from petitions.campaigns.queries import get_visible
from petitions.core.headers import keep_private
from petitions.drafting import queries
from petitions.drafting.blueprint import blueprint
from petitions.drafting.word.origin import Origin
from petitions.drafting.word.outgoing import beside
from petitions.drafting.word.writing import Letter, write

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/versions/<int:number>/text.docx")
@blueprint.get("/translations/<language>/versions/<int:number>/text.docx")
def word_file(campaign_id: UUID, number: int, language: str = "") -> Response:
    """A version as a Word document that knows which version it is; asked for, with what is said of it."""
    campaign = get_visible(current_actor(), campaign_id)
    keep_private()
    version = queries.numbered(campaign, number, language)
    origin = Origin(version.text_id, version.number, version.sha256)
    with_comments = request.args.get("comments") == "1"
    talks = beside(version) if with_comments else []
    letter = Letter(version.subject, version.body, version.text.language, origin, version.created_at, talks)
    named = "-".join([campaign.slug, *filter(None, [language]), str(version.number)])
    named += "-with-comments" if with_comments else ""
    response = Response(write(letter), content_type=_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{named}.docx"'
    return response
