"""What the writing page begins with: the latest version, unsaved words, the starter, or an earlier campaign's text."""

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.actor import Actor
from petitions.core.errors import NotFound
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.drafting.rules import EmptyField
from petitions.drafting.starters import starter
from petitions.drafting.writing import queries
from petitions.drafting.writing.forms import WriteForm
from petitions.drafting.writing.keep_views import author_of
from petitions.drafting.writing.page_views import beside

STARTER = "starter"


def begin(form: WriteForm, campaign: Campaign, actor: Actor) -> dict[str, Any]:
    """Fill the form with what the address asks for. Returns what the page says of it besides."""
    latest = drafting.latest(campaign)
    form.made_from.data = str(latest.number if latest else 0)
    form.language.data = latest.text.language if latest else form.language.data
    form.subject.data = latest.subject if latest else campaign.title
    kept, other = request.args.get("unsaved", type=UUID), request.args.get("from", "")
    if kept is not None:
        return _continue(form, campaign, actor, kept)
    if other and other != STARTER:
        return _begin_from(form, actor, other)
    if latest is not None and other != STARTER:
        form.body.data = latest.body
        return {"offer_unsaved": True}
    return {"offer_unsaved": True, "missing": _begin_anew(form, campaign)}


def _continue(form: WriteForm, campaign: Campaign, actor: Actor, copy_id: UUID) -> dict[str, Any]:
    """Unsaved words again; where a version was saved since, both texts and the difference."""
    copy = queries.unsaved_words(author_of(actor), campaign, copy_id)
    form.show(copy)
    latest = drafting.latest(campaign)
    form.language.data = latest.text.language if latest else copy.language
    rests_on_latest = copy.made_from == (latest.number if latest else 0)
    return {"continued": copy} if rests_on_latest else {"continued": copy, **beside(form, campaign)}


def _begin_from(form: WriteForm, actor: Actor, campaign_id: str) -> dict[str, Any]:
    """The text of an earlier campaign of the same organisation. Nothing is saved by looking at it."""
    earlier = get_visible(actor, _as_id(campaign_id))
    version: Version | None = drafting.latest(earlier)
    if version is None:
        raise NotFound(_("That campaign has no text to begin from."))
    form.subject.data, form.body.data = version.subject, version.body
    return {"begun_from": earlier}


def _begin_anew(form: WriteForm, campaign: Campaign) -> str:
    """The starter; returns why there is none, or nothing."""
    try:
        form.body.data = starter(campaign.instrument, campaign.case)
    except EmptyField as error:
        return error.message
    return ""


def _as_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise NotFound(_("There is no such campaign.")) from wrong
