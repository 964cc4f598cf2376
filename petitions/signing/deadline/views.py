"""The page of organisers on which a deadline is extended."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import deadline_words
from petitions.campaigns import queries as campaigns
from petitions.campaigns.deadlines import CLOCKS
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.editing import Answer, answer
from petitions.signing import policy
from petitions.signing import queries as signing
from petitions.signing.blueprint import blueprint
from petitions.signing.deadline import service
from petitions.signing.deadline.forms import ExtendForm
from petitions.signing.reminding.queries import reach
from petitions.signing.trails import trail


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/deadline", methods=["GET", "POST"])
def extend(campaign_id: UUID) -> Answer:
    """Set a later deadline, and see before whom it is told."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    policy.require_collecting(actor)
    form = ExtendForm(campaign)
    return answer(
        form,
        lambda: service.extend(actor, campaign, form.deadline, form.made_from),
        lambda: _told(campaign),
        lambda **more: _page(campaign, form, **more),
        stored=lambda: ExtendForm(campaign, formdata=None),
    )


def _told(campaign: Campaign) -> str:
    flash(_("The deadline is extended: %(moment)s.", moment=deadline_words.deadline(campaign)), "done")
    return url_for("desk.campaign", campaign_id=campaign.id)


def _page(campaign: Campaign, form: ExtendForm, **more: object) -> str:
    return render_template(
        "signing/deadline/extend.html",
        campaign=campaign,
        form=form,
        deadline=deadline_words.deadline(campaign),
        clock=CLOCKS[campaign.deadline_zone],
        may_extend=campaigns.may_be_extended(campaign),
        is_closed=campaign.state == CampaignState.CLOSED,
        is_paused=campaign.state in {CampaignState.DRAFTING, CampaignState.REVIEW},
        waiting=len(reach(campaign).waiting),
        signed=signing.count_in_force(campaign),
        trail=trail(campaign, _("Extend the deadline")),
        **more,
    )
