"""The dispatch log: every delivery with every attempt, what is settled by hand, replies and follow-ups."""

from datetime import date
from functools import partial
from typing import cast
from uuid import UUID

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.core.clock import today
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.errors import DomainError
from petitions.core.forms import EmptyForm, Form
from petitions.core.pages import see
from petitions.dispatch import answers, deliveries, policy, queries
from petitions.dispatch.blueprint import blueprint, campaign_of, onward, trail
from petitions.dispatch.forms import FollowUpForm, ReplyForm, SettleForm
from petitions.dispatch.lodging.queries import is_lodged
from petitions.dispatch.log import entries, still_open
from petitions.dispatch.models import Delivery
from petitions.dispatch.states import DeliveryState


@blueprint.get("/campaigns/<uuid:campaign_id>/dispatch")
def log(campaign_id: UUID) -> str | Response:
    """Everything that happened to the letter since it was confirmed; a lodged text has a page of its own."""
    actor, campaign = current_actor(), campaign_of(campaign_id)
    if is_lodged(campaign):
        return see(url_for("dispatch.lodging", campaign_id=campaign.id))
    letter = queries.letter_of(campaign)
    return render_template(
        "dispatch/log.html",
        campaign=campaign,
        letter=letter,
        entries=entries(campaign),
        still_open=still_open(campaign),
        replies=queries.replies(campaign),
        follow_ups=queries.follow_ups(campaign),
        today=today(),
        may_settle=policy.may_confirm(actor),
        may_note=policy.may_prepare(actor),
        trail=trail(campaign, _("Dispatch log")),
    )


@blueprint.route("/deliveries/<uuid:delivery_id>/settle", methods=["GET", "POST"])
def settle(delivery_id: UUID) -> Answer:
    """Say what became of a letter whose sending was cut off."""
    actor = current_actor()
    delivery = queries.get_delivery(actor, delivery_id)
    policy.require_confirm(actor)
    if delivery.state != DeliveryState.UNKNOWN:
        raise DomainError(_("This delivery is settled. The dispatch log shows how it stands."))
    campaign = delivery.letter.campaign
    entry = next(entry for entry in entries(campaign) if entry.delivery.id == delivery.id)
    form = SettleForm()
    return answer(
        form,
        lambda: deliveries.settle(
            actor, delivery, accepted=form.outcome.data == "accepted", reason=str(form.reason.data)
        ),
        lambda: onward(_("The delivery is settled."), url_for("dispatch.log", campaign_id=campaign.id)),
        lambda: render_template(
            "dispatch/settle.html",
            campaign=campaign,
            delivery=delivery,
            entry=entry,
            form=form,
            trail=trail(campaign, _("What became of the letter")),
        ),
    )


@blueprint.post("/deliveries/<uuid:delivery_id>/cancel")
def cancel(delivery_id: UUID) -> Response:
    """Stop a letter that has not left yet."""
    actor = current_actor()
    delivery = queries.get_delivery(actor, delivery_id)
    _check(EmptyForm())
    with transaction():
        deliveries.cancel(actor, delivery)
    return _back(delivery, _("The letter to %(office)s is cancelled.", office=delivery.addressee_name))


@blueprint.post("/deliveries/<uuid:delivery_id>/hand-over")
def hand_over(delivery_id: UUID) -> Response:
    """Record that the letter goes by hand instead."""
    actor = current_actor()
    delivery = queries.get_delivery(actor, delivery_id)
    _check(EmptyForm())
    with transaction():
        deliveries.hand_over(actor, delivery)
    return _back(delivery, _("The letter to %(office)s goes by hand.", office=delivery.addressee_name))


@blueprint.post("/deliveries/<uuid:delivery_id>/delivered")
def delivered(delivery_id: UUID) -> Response:
    """Record that a letter taken by hand has arrived."""
    actor = current_actor()
    delivery = queries.get_delivery(actor, delivery_id)
    _check(EmptyForm())
    with transaction():
        deliveries.mark_delivered(actor, delivery)
    return _back(delivery, _("The letter to %(office)s is delivered.", office=delivery.addressee_name))


@blueprint.route("/campaigns/<uuid:campaign_id>/replies/new", methods=["GET", "POST"])
def record_reply(campaign_id: UUID) -> Answer:
    """Record what an addressee answered."""
    actor, campaign = current_actor(), campaign_of(campaign_id)
    policy.require_prepare(actor)
    form = ReplyForm()
    form.delivery_id.offer((row.id, row.addressee_name) for row in queries.deliveries(campaign))
    return answer(
        form,
        lambda: answers.record_reply(actor, campaign, form.reply),
        lambda: onward(_("The reply is recorded."), url_for("dispatch.log", campaign_id=campaign.id)),
        partial(_note_page, "dispatch/reply.html", campaign, form, _("Record a reply")),
    )


@blueprint.route("/campaigns/<uuid:campaign_id>/follow-ups/new", methods=["GET", "POST"])
def add_follow_up(campaign_id: UUID) -> Answer:
    """Note what is to be done next."""
    actor, campaign = current_actor(), campaign_of(campaign_id)
    policy.require_prepare(actor)
    form = FollowUpForm()
    return answer(
        form,
        lambda: answers.add_follow_up(actor, campaign, cast("date", form.due_on.data), str(form.task.data)),
        lambda: onward(_("The follow-up is noted."), url_for("dispatch.log", campaign_id=campaign.id)),
        partial(_note_page, "dispatch/follow_up.html", campaign, form, _("Add a follow-up")),
    )


@blueprint.post("/follow-ups/<uuid:follow_up_id>/done")
def close_follow_up(follow_up_id: UUID) -> Response:
    """Mark a follow-up as done."""
    actor = current_actor()
    follow_up = queries.get_follow_up(actor, follow_up_id)
    _check(EmptyForm())
    with transaction():
        answers.close_follow_up(actor, follow_up)
    # A threshold may be reached before anything is sent: its follow-up stands on the campaign's board.
    back = "dispatch.log" if follow_up.threshold is None else "desk.campaign"
    return see(onward(_("The follow-up is done."), url_for(back, campaign_id=follow_up.campaign_id)))


def _note_page(template: str, campaign: Campaign, form: Form, title: str) -> str:
    return render_template(template, campaign=campaign, form=form, trail=trail(campaign, title))


def _check(form: EmptyForm) -> None:
    if not form.validate_on_submit():
        raise DomainError(_("The page was open for too long. Go back and try again."))


def _back(delivery: Delivery, message: str) -> Response:
    return see(onward(message, url_for("dispatch.log", campaign_id=delivery.letter.campaign_id)))
