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
from petitions.core.toll.rules import Paid, Wait
from petitions.drafting import queries as drafting
from petitions.people.organisations.rules import HEAD
from petitions.signing import tolls, visits
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
    campaign = _called(slug)
    form = _form(campaign)
    if form.validate_on_submit():
        address = str(form.address.data)
        payment = tolls.of_call(campaign).payment(form, address)
        if isinstance(payment, Wait):
            action = url_for("signing.call_organisation", slug=slug)
            return tolls.of_call(campaign).wait_page(form, payment, whom=canonical(address), action=action)
        limit(PUBLIC_FORM, canonical(address), campaign.id)
        if _ask(campaign, form, payment):
            return see(url_for("signing.call_organisation_code", slug=slug))
    return _page("organisation", campaign, form=form, challenge=tolls.of_call(campaign).challenge(), step=1)


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
    if not queries.audience_of(campaign).asked_for or queries.in_force(campaign) is None:
        raise NotFound(_("There is no open call under this text, or it has ended."))
    return campaign


def _asked(campaign: Campaign) -> dict[str, str]:
    asked: dict[str, str] = session.get(ASKED, {})
    return asked if asked.get("campaign") == str(campaign.id) else {}


def _form(campaign: Campaign) -> RequestForm:
    """The form, which asks who signs only where that may be the organisation or its head."""
    form, audience = RequestForm(), queries.audience_of(campaign)
    if not (audience.heads and audience.organisations):
        del form.signs
    return form


def _as_head(campaign: Campaign, form: RequestForm) -> bool:
    return form.signs.data == HEAD if "signs" in form else queries.audience_of(campaign).heads


def _ask(campaign: Campaign, form: RequestForm, payment: Paid | None) -> bool:
    visits.begin()
    told = {field: str(form[field].data) for field in TYPED}
    as_head = _as_head(campaign, form)
    wanted = Wanted(**told, email=str(form.address.data), language=current_language(), as_head=as_head)

    def ask() -> None:
        if tolls.is_first(payment, wanted.email):
            requesting.ask(campaign, wanted, visits.browser())

    attempt(form, ask)
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
