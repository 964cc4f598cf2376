"""Pages on which a review is asked for and a colleague gives a verdict. They belong to the blueprint of drafting."""

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.queries import get_visible
from petitions.campaigns.states import PAUSING
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.errors import DomainError, StalePage
from petitions.core.pages import see
from petitions.drafting import policy, queries
from petitions.drafting.approvals import asking, checklist, judging, links, reading, standing
from petitions.drafting.approvals.current import takes_verdicts
from petitions.drafting.approvals.forms import AskForm, VerdictForm
from petitions.drafting.approvals.queries import last_approved, own_needs
from petitions.drafting.approvals.rules import Kind, State
from petitions.drafting.blueprint import blueprint
from petitions.drafting.models import Version
from petitions.drafting.proof import proof_of
from petitions.drafting.translations.queries import about, source_changes


@blueprint.route("/versions/<int:number>/ask", methods=["GET", "POST"])
@blueprint.route("/translations/<language>/versions/<int:number>/ask", methods=["GET", "POST"])
def ask_review(campaign_id: UUID, number: int, language: str = "") -> Answer:
    """Ask for needed approvals of a version, or a colleague to review it."""
    actor, version = _opened(campaign_id, number, language)
    policy.require_write(actor)
    campaign, form, rows = version.text.campaign, AskForm(), reading.rows(version)
    colleagues = queries.reviewers(campaign, version)
    missing = {one.need for one in standing.unmet(version) if one.state != State.OWN_TEXT}
    needs = [need for need in standing.needs_of(campaign) if need.id in missing]
    form.offer(colleagues, needs)
    if not form.is_submitted():
        asked = {row.need for row in rows if row.asked}
        form.need.data = [str(need.id) for need in needs if need.id not in asked]

    def ask() -> None:
        reviewer, ticked = form.chosen(colleagues), form.ticked(needs)
        if ticked:
            asking.ask_approvals(actor, version, ticked)
        if reviewer is not None:
            asking.ask_review(actor, version, reviewer)
        names = {need.giver for need in ticked} | ({reviewer.name} if reviewer else set())
        told = {"names": ", ".join(sorted(names)), "number": number}
        flash(_("Asked by mail to review version %(number)d: %(names)s.", **told), "done")

    return answer(
        form,
        ask,
        lambda: url_for("desk.campaign", campaign_id=campaign_id),
        lambda **more: render_template(
            "drafting/approvals/ask_review.html",
            form=form,
            campaign=campaign,
            version=version,
            about=about(version),
            colleagues=colleagues,
            needs=needs,
            rows=rows,
            **more,
        ),
    )


@blueprint.route("/versions/<int:number>/review", methods=["GET", "POST"])
@blueprint.route("/translations/<language>/versions/<int:number>/review", methods=["GET", "POST"])
def review(campaign_id: UUID, number: int, language: str = "") -> Answer:
    """Read exactly one version, then approve or refuse it."""
    actor, version = _opened(campaign_id, number, language)
    policy.require_review(actor)
    form = VerdictForm()
    form.offer(own_needs(actor, version.text.campaign), {one.need for one in standing.unmet(version)})
    if not form.is_submitted():
        return _review_page(form, version, actor)
    if not form.validate():
        return _review_page(form, version, actor), 422
    if request.form.get("verdict") == "refuse" and not form.reason.data:
        form.reason.errors = [_("Say what is wrong, so that it can be mended.")]
        return _review_page(form, version, actor), 422
    try:
        message = _judge(actor, version, form)
    except DomainError as error:
        form.form_errors.append(error.message)
        return _review_page(form, version, actor), error.status
    flash(message, "done")
    return see(url_for("desk.campaign", campaign_id=campaign_id))


def _opened(campaign_id: UUID, number: int, language: str) -> tuple[Actor, Version]:
    actor = current_actor()
    return actor, queries.numbered(get_visible(actor, campaign_id), number, language)


def _judge(actor: Actor, version: Version, form: VerdictForm) -> str:
    if not form.is_about(version):
        raise StalePage(_("This page showed another version. Read the one below before you judge it."))
    match request.form.get("verdict"):
        case "approve":
            with transaction():
                judging.approve(actor, version, form.covered, form.looked_at.data or ())
            return _("You approved version %(number)d.", number=version.number)
        case "refuse":
            was_open = version.text.campaign.state in PAUSING and not version.translation
            with transaction():
                judging.refuse(actor, version, form.reason.data or "", form.covered)
            told = _("You refused version %(number)d. Its author is told why.", number=version.number)
            return f"{told} {_('Signing is paused.')}" if was_open else told
        case _unknown:
            raise DomainError(_("Choose whether you approve or refuse this version."))


def _review_page(form: VerdictForm, version: Version, actor: Actor) -> str:
    campaign = version.text.campaign
    form.about(version)
    own = own_needs(actor, campaign)
    lapses = reading.to_renew(version, own)
    before = last_approved(version, own, actor.id) if not lapses else None
    known = before or (queries.last_approved_before(version) if not lapses else None)
    latest = queries.latest(campaign, version.text.language)
    safety = any(need.kind == Kind.SAFETY for need in own)
    seen_in, seen = reading.looked_at_before(version, own)
    if not form.is_submitted():
        form.looked_at.data = seen
    lacking = {one.need for one in standing.unmet(version)}
    return render_template(
        "drafting/approvals/review.html",
        form=form,
        campaign=campaign,
        version=version,
        latest=latest,
        latest_page=url_for("drafting.review", **links.place(latest)) if latest else "",
        about=about(version),
        source_parts=source_changes(version),
        may_be_judged=takes_verdicts(version),
        is_open=campaign.state in PAUSING and not version.translation,
        proof=proof_of(version),
        before=known,
        is_own=before is not None,
        parts=reading.since(known, version),
        is_author=actor.id == version.author_id,
        own=own,
        rows=reading.rows(version),
        lapses=lapses,
        given=queries.verdict_of(version, actor.id) if actor.id else None,
        lacking=any(need.id in lacking for need in own),
        checklist=checklist.groups(version) if safety else [],
        seen_in=seen_in,
        seen=seen,
    )
