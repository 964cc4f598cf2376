"""Pages on which a campaign says which approvals it needs. They belong to the blueprint of drafting."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.drafting import policy, queries
from petitions.drafting.approvals import needs as service
from petitions.drafting.approvals.forms import NeedForm, RemoveForm
from petitions.drafting.approvals.policy import needs_second_person
from petitions.drafting.approvals.queries import colleagues, need, removed
from petitions.drafting.approvals.standing import needs_of
from petitions.drafting.approvals.words import KIND_HINTS, name_of
from petitions.drafting.blueprint import blueprint
from petitions.drafting.rules import UNDER_WAY
from petitions.people.addresses import masked


@blueprint.route("/approvals", methods=["GET", "POST"])
def needs(campaign_id: UUID) -> Answer:
    """Which approvals the campaign needs; and one more."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    form = NeedForm()
    if form.is_submitted():
        policy.require_write(actor)
    form.offer(colleagues(campaign))

    def add() -> None:
        one = service.add(actor, campaign, form.wanted())
        name = name_of(one.kind, one.party)
        flash(_("The text now needs this approval: %(name)s, by %(giver)s.", name=name, giver=one.giver), "done")

    return answer(
        form,
        add,
        lambda: url_for("drafting.needs", campaign_id=campaign_id),
        lambda **more: _needs_page(form, campaign, actor, **more),
    )


@blueprint.route("/approvals/<uuid:need_id>/remove", methods=["GET", "POST"])
def remove_need(campaign_id: UUID, need_id: UUID) -> Answer:
    """Take a needed approval away, after a page that says what that means."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    policy.require_write(actor)
    one = need(campaign, need_id)
    form = RemoveForm()
    name = name_of(one.kind, one.party)

    def remove() -> None:
        service.remove(actor, one, form.reason.data or "")
        flash(_("The text no longer needs this approval: %(name)s.", name=name), "done")

    return answer(
        form,
        remove,
        lambda: url_for("drafting.needs", campaign_id=campaign_id),
        lambda **more: render_template(
            "drafting/approvals/remove.html",
            form=form,
            campaign=campaign,
            need=one,
            name=name,
            wants_second=needs_second_person(actor, one),
            may_change=campaign.state in UNDER_WAY,
            **more,
        ),
    )


def _needs_page(form: NeedForm, campaign: Campaign, actor: Actor, **more: object) -> str:
    return render_template(
        "drafting/approvals/needs.html",
        form=form,
        campaign=campaign,
        needs=needs_of(campaign),
        removed=removed(campaign),
        latest=queries.latest(campaign),
        name_of=name_of,
        masked=masked,
        kind_hints=KIND_HINTS,
        may_change=policy.may_write(actor) and campaign.state in UNDER_WAY,
        may_write=policy.may_write(actor),
        **more,
    )
