"""Public pages on which an organisation asks to sign: what it says, then the code. All are answered alike."""

from typing import Any
from uuid import UUID

from flask import render_template, session, url_for
from flask_babel import gettext as _

from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.core.i18n import current_language
from petitions.core.limits.rules import ASK_CODE, PUBLIC_FORM, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.core.pages import see
from petitions.drafting import queries as drafting
from petitions.signing import visits
from petitions.signing.blueprint import Page, attempt, blueprint
from petitions.signing.calls import queries, requesting
from petitions.signing.calls.forms import RequestForm
from petitions.signing.calls.models import TYPED, CallRequest
from petitions.signing.calls.requesting import Wanted
from petitions.signing.calls.words import refused_code
from petitions.signing.forms import CodeForm
from petitions.signing.supporters.rules import canonical

# What the signed cookie knows between form and code (campaign, address, which words), and after it (which request).
ASKED, RECEIVED = "asked_for_organisation", "request_received"


@blueprint.route("/campaigns/<slug>/call/organisations", methods=["GET", "POST"])
def call_organisation(slug: str) -> Page:
    """Say who asks to sign, through whom, and what proves the authority; a code is mailed."""
    campaign, form = _called(slug), RequestForm()
    if form.validate_on_submit():
        limit(PUBLIC_FORM, canonical(str(form.address.data)), campaign.id)
        if _ask(campaign, form):
            return see(url_for("signing.call_organisation_code", slug=slug))
    return _page("organisation", campaign, form=form, step=1)


@blueprint.route("/campaigns/<slug>/call/organisations/code", methods=["GET", "POST"])
def call_organisation_code(slug: str) -> Page:
    """Type the code; then the request waits for an organiser."""
    campaign, form = _called(slug), CodeForm()
    asked = _asked(campaign)
    if not asked:
        return see(url_for("signing.call_organisation", slug=slug))
    if form.validate_on_submit():
        limit(TYPE_CODE, asked["address"])
        digits, words = str(form.code.data), UUID(asked["words"])
        confirm = requesting.confirm
        request = attempt(form, lambda: confirm(campaign, asked["address"], words, visits.browser(), digits))
        if request is not None:
            return _received(slug, request)
        if not form.form_errors:
            form.code.errors = [refused_code()]
    return _page("organisation_code", campaign, form=form, address=asked["address"], step=2)


@blueprint.post("/campaigns/<slug>/call/organisations/again")
def call_organisation_again(slug: str) -> Page:
    """Mail the code once more, to the same address."""
    campaign = _called(slug)
    asked = _asked(campaign)
    if asked:
        limit(ASK_CODE, asked["address"])
        again, words = requesting.mail_again, UUID(asked["words"])
        attempt(CodeForm(formdata=None), lambda: again(campaign, asked["address"], words, visits.browser()))
    return see(url_for("signing.call_organisation_code", slug=slug))


@blueprint.get("/campaigns/<slug>/call/organisations/received")
def call_received(slug: str) -> Page:
    """The request waits, in the browser in which its code was typed."""
    campaign = campaigns.public_by_slug(slug)
    received = session.get(RECEIVED)
    request = db.session.get(CallRequest, UUID(received)) if received else None
    if request is None or request.campaign_id != campaign.id:
        raise NotFound(_("There is no request here, or it was made in another browser."))
    return _page("received", campaign, asked=request, step=3)


def _called(slug: str) -> Campaign:
    """A campaign whose call speaks to organisations. Raises `NotFound` for every other."""
    campaign = campaigns.public_by_slug(slug)
    if not queries.audience_of(campaign).organisations or queries.in_force(campaign) is None:
        raise NotFound(_("There is no open call under this text, or it has ended."))
    return campaign


def _asked(campaign: Campaign) -> dict[str, str]:
    asked: dict[str, str] = session.get(ASKED, {})
    return asked if asked.get("campaign") == str(campaign.id) else {}


def _ask(campaign: Campaign, form: RequestForm) -> bool:
    visits.begin()
    told = {field: str(form[field].data) for field in TYPED}
    wanted = Wanted(**told, email=str(form.address.data), language=current_language())
    attempt(form, lambda: requesting.ask(campaign, wanted, visits.browser()))
    if form.form_errors:
        return False
    session[ASKED] = {"campaign": str(campaign.id), "address": wanted.email, "words": str(wanted.words_id)}
    return True


def _received(slug: str, request: CallRequest) -> Page:
    session.pop(ASKED)
    session[RECEIVED] = str(request.id)
    return see(url_for("signing.call_received", slug=slug))


def _page(template: str, campaign: Campaign, **context: Any) -> Page:
    return render_template(
        f"signing/calls/{template}.html",
        navigation=[],
        campaign=campaign,
        organisation=campaign.organisation,
        version=drafting.open_version(campaign),
        takes=queries.takes(campaign),
        steps=3,
        **context,
    )
