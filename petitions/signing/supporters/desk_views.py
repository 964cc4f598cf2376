"""The organisers' page of a petition: its public address, how many signed, and who, a page at a time."""

from uuid import UUID

from flask import url_for

from petitions.accounts.guard import current_actor
from petitions.campaigns import deadline_words
from petitions.campaigns import queries as campaigns
from petitions.core.addresses import external
from petitions.core.countries import country_name
from petitions.core.pages import see
from petitions.core.paging import SIZE, number_in_address
from petitions.signing import queries as signing
from petitions.signing.blueprint import Page, blueprint
from petitions.signing.clusters import queries as clusters
from petitions.signing.desk_views import desk_page
from petitions.signing.display import marked
from petitions.signing.models import Signature
from petitions.signing.supporters import queries


@blueprint.get("/desk/campaigns/<uuid:campaign_id>/supporters")
def supporters(campaign_id: UUID) -> Page:
    """Who signed the petition, with the comments that only organisers read."""
    campaign = campaigns.get_visible(current_actor(), campaign_id)
    if not signing.is_petition(campaign):
        return see(url_for("signing.invitations", campaign_id=campaign_id))
    found = queries.signed(campaign, number_in_address("before"))
    shown = found[:SIZE]
    return desk_page(
        "supporters",
        campaign,
        address=external("public.campaign", slug=campaign.slug),
        is_open=signing.asks_the_public(campaign),
        embargo=deadline_words.embargo(campaign),
        asked=queries.how_many(campaign),
        waiting=clusters.count_waiting(campaign),
        rows=[_row(signature) for signature in shown],
        older=shown[-1].number if len(found) > SIZE else None,
    )


def _row(signature: Signature) -> dict[str, object]:
    return {
        "id": signature.id,
        "number": signature.number,
        "name": signature.name,
        "country": country_name(signature.delegation),
        "at": signature.confirmed_at,
        "is_published": signature.is_published,
        "shown": marked(signature),
        "comment": signature.comment,
    }
