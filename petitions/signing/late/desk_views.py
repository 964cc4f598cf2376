"""The page on which an organiser says what was done about a late withdrawal."""

from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import instruments
from petitions.campaigns import queries as campaigns
from petitions.signing import policy
from petitions.signing.blueprint import Page, attempt, blueprint
from petitions.signing.late import queries, service
from petitions.signing.late.forms import AnswerForm
from petitions.signing.signature_views import back_to, trail_of


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/withdrawals/<uuid:withdrawal_id>", methods=["GET", "POST"])
def answer_withdrawal(campaign_id: UUID, withdrawal_id: UUID) -> Page:
    """What a signatory asks for, why the rules do not allow it, and what was done about it."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    row = queries.get_visible(actor, campaign, withdrawal_id)
    policy.require_deciding(actor)
    form = AnswerForm()
    if form.validate_on_submit():
        attempt(form, lambda: service.answer(actor, row, str(form.answer.data)))
        if not form.errors:
            flash(_("Kept. %(name)s is told by mail.", name=row.signature.name), "done")
            return back_to(row.signature)
    return render_template(
        "signing/late/answer.html",
        campaign=campaign,
        form=form,
        row=row,
        note=instruments.load(campaign.instrument).withdrawal_note,
        trail=trail_of(campaign, _("Late withdrawal"), row.signature),
    )
