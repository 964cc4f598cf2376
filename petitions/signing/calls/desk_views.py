"""The organisers' page of a call: whether it is open, for whom, and what organisations asked under it."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.addresses import external
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError
from petitions.core.pages import see
from petitions.signing import policy
from petitions.signing.blueprint import Page, blueprint
from petitions.signing.calls import opening, queries, words
from petitions.signing.trails import trail


@blueprint.get("/desk/campaigns/<uuid:campaign_id>/call")
def call(campaign_id: UUID) -> Page:
    """Whether a call is open, and every request that was confirmed."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    return render_template(
        "signing/calls/call.html",
        campaign=campaign,
        call=queries.in_force(campaign),
        takes=queries.takes(campaign),
        audience=queries.audience_of(campaign),
        why_not=opening.why_not_opened(campaign),
        may_collect=policy.may_collect(actor),
        address=external("public.campaign", slug=campaign.slug),
        rows=words.rows(queries.requests(campaign)),
        trail=trail(campaign, _("Open call")),
    )


@blueprint.post("/desk/campaigns/<uuid:campaign_id>/call/open")
def open_call(campaign_id: UUID) -> Answer:
    """Open the call."""
    return _do(campaign_id, opening.open_call, _("The call is open. It stands on the public page."))


@blueprint.post("/desk/campaigns/<uuid:campaign_id>/call/end")
def end_call(campaign_id: UUID) -> Answer:
    """End the call."""
    return _do(campaign_id, opening.end_call, _("The call is ended. What was asked before stays."))


def _do(campaign_id: UUID, verb: Callable[..., object], done: str) -> Answer:
    actor = current_actor()
    campaign: Campaign = campaigns.get_visible(actor, campaign_id)
    policy.require_collecting(actor)
    try:
        with transaction():
            verb(actor, campaign)
    except DomainError as refused:
        flash(refused.message, "wait")
    else:
        flash(done, "done")
    return see(url_for("signing.call", campaign_id=campaign_id))
