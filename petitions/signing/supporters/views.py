"""The public form of a petition: who signs and where the code goes, then the code. Every address is answered alike."""

from typing import Any

from flask import render_template, session, url_for
from flask_babel import gettext as _

from petitions.accounts.codes import WrongCode
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.db import transaction
from petitions.core.errors import NotFound
from petitions.core.i18n import current_language
from petitions.core.limits.rules import ASK_CODE, PUBLIC_FORM, TYPE_CODE
from petitions.core.limits.views import limit, network
from petitions.core.pages import see
from petitions.core.toll.rules import Paid, Wait
from petitions.drafting import queries as drafting
from petitions.signing import queries, tolls, visits
from petitions.signing.blueprint import Page, attempt, blueprint, to
from petitions.signing.forms import CodeForm
from petitions.signing.models import Invitation
from petitions.signing.rules import Phase
from petitions.signing.supporters import asking
from petitions.signing.supporters.asking import Asking
from petitions.signing.supporters.forms import AskForm
from petitions.signing.supporters.rules import canonical

# What the signed cookie knows between the form and the code: campaign, address, name, country.
ASKED = "asked_to_sign"


@blueprint.route("/campaigns/<slug>/sign", methods=["GET", "POST"])
def ask_publicly(slug: str) -> Page:
    """Ask for name, address and country, and mail a code; or ask for a minute where no work was done."""
    campaign, form = _petition(slug), AskForm()
    if form.validate_on_submit() and queries.phase_of(campaign) == Phase.OPEN:
        toll, address = tolls.of_petition(campaign), str(form.address.data)
        payment = toll.payment(form, address)
        if isinstance(payment, Wait):
            action = url_for("signing.ask_publicly", slug=slug)
            return toll.wait_page(form, payment, whom=canonical(address), action=action)
        limit(PUBLIC_FORM, canonical(address), campaign.id)
        if _ask(campaign, form, payment):
            return see(url_for("signing.public_code", slug=slug))
    return _page("ask", campaign, form=form, challenge=tolls.of_petition(campaign).challenge(), step=1)


@blueprint.route("/campaigns/<slug>/sign/code", methods=["GET", "POST"])
def public_code(slug: str) -> Page:
    """Type the code; then the invitation that belongs to the address is open in this browser."""
    campaign, form = _petition(slug), CodeForm()
    asked = _asked(campaign)
    if not asked:
        return see(url_for("signing.ask_publicly", slug=slug))
    if form.validate_on_submit():
        limit(TYPE_CODE, asked["address"])
        digits = str(form.code.data)
        invitation = _checked(campaign, asked["address"], digits)
        if invitation is not None:
            return _let_in(invitation, asked, digits)
        form.code.errors = [
            _("This code lets nobody in. Compare it with the newest mail; after five wrong tries ask for a new one.")
        ]
    return _page("code", campaign, form=form, address=asked["address"], step=2)


@blueprint.post("/campaigns/<slug>/sign/again")
def public_code_again(slug: str) -> Page:
    """Mail the code once more, to the same address."""
    campaign = _petition(slug)
    asked = _asked(campaign)
    if asked:
        limit(ASK_CODE, asked["address"])
        form = AskForm(formdata=None, name=asked["name"], address=asked["address"], country=asked["country"])
        _ask(campaign, form, None)
    return see(url_for("signing.public_code", slug=slug))


def _checked(campaign: Campaign, address: str, digits: str) -> Invitation | None:
    """Wrong, old and never mailed is all one: which of them it is would tell who else asked under this address."""
    try:
        with transaction():
            return asking.check(campaign, address, visits.browser(), digits)
    except WrongCode:
        return None


def _petition(slug: str) -> Campaign:
    """A campaign that the public signs. Raises `NotFound` for every other."""
    campaign = campaigns.public_by_slug(slug)
    if not queries.is_petition(campaign):
        raise NotFound(_("There is no such petition."))
    return campaign


def _asked(campaign: Campaign) -> dict[str, str]:
    asked: dict[str, str] = session.get(ASKED, {})
    return asked if asked.get("campaign") == str(campaign.id) else {}


def _ask(campaign: Campaign, form: AskForm, payment: Paid | None) -> bool:
    visits.begin()
    told = {"name": str(form.name.data), "address": str(form.address.data), "country": str(form.country.data)}
    wanted = Asking(told["name"], told["address"], told["country"], current_language(), network())

    def ask() -> bool:
        return not tolls.is_first(payment, wanted.email) or asking.ask(campaign, wanted, visits.browser())

    attempt(form, ask)
    if form.form_errors:
        return False
    # Where enough was mailed nothing more is said: it would tell whether somebody asked under this address before.
    session[ASKED] = {"campaign": str(campaign.id), **told}
    return True


def _let_in(invitation: Invitation, asked: dict[str, str], digits: str) -> Page:
    visits.remember(invitation.id)
    visits.remember_own(invitation.id)
    opened = str(invitation.campaign.open_version_id)
    visits.note(invitation.id, asked=opened, digits=digits, typed={"name": asked["name"], "country": asked["country"]})
    session.pop(ASKED)
    return to("sign", invitation)


def _page(template: str, campaign: Campaign, **context: Any) -> Page:
    version = drafting.open_version(campaign)
    is_open = queries.phase_of(campaign) == Phase.OPEN
    return render_template(
        f"signing/supporters/{template}.html",
        navigation=[],
        campaign=campaign,
        organisation=campaign.organisation,
        version=version,
        is_open=is_open,
        steps=3,
        **context,
    )
