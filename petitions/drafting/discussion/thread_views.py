"""The page of one thread: read it whole, answer, settle it or open it again."""

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from petitions.accounts.guard import current_actor
from petitions.campaigns.queries import get_visible
from petitions.core.db import transaction
from petitions.core.editing import Answer, answer
from petitions.core.i18n import direction
from petitions.core.once import made_before
from petitions.core.pages import see
from petitions.drafting.approvals.links import place
from petitions.drafting.blueprint import blueprint
from petitions.drafting.discussion import page, policy, queries, service, settling, words
from petitions.drafting.discussion.forms import ReplyForm
from petitions.drafting.discussion.models import Comment, Thread
from petitions.drafting.discussion.rendering import rendered_one
from petitions.drafting.discussion.states import ThreadKind, ThreadState
from petitions.drafting.models import Version
from petitions.drafting.translations.queries import about


@blueprint.route("/discussion/<uuid:thread_id>", methods=["GET", "POST"])
def thread(campaign_id: UUID, thread_id: UUID) -> Answer:
    """One thread: its paragraph as it was and as it stands now, what was said, and an answer."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    found = queries.get(campaign, thread_id)
    form = ReplyForm()

    def made() -> Comment | None:
        same = {"thread_id": found.id, "author_id": actor.id, "body": form.said}
        return made_before(form, Comment, campaign.organisation_id, **same)

    return answer(
        form,
        lambda: service.reply(actor, found, form.said, row_id=form.row_id),
        lambda: url_for("drafting.thread", campaign_id=campaign_id, thread_id=thread_id, _anchor=f"said-{form.row_id}"),
        lambda **more: render_template(
            "drafting/discussion/thread.html",
            form=form,
            campaign=campaign,
            thread=found,
            shown=page.Shown.to(actor, found),
            about=about(found.made_on),
            became=words.became(found),
            quoted=_rendered(found, found.made_on, found.made_at),
            began_at=words.spot(found.made_at, on_subject=found.on_subject),
            stands_at=words.spot(found.paragraph, on_subject=found.on_subject),
            since=page.compared(found.quoted, found.stood) if found.quoted != found.stood else [],
            now=_now(found),
            direction=direction(found.text.language),
            there=_where(found),
            began=_beginning(found),
            may_reopen=policy.may_reopen(actor, found),
            may_take=_waits(found) and policy.may_decide(actor, campaign),
            colleagues=[user.name for user in queries.colleagues(campaign) if user.id != actor.id],
            **more,
        ),
        made=made,
    )


@blueprint.post("/discussion/<uuid:thread_id>/settle")
def settle_thread(campaign_id: UUID, thread_id: UUID) -> Answer:
    """Settle a comment; take one's own suggestion back."""
    actor = current_actor()
    found = queries.get(get_visible(actor, campaign_id), thread_id)
    with transaction():
        settling.settle(actor, found)
    is_own = found.kind == ThreadKind.SUGGESTION and found.by_id == actor.id
    flash(_("Your suggestion is taken back.") if is_own else _("This is settled."), "done")
    return see(page.reading(found.text, page.anchor(found.paragraph, on_subject=found.on_subject)))


@blueprint.post("/discussion/<uuid:thread_id>/reopen")
def reopen_thread(campaign_id: UUID, thread_id: UUID) -> Answer:
    """Open a thread again."""
    actor = current_actor()
    found = queries.get(get_visible(actor, campaign_id), thread_id)
    with transaction():
        settling.reopen(actor, found)
    flash(_("This is open again."), "done")
    return see(url_for("drafting.thread", campaign_id=campaign_id, thread_id=thread_id))


def _beginning(found: Thread) -> str:
    """Where the thread was begun, in the version of then."""
    there = page.anchor(found.made_at, on_subject=found.on_subject)
    return url_for("drafting.discuss", **place(found.made_on), _anchor=there)


def _now(found: Thread) -> Markup | None:
    """The paragraph as it stands in the latest version, where the thread still follows it and it reads otherwise."""
    if found.state != ThreadState.OPEN or found.gone_since is not None or found.quoted == found.stood:
        return None
    return _rendered(found, found.placed_in, found.paragraph)


def _rendered(found: Thread, version: Version, number: int) -> Markup:
    """What of a version the thread is about, as it reads there."""
    if found.on_subject:
        return page.of_subject(version)
    return rendered_one(version.body, number)


def _waits(found: Thread) -> bool:
    """Whether it is a suggestion that nobody has decided on."""
    return found.kind == ThreadKind.SUGGESTION and found.state == ThreadState.OPEN


def _where(found: Thread) -> str:
    """Where the thread stands beside its paragraph in the text."""
    return page.reading(found.text, f"thread-{found.id}" if found.state == ThreadState.OPEN else "")
