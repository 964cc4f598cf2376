"""Pages on which campaigns are started, planned, withdrawn and concluded."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import deadline_words, policy, queries, service, words
from petitions.campaigns.forms import OutcomeForm, PlanForm, ReasonForm, StartForm
from petitions.campaigns.instruments import all_instruments
from petitions.campaigns.models import Campaign
from petitions.cases.queries import get_visible as get_visible_case
from petitions.core import audit, telling_views
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.core.once import made_before

blueprint = Blueprint("campaigns", __name__, url_prefix="/<lang>/desk")


@blueprint.route("/cases/<uuid:case_id>/campaigns/new", methods=["GET", "POST"])
def create(case_id: UUID) -> Answer:
    """Start a campaign on a case."""
    actor = current_actor()
    case = get_visible_case(actor, case_id)
    policy.require_plan(actor)
    form = StartForm()
    form.offer(case, queries.of_organisation(actor), queries.recorded_of_case(case.id))
    hints = {rules.id: words.summary(rules) for rules in all_instruments()}
    return answer(
        form,
        lambda: service.create(actor, case, form.instrument.data, form.plan(), form.row_id),
        lambda: _told(_("The campaign is started. Write its text next."), "drafting.write", form.row_id),
        lambda **more: render_template("campaigns/create.html", form=form, case=case, hints=hints, **more),
        made=lambda: made_before(form, Campaign, actor.organisation_id, case_id=case.id, title=form.title.data),
    )


@blueprint.route("/campaigns/<uuid:campaign_id>/edit", methods=["GET", "POST"])
def edit(campaign_id: UUID) -> Answer:
    """Change the plan of a campaign."""
    actor, campaign = _to_plan(campaign_id)
    form = _stored_form(campaign)
    return answer(
        form,
        lambda: service.edit(actor, campaign, form.plan(), form.made_from),
        lambda: _told(_("The plan is saved."), "desk.campaign", campaign_id),
        lambda **more: render_template(
            "campaigns/edit.html",
            form=form,
            campaign=campaign,
            deadline=deadline_words.deadline(campaign),
            may_extend=queries.may_be_extended(campaign),
            **more,
        ),
        stored=lambda: _stored_form(campaign, formdata=None),
    )


@blueprint.route("/campaigns/<uuid:campaign_id>/withdraw", methods=["GET", "POST"])
def withdraw(campaign_id: UUID) -> Answer:
    """Give a campaign up, with the reason."""
    actor, campaign = _to_plan(campaign_id)
    form = ReasonForm()
    return answer(
        form,
        lambda: service.withdraw(actor, campaign, form.reason.data or ""),
        lambda: _told(_("The campaign is withdrawn."), "desk.campaign", campaign_id),
        lambda **more: render_template("campaigns/withdraw.html", form=form, campaign=campaign, **more),
    )


@blueprint.route("/campaigns/<uuid:campaign_id>/conclude", methods=["GET", "POST"])
def conclude(campaign_id: UUID) -> Answer:
    """End a campaign with what came of it."""
    actor, campaign = _to_plan(campaign_id)
    form = OutcomeForm()
    return answer(
        form,
        lambda: service.conclude(actor, campaign, form.outcome.data or ""),
        lambda: _told(_("The campaign is concluded."), "desk.campaign", campaign_id),
        lambda **more: render_template("campaigns/conclude.html", form=form, campaign=campaign, **more),
    )


@blueprint.get("/campaigns/<uuid:campaign_id>/history")
def history(campaign_id: UUID) -> Answer:
    """Who did what in a campaign, filtered by what the address asks for."""
    campaign = queries.get_visible(current_actor(), campaign_id)
    return telling_views.page("campaigns/history.html", audit.history(campaign_id=campaign.id), campaign=campaign)


@blueprint.get("/campaigns/<uuid:campaign_id>/history.csv")
def history_file(campaign_id: UUID) -> Response:
    """The same as a table for spreadsheets."""
    campaign = queries.get_visible(current_actor(), campaign_id)
    back = url_for("campaigns.history", campaign_id=campaign.id)
    return telling_views.file(campaign.slug, audit.history(campaign_id=campaign.id), back)


def _to_plan(campaign_id: UUID) -> tuple[Actor, Campaign]:
    actor = current_actor()
    campaign = queries.get_visible(actor, campaign_id)
    policy.require_plan(actor)
    return actor, campaign


def _stored_form(campaign: Campaign, **options: Any) -> PlanForm:
    form = PlanForm(data=PlanForm.stored(campaign), **options)
    form.offer(campaign.case, queries.earlier_than(campaign), queries.recorded_of_case(campaign.case_id))
    if queries.deadline_is_told(campaign):
        form.keep_deadline(campaign)
    return form


def _told(message: str, endpoint: str, campaign_id: UUID) -> str:
    flash(message, "done")
    return url_for(endpoint, campaign_id=campaign_id)
