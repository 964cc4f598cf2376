"""Pages of organisers: which reminders are planned, whom each would reach, and what became of those written."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import queries as part_sessions
from petitions.campaigns.part_sessions.words import closing, late_names
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.core.forms import EmptyForm
from petitions.signing import policy
from petitions.signing.blueprint import blueprint
from petitions.signing.reminding import queries, service, words
from petitions.signing.reminding.forms import AnswerByForm, ReminderForm
from petitions.signing.reminding.rules import COUNTED
from petitions.signing.trails import trail


@blueprint.get("/desk/campaigns/<uuid:campaign_id>/reminders")
def reminders(campaign_id: UUID) -> Answer:
    """Every reminder, when it is written, how many it would reach today, and how many were sent."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    reach, mails = queries.reach(campaign), queries.outcomes(campaign)
    waiting = len(reach.waiting)
    rows = [words.row(one, campaign, mails.get(one.id, {}), waiting) for one in queries.reminders(campaign)]
    return render_template(
        "signing/reminding/index.html",
        campaign=campaign,
        rows=sorted(rows, key=lambda row: (row.moment is None, row.moment)),
        waiting=waiting,
        barred=reach.barred,
        closes=closing(campaign),
        late=late_names(campaign) if part_sessions.takes_late_names(campaign) else "",
        may_plan=policy.may_collect(actor) and queries.may_remind(campaign),
        may_extend=campaigns.may_be_extended(campaign),
        trail=trail(campaign, _("Reminders")),
    )


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/reminders/new", methods=["GET", "POST"])
def add_reminder(campaign_id: UUID) -> Answer:
    """Plan one more."""
    actor, campaign = _to_plan(campaign_id)
    form = ReminderForm()
    dates = queries.dates_of(campaign)
    form.offer({kind: words.counted_from(kind, campaign) for kind in COUNTED if dates.day(kind)})
    return answer(
        form,
        lambda: service.add(actor, campaign, *form.wanted),
        lambda: _back(_("The reminder is planned."), campaign),
        lambda **more: _page("add", campaign, _("Plan a reminder"), form=form, **more),
    )


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/reminders/<uuid:reminder_id>/remove", methods=["GET", "POST"])
def remove_reminder(campaign_id: UUID, reminder_id: UUID) -> Answer:
    """Take one back, after a page that says what that means."""
    actor, campaign = _to_plan(campaign_id)
    reminder = queries.get(campaign, reminder_id)
    form = EmptyForm()
    said = words.said(reminder)
    return answer(
        form,
        lambda: service.remove(actor, campaign, reminder),
        lambda: _back(_("The reminder is taken back."), campaign),
        lambda **more: _page("remove", campaign, _("Take a reminder back"), form=form, said=said, **more),
    )


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/answer-by", methods=["GET", "POST"])
def answer_by(campaign_id: UUID) -> Answer:
    """The day by which an answer is asked for, before the deadline."""
    actor, campaign = _to_plan(campaign_id)
    form = AnswerByForm(data={"day": campaign.answer_by})
    closes = closing(campaign)
    return answer(
        form,
        lambda: service.ask_by(actor, campaign, form.day.data),
        lambda: _back(_("The day is saved.") if form.day.data else _("No day is named any more."), campaign),
        lambda **more: _page("answer_by", campaign, _("Answer by"), form=form, closes=closes, **more),
    )


def _to_plan(campaign_id: UUID) -> tuple[Actor, Campaign]:
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    policy.require_collecting(actor)
    return actor, campaign


def _page(template: str, campaign: Campaign, here: str, **context: object) -> str:
    table = {"label": _("Reminders"), "href": url_for("signing.reminders", campaign_id=campaign.id)}
    path = trail(campaign, table, here)
    return render_template(f"signing/reminding/{template}.html", campaign=campaign, trail=path, **context)


def _back(message: str, campaign: Campaign) -> str:
    flash(message, "done")
    return url_for("signing.reminders", campaign_id=campaign.id)
