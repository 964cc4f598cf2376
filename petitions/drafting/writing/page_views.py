"""What the writing page shows around its form: the letter, and what differs from a version saved meanwhile."""

from typing import Any

from flask import render_template

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.errors import DomainError
from petitions.core.text import canonical, difference
from petitions.drafting import queries as drafting
from petitions.drafting import service
from petitions.drafting.proof import proof_of
from petitions.drafting.rules import whole
from petitions.drafting.starters import fields_of
from petitions.drafting.writing import queries
from petitions.drafting.writing.forms import WriteForm
from petitions.drafting.writing.keep_views import author_of
from petitions.drafting.writing.kept_words import kept, saved_meanwhile
from petitions.drafting.writing.models import WorkingCopy
from petitions.drafting.writing.printed import Printed, printed


def page(form: WriteForm, campaign: Campaign, actor: Actor, **more: object) -> str:
    """The whole page."""
    letter, refused = _letter(form, campaign)
    latest = drafting.latest(campaign)
    offered = queries.unsaved(author_of(actor), campaign) if more.get("offer_unsaved") else []
    return render_template(
        "drafting/write.html",
        form=form,
        campaign=campaign,
        latest=latest,
        letter=letter,
        refused=refused,
        offered=offered,
        fields=fields_of(campaign.case),
        earlier=queries.earlier_texts(campaign),
        **more,
    )


def beside(form: WriteForm, campaign: Campaign) -> dict[str, Any]:
    """What is typed beside a version that was saved meanwhile; saving once more is then a decision."""
    stored = drafting.latest(campaign)
    form.made_from.data = str(stored.number if stored else 0)
    if stored is None:
        return {}
    typed = whole(form.subject.data or "", _readable(form.body.data or ""))
    parts = difference(whole(stored.subject, stored.body), typed)
    return {"stored": stored, "stored_proof": proof_of(stored, "stored-"), "parts": parts}


def said_while_typing(form: WriteForm, campaign: Campaign, copy: WorkingCopy | None) -> dict[str, Any]:
    """What a script puts into the page: the letter, its length, and whether the words are kept."""
    letter, refused = _letter(form, campaign)
    trouble = _trouble(form, campaign)
    return {
        "preview": render_template("drafting/writing/live.html", letter=letter, refused=refused, trouble=trouble),
        "count": letter.proof.length if letter else refused,
        "over": bool(letter is None or letter.proof.unmet),
        "kept": kept(copy),
        "trouble": trouble,
    }


def _letter(form: WriteForm, campaign: Campaign) -> tuple[Printed | None, str]:
    """The letter as far as it can be read, and why it can't."""
    try:
        return printed(campaign, form.spoken, form.subject.data or "", form.body.data or ""), ""
    except DomainError as error:
        return None, error.message


def _trouble(form: WriteForm, campaign: Campaign) -> str:
    """What would keep these words from being saved as they are, though nothing is wrong with them."""
    try:
        service.require_editable(campaign)
    except DomainError as error:
        return error.message
    return saved_meanwhile(drafting.latest(campaign), form.number)


def _readable(body: str) -> str:
    try:
        return canonical(body)
    except DomainError:
        return body
