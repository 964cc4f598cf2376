"""Pages on which a version is read with what is said of it, and something is said of one paragraph."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.editing import Answer, answer
from petitions.core.i18n import direction
from petitions.core.once import made_before
from petitions.core.paging import SIZE, page_among
from petitions.core.text import visible
from petitions.drafting import queries as drafting
from petitions.drafting.approvals.links import place
from petitions.drafting.blueprint import blueprint
from petitions.drafting.discussion import page, policy, queries, service, words
from petitions.drafting.discussion.forms import SayForm, SayOfSubjectForm
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.rendering import rendered_one
from petitions.drafting.discussion.states import ThreadKind
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import Change, paragraphs
from petitions.drafting.rules import may_change
from petitions.drafting.service import require_editable
from petitions.drafting.translations.queries import about


@blueprint.get("/versions/<int:number>/discuss")
@blueprint.get("/translations/<language>/versions/<int:number>/discuss")
def discuss(campaign_id: UUID, number: int, language: str = "") -> str:
    """Read a version with what is said of each paragraph; of an older one, what was said of it then."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    version = drafting.numbered(campaign, number, language)
    latest = queries.latest_of(version.text)
    is_latest = version.id == latest.id
    threads = queries.open_threads(version.text) if is_latest else queries.made_on(version)
    gone = [thread for thread in threads if is_latest and thread.gone_since is not None]
    on_subject = [thread for thread in threads if thread.on_subject]
    elsewhere = {*gone, *on_subject}
    return render_template(
        "drafting/discussion/discuss.html",
        campaign=campaign,
        version=version,
        latest=latest,
        is_latest=is_latest,
        about=about(version),
        subject=visible(version.subject),
        direction=direction(version.text.language),
        rows=page.Row.of(actor, version, [row for row in threads if row not in elsewhere], is_latest=is_latest),
        on_subject=[page.Shown.to(actor, thread) for thread in on_subject],
        gone=[page.Shown.to(actor, thread) for thread in gone],
        open=_count(threads),
        suggestions=sum(row.kind == ThreadKind.SUGGESTION for row in threads) if is_latest else 0,
        may_say=may_change(campaign.state, is_translation=bool(version.translation)),
    )


@blueprint.route("/versions/<int:number>/discuss/<int:paragraph>", methods=["GET", "POST"])
@blueprint.route("/translations/<language>/versions/<int:number>/discuss/<int:paragraph>", methods=["GET", "POST"])
@blueprint.route("/versions/<int:number>/discuss/subject", methods=["GET", "POST"])
@blueprint.route("/translations/<language>/versions/<int:number>/discuss/subject", methods=["GET", "POST"])
def discuss_paragraph(campaign_id: UUID, number: int, paragraph: int | None = None, language: str = "") -> Answer:
    """Comment on one paragraph, counted from 1, or on the subject, or suggest other wording for it."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    version = drafting.numbered(campaign, number, language)
    on_subject = paragraph is None
    there = [version.subject] if on_subject else paragraphs(version.body)
    spot = 0 if paragraph is None else paragraph - 1
    if not 0 <= spot < len(there):
        abort(404)
    policy.require_discuss(actor, campaign)
    form = SayOfSubjectForm() if on_subject else SayForm()
    form.base = there[spot]
    if not form.is_submitted():
        require_editable(campaign, is_translation=bool(version.translation))
        form.wording.data = form.base
    begun: list[Thread] = []

    def made() -> Thread | None:
        """What this form began when it was sent before: the same words by the same colleague at the same place."""
        same = {"made_on_id": version.id, "made_at": spot, "on_subject": on_subject}
        same |= {"by_id": actor.id, "opening": form.said}
        wanted = form.wanted if form.suggests else ""
        kind = ThreadKind.SUGGESTION if form.suggests else ThreadKind.COMMENT
        return made_before(form, Thread, campaign.organisation_id, kind=kind, replacement=wanted, **same)

    def onward() -> str:
        key = begun[0].id if begun else form.row_id
        flash(_added(form, is_new=key == form.row_id), "done")
        return page.reading(version.text, f"thread-{key}")

    return answer(
        form,
        lambda: begun.append(_say(actor, version, None if on_subject else spot, form)),
        onward,
        lambda **more: render_template(
            "drafting/discussion/paragraph.html",
            form=form,
            campaign=campaign,
            version=version,
            latest=queries.latest_of(version.text),
            about=about(version),
            number=paragraph,
            html=page.of_subject(version) if on_subject else rendered_one(version.body, spot),
            direction=direction(version.text.language),
            colleagues=_others(actor, campaign),
            back=url_for("drafting.discuss", **place(version), _anchor=page.anchor(spot, on_subject=on_subject)),
            **more,
        ),
        made=made,
    )


@blueprint.get("/discussion")
def discussion(campaign_id: UUID) -> str:
    """Every thread of a campaign: those that are open, and those that are over."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    listed = page_among(queries.count_over(campaign), anchor="over")
    return render_template(
        "drafting/discussion/index.html",
        campaign=campaign,
        latest=drafting.latest(campaign),
        open=[page.Shown.to(actor, thread) for thread in queries.open_in(campaign)],
        over=[page.Shown.to(actor, thread) for thread in queries.over_in(campaign, listed.start, SIZE)],
        count=words.count(*queries.count(campaign)),
        page=listed,
    )


def _say(actor: Actor, version: Version, paragraph: int | None, form: SayForm) -> Thread:
    """Comment, or suggest with the comment as its reason."""
    if not form.suggests:
        return service.comment(actor, version, paragraph, form.said, row_id=form.row_id)
    if paragraph is None:
        return service.suggest_subject(actor, version, form.wanted, form.said, row_id=form.row_id)
    change = Change(paragraph, form.base, form.wanted)
    return service.suggest(actor, version, [change], form.said, row_id=form.row_id)[0]


def _added(form: SayForm, *, is_new: bool) -> str:
    if not form.suggests:
        return _("Your comment is added.")
    if is_new:
        return _("Your suggestion is added.")
    return _("You had suggested exactly this already. What you say of it now stands there too.")


def _others(actor: Actor, campaign: Campaign) -> list[str]:
    """The names of the colleagues who can be told of a comment."""
    return [user.name for user in queries.colleagues(campaign) if user.id != actor.id]


def _count(threads: Sequence[Thread]) -> str:
    kinds = [thread.kind for thread in threads]
    return words.count(kinds.count(ThreadKind.COMMENT), kinds.count(ThreadKind.SUGGESTION))
