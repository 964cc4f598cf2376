"""Pages of signatures by hand: one organiser records, another looks at the evidence and decides."""

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.core.i18n import current_language
from petitions.drafting import queries as drafting
from petitions.drafting.languages import language_name
from petitions.signing import display, policy
from petitions.signing import queries as signing
from petitions.signing.blueprint import blueprint
from petitions.signing.by_hand import deciding, queries, reading, recording
from petitions.signing.by_hand.forms import DecisionForm, RecordForm
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.by_hand.policy import require_evidence
from petitions.signing.by_hand.recording import Given
from petitions.signing.models import Invitation, ProvedBy
from petitions.signing.preparing import Wish
from petitions.signing.wordings import wordings

_INVITATION = "/desk/campaigns/<uuid:campaign_id>/invitations/<uuid:invitation_id>/by-hand"
_RECORDING = "/desk/campaigns/<uuid:campaign_id>/by-hand/<uuid:confirmation_id>"


@blueprint.route(_INVITATION, methods=["GET", "POST"])
def record_by_hand(campaign_id: UUID, invitation_id: UUID) -> Answer:
    """Record what an invited signatory gave on paper or by telephone."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    invitation = signing.get_visible(actor, invitation_id)
    if invitation.campaign_id != campaign.id:
        abort(404)
    policy.require_collecting(actor)
    form: Any = _record_form(actor, invitation)
    return answer(
        form,
        lambda: recording.propose(actor, invitation, _given(form)),
        lambda: _recorded(campaign_id),
        lambda **_stored: _record_page(campaign, invitation, form),
    )


@blueprint.route(_RECORDING, methods=["GET", "POST"])
def decide_by_hand(campaign_id: UUID, confirmation_id: UUID) -> Answer:
    """Compare what a colleague recorded with its evidence, and confirm or refuse it."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    recorded = queries.get_visible(campaign, confirmation_id)
    require_evidence(actor)
    form: Any = DecisionForm()
    if form.is_submitted():
        policy.require_collecting(actor)
    return answer(
        form,
        lambda: _decide(actor, recorded, form),
        lambda: url_for("signing.invitations", campaign_id=campaign_id),
        lambda **_stored: _decide_page(actor, campaign, recorded, form),
    )


@blueprint.get(f"{_RECORDING}/evidence")
def evidence_by_hand(campaign_id: UUID, confirmation_id: UUID) -> Response:
    """The scan as a download that no browser opens in our name."""
    actor = current_actor()
    recorded = queries.get_visible(campaigns.get_visible(actor, campaign_id), confirmation_id)
    require_evidence(actor)
    response = Response(reading.scan(recorded), mimetype=recorded.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{recorded.id}.{recorded.ending}"'
    return response


def _record_form(actor: Actor, invitation: Invitation) -> RecordForm:
    form = RecordForm(**reading.begun(invitation, actor.label))
    form.offer(display.offered(invitation))
    if "display" in form:
        form.display.label.text = _("How the signatory is to be shown")
    said = wordings(invitation, form.shown)
    form.word(said)
    contradicts = display.contradicts(form.shown, form.agreed)
    form.reads_otherwise = not contradicts and said != wordings(invitation, form.worded_for)
    return form


def _given(form: Any) -> Given:
    return Given(
        kind=ProvedBy(form.kind.data),
        at=form.given_at,
        taken_by=str(form.taken_by.data),
        wish=Wish(form.version_id, str(form.name.data), form.agreed, current_language(), form.shown),
        evidence=form.evidence,
    )


def _recorded(campaign_id: UUID) -> str:
    flash(_("It is recorded. It counts once a second organiser has looked at the evidence and confirms it."), "done")
    return url_for("signing.invitations", campaign_id=campaign_id)


def _decide(actor: Actor, recorded: HandConfirmation, form: Any) -> None:
    if form.decision.data == "confirm":
        deciding.confirm(actor, recorded)
        flash(_("It is confirmed. A receipt goes to the registered address."), "done")
    else:
        deciding.refuse(actor, recorded, form.reason.data)
        flash(_("It is refused, and counts for nothing."), "done")


def _record_page(campaign: Campaign, invitation: Invitation, form: Any) -> str:
    # Whoever was told that another version is open now may record for that one, as a decision.
    form.version.data = str(campaign.open_version_id)
    form.worded.data = form.shown
    before = queries.of_invitation(invitation)
    return render_template(
        "signing/by_hand/record.html",
        campaign=campaign,
        invitation=invitation,
        form=form,
        version=drafting.open_version(campaign),
        why_not=reading.why_not(invitation),
        waits=next((recorded for recorded in before if recorded.is_open), None),
        before=[reading.row(recorded) for recorded in before],
        hint=reading.name_hint(invitation),
        display_hints=reading.display_hints(invitation),
        language=language_name(current_language()),
        trail=_trail(campaign, _("On paper or by telephone")),
    )


def _decide_page(actor: Actor, campaign: Campaign, recorded: HandConfirmation, form: Any) -> str:
    return render_template(
        "signing/by_hand/decide.html",
        campaign=campaign,
        recorded=recorded,
        form=form,
        own=recorded.recorded_by_id == actor.id,
        may_decide=policy.may_collect(actor),
        language=language_name(recorded.language),
        trail=_trail(campaign, recorded.invitation.signatory),
        **reading.shown(recorded),
    )


def _trail(campaign: Campaign, here: str) -> list[dict[str, str]]:
    return [
        {"label": _("Campaigns"), "href": url_for("desk.home")},
        {"label": campaign.title, "href": url_for("desk.campaign", campaign_id=campaign.id)},
        {"label": _("Invitations"), "href": url_for("signing.invitations", campaign_id=campaign.id)},
        {"label": here},
    ]
