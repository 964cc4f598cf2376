"""The page on which organisers decide on a wish for another line below a name."""

from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.signing import policy
from petitions.signing.blueprint import Page, attempt, blueprint
from petitions.signing.correcting import queries, wishing
from petitions.signing.correcting.forms import DecideWishForm
from petitions.signing.correcting.states import WishState
from petitions.signing.correcting.words import when_printed
from petitions.signing.correcting.writing import printed_in
from petitions.signing.signature_views import back_to, trail_of


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/wishes/<uuid:wish_id>", methods=["GET", "POST"])
def decide_wish(campaign_id: UUID, wish_id: UUID) -> Page:
    """What a signatory wishes, what stands, and what printing it means; then the decision."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    wish = queries.get_wish(actor, campaign, wish_id)
    policy.require_deciding(actor)
    form = DecideWishForm()
    if form.validate_on_submit():
        reason = str(form.reason.data or "")
        if form.decision.data == "take":
            attempt(form, lambda: wishing.take(actor, wish))
        else:
            attempt(form, lambda: wishing.decline(actor, wish, reason))
        if not form.errors:
            flash(_("Decided. %(name)s is told by mail.", name=wish.signature.name), "done")
            return back_to(wish.signature)
    signature = wish.signature
    return render_template(
        "signing/correcting/decide.html",
        campaign=campaign,
        form=form,
        wish=wish,
        signature=signature,
        is_open=wish.state == WishState.OPEN,
        when=when_printed(printed_in(signature)),
        trail=trail_of(campaign, _("Another line below the name"), signature),
    )
