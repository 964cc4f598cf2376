"""The page on which whoever writes the text takes and declines suggestions, several at once."""

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.db import transaction
from petitions.core.editing import Answer
from petitions.core.errors import DomainError, NotFound, StalePage
from petitions.core.pages import see
from petitions.drafting import queries as drafting
from petitions.drafting.approvals.links import place
from petitions.drafting.blueprint import blueprint
from petitions.drafting.discussion import page, policy, queries, settling, taking
from petitions.drafting.discussion.forms import TakeForm
from petitions.drafting.discussion.taking import Taken
from petitions.drafting.models import Version
from petitions.drafting.rules import may_change
from petitions.drafting.translations.queries import about


@blueprint.route("/suggestions", methods=["GET", "POST"])
@blueprint.route("/translations/<language>/suggestions", methods=["GET", "POST"])
def suggestions(campaign_id: UUID, language: str = "") -> Answer:
    """Every open suggestion on the latest version; take or decline those that are ticked."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    form = TakeForm()
    if not form.is_submitted():
        return _taking_page(form, actor, campaign, language)
    policy.require_decide(actor, campaign)
    if not form.validate():
        return _taking_page(form, actor, campaign, language), 422
    try:
        return see(_decide(actor, campaign, language, form))
    except DomainError as error:
        form.form_errors.append(error.message)
        return _taking_page(form, actor, campaign, language), error.status


def _decide(actor: Actor, campaign: Campaign, language: str, form: TakeForm) -> str:
    """Do what the button says. Returns where to go on."""
    latest = _latest(campaign, language)
    threads = queries.chosen(latest.text, form.ticked)
    match request.form.get("do"):
        case "take":
            with transaction():
                taken = taking.take(actor, _seen(campaign, language, form), threads, form.why.data or "")
            return _told(taken, campaign, language)
        case "decline":
            with transaction():
                settling.decline(actor, campaign, threads, form.why.data or "")
            many = len(threads)
            flash(ngettext("%(num)d suggestion is declined.", "%(num)d suggestions are declined.", many), "done")
            return _address(campaign, language)
        case _unknown:
            raise DomainError(_("Choose whether you take or decline what is ticked."))


def _told(taken: Taken, campaign: Campaign, language: str) -> str:
    """Say what was taken and what stays open. Returns where to go on: to what is left, or to what was made."""
    said = ngettext(
        "Version %(number)d is saved, with %(num)d suggestion.",
        "Version %(number)d is saved, with %(num)d suggestions.",
        len(taken.taken),
        number=taken.version.number,
    )
    flash(said, "done")
    if not taken.left:
        return url_for("drafting.version", **place(taken.version))
    why = _("Still open, since they change the same words as one that was taken, or as a later version did: %(which)s.")
    flash(why % {"which": page.named(taken.left)}, "wait")
    return _address(campaign, language)


def _latest(campaign: Campaign, language: str) -> Version:
    found = drafting.latest(campaign, language)
    if found is None:
        raise NotFound(_("Nothing is written yet."))
    return found


def _seen(campaign: Campaign, language: str, form: TakeForm) -> Version:
    """The version that the page showed. Raises `StalePage` where it does not say."""
    try:
        return drafting.numbered(campaign, form.made_from, language)
    except NotFound as unsaid:
        raise StalePage(_("This page does not say which version it shows. Look at the one below.")) from unsaid


def _address(campaign: Campaign, language: str) -> str:
    return url_for("drafting.suggestions", campaign_id=campaign.id, language=language or None)


def _taking_page(form: TakeForm, actor: Actor, campaign: Campaign, language: str) -> str:
    latest = _latest(campaign, language)
    form.revision.data = str(latest.number)
    may_write = policy.may_decide(actor, campaign)
    return render_template(
        "drafting/discussion/suggestions.html",
        form=form,
        campaign=campaign,
        version=latest,
        about=about(latest),
        suggestions=[page.Shown.to(actor, thread) for thread in queries.open_suggestions(latest.text)],
        may_write=may_write,
        may_take=may_write and may_change(campaign.state, is_translation=bool(latest.translation)),
        reading=page.reading(latest.text),
    )
