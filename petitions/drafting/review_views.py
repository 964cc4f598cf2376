"""Pages on which a review is asked for and a verdict is given. They belong to the blueprint of `views`."""

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.errors import DomainError, StalePage
from petitions.core.pages import see
from petitions.core.text import difference
from petitions.drafting import policy, queries, service
from petitions.drafting.blueprint import blueprint
from petitions.drafting.forms import AskForm, VerdictForm
from petitions.drafting.models import Version
from petitions.drafting.proof import proof_of
from petitions.drafting.rules import whole


@blueprint.route("/versions/<int:number>/ask", methods=["GET", "POST"])
def ask_review(campaign_id: UUID, number: int) -> Answer:
    """Ask a colleague to review a version."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    version = queries.numbered(campaign, number)
    policy.require_write(actor)
    form = AskForm()
    colleagues = queries.reviewers(campaign, version)
    form.offer(colleagues)

    def ask() -> None:
        reviewer = form.chosen(colleagues)
        if reviewer is None:
            raise DomainError(_("Choose one of the colleagues listed."))
        service.ask_review(actor, version, reviewer)
        flash(_("%(name)s is asked by mail to review version %(number)d.", name=reviewer.name, number=number), "done")

    return answer(
        form,
        ask,
        lambda: url_for("desk.campaign", campaign_id=campaign_id),
        lambda **more: render_template(
            "drafting/ask_review.html", form=form, campaign=campaign, version=version, colleagues=colleagues, **more
        ),
    )


@blueprint.route("/versions/<int:number>/review", methods=["GET", "POST"])
def review(campaign_id: UUID, number: int) -> Answer:
    """Read exactly one version, then approve or refuse it."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    version = queries.numbered(campaign, number)
    policy.require_review(actor)
    form = VerdictForm()
    if not form.is_submitted():
        return _review_page(form, campaign, version, actor)
    if not form.validate():
        return _review_page(form, campaign, version, actor), 422
    if request.form.get("verdict") == "refuse" and not form.reason.data:
        form.reason.errors = [_("Say what is wrong, so that it can be mended.")]
        return _review_page(form, campaign, version, actor), 422
    try:
        message = _judge(actor, version, form)
    except DomainError as error:
        form.form_errors.append(error.message)
        return _review_page(form, campaign, version, actor), error.status
    flash(message, "done")
    return see(url_for("desk.campaign", campaign_id=campaign_id))


def _judge(actor: Actor, version: Version, form: VerdictForm) -> str:
    if not form.is_about(version):
        raise StalePage(_("This page showed another version. Read the one below before you judge it."))
    match request.form.get("verdict"):
        case "approve":
            with transaction():
                service.approve(actor, version)
            return _("You approved version %(number)d.", number=version.number)
        case "refuse":
            with transaction():
                service.refuse(actor, version, form.reason.data or "")
            return _("You refused version %(number)d. Its author is told why.", number=version.number)
        case _unknown:
            raise DomainError(_("Choose whether you approve or refuse this version."))


def _review_page(form: VerdictForm, campaign: Campaign, version: Version, actor: Actor) -> str:
    form.version_id.data, form.sha256.data = str(version.id), version.sha256
    before = queries.last_approved_before(campaign, version)
    parts = difference(whole(before.subject, before.body), whole(version.subject, version.body)) if before else []
    return render_template(
        "drafting/review.html",
        form=form,
        campaign=campaign,
        version=version,
        latest=queries.latest(campaign),
        proof=proof_of(version),
        before=before,
        parts=parts,
        is_author=actor.id == version.author_id,
    )
