"""The page on which organisers conclude a dispute."""

from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.core.actor import Actor
from petitions.signing import policy
from petitions.signing.blueprint import Page, attempt, blueprint
from petitions.signing.disputing import concluding, queries
from petitions.signing.disputing.forms import ConclusionForm
from petitions.signing.disputing.models import Dispute
from petitions.signing.disputing.states import UNDECIDED, DisputeState
from petitions.signing.passkeys import queries as passkeys
from petitions.signing.signature_views import back_to, trail_of


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/disputes/<uuid:dispute_id>", methods=["GET", "POST"])
def decide_dispute(campaign_id: UUID, dispute_id: UUID) -> Page:
    """What is said against a signature, how it was proved, and what can be decided."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    dispute = queries.get_visible(actor, campaign, dispute_id)
    policy.require_deciding(actor)
    signature = queries.about(dispute)
    form = ConclusionForm()
    form.offer(dispute.state, proposed_it=dispute.proposed_by_id == actor.id)
    if form.validate_on_submit():
        attempt(form, lambda: _decide(actor, dispute, str(form.decision.data), str(form.reason.data or "")))
        if not form.errors:
            flash(_said(dispute), "done")
            return back_to(signature)
    return render_template(
        "signing/disputing/decide.html",
        campaign=campaign,
        form=form,
        dispute=dispute,
        is_open=dispute.state in UNDECIDED,
        has_passkey=policy.may_collect(actor) and bool(passkeys.good_for(dispute.invitation)),
        trail=trail_of(campaign, _("Dispute"), signature),
    )


def _decide(actor: Actor, dispute: Dispute, decision: str, reason: str) -> None:
    if decision == "agree":
        concluding.agree(actor, dispute)
    else:
        verb = {"propose": concluding.propose, "drop": concluding.drop, "annul": concluding.annul}[decision]
        verb(actor, dispute, reason)


def _said(dispute: Dispute) -> str:
    name = dispute.invitation.signatory
    return {
        DisputeState.OPEN: _("The signature of %(name)s stays set aside.", name=name),
        DisputeState.RESTORING: _("Proposed. Another organiser has to agree before it is restored."),
        DisputeState.RESTORED: _("The signature of %(name)s is restored, and its bearer is told.", name=name),
        DisputeState.ANNULLED: _("The signature of %(name)s is annulled, and its bearer is told.", name=name),
    }[DisputeState(dispute.state)]
