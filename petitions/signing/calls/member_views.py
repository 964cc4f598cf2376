"""The public pages on which a member of a body comes by themselves: the name, then the code. All are answered alike."""

from typing import Any
from uuid import UUID

from flask import render_template, request, session, url_for
from flask_babel import gettext as _

from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.errors import NotFound
from petitions.core.limits.rules import ASK_CODE, FIND_NAME, PUBLIC_FORM, TYPE_CODE
from petitions.core.limits.views import limit
from petitions.core.pages import see
from petitions.core.toll.rules import Paid, Wait
from petitions.drafting import queries as drafting
from petitions.signing import tolls, visits
from petitions.signing.blueprint import Page, attempt, blueprint, to
from petitions.signing.calls import members, queries, rules
from petitions.signing.calls.forms import ChooseForm, NameForm
from petitions.signing.calls.words import refused_code
from petitions.signing.forms import CodeForm
from petitions.signing.models import Invitation

# What the signed cookie knows between the name and the code: campaign and name chosen.
CHOSEN = "called_as"


@blueprint.route("/campaigns/<slug>/call/members", methods=["GET", "POST"])
def call_member(slug: str) -> Page:
    """Find one's own name, choose it, and have the code mailed to the registered address."""
    campaign, form = _called(slug), ChooseForm()
    if form.validate_on_submit():
        payment = tolls.of_call(campaign).payment(form, str(form.person_id))
        if isinstance(payment, Wait):
            action = url_for("signing.call_member", slug=slug)
            return tolls.of_call(campaign).wait_page(form, payment, whom=str(form.person_id), action=action)
        limit(PUBLIC_FORM, form.person_id, campaign.id)
        if _ask(campaign, form, form.person_id, payment):
            return see(url_for("signing.call_member_code", slug=slug))
    search = NameForm(request.args)
    found = _found(campaign, search) if "name" in request.args and search.validate() else None
    shown = found.shown if found else []
    form.person.choices = [(str(one.id), one.name) for one in shown]
    hints = {str(one.id): ", ".join(filter(None, (one.country, one.group))) for one in shown}
    return _page(
        "members",
        campaign,
        form=form,
        search=search,
        found=found,
        hints=hints,
        challenge=tolls.of_call(campaign).challenge(),
        step=1,
    )


def _found(campaign: Campaign, search: NameForm) -> queries.Names:
    """The names that are found. Each search is counted, so that the whole list is not read out ten at a time."""
    limit(FIND_NAME)
    return queries.names(campaign, str(search.name.data))


@blueprint.route("/campaigns/<slug>/call/members/code", methods=["GET", "POST"])
def call_member_code(slug: str) -> Page:
    """Type the code; then the invitation that belongs to the name is open in this browser."""
    campaign, form = _called(slug), CodeForm()
    person_id = _chosen(campaign)
    if person_id is None:
        return see(url_for("signing.call_member", slug=slug))
    if form.validate_on_submit():
        limit(TYPE_CODE, person_id)
        digits = str(form.code.data)
        invitation = attempt(form, lambda: members.check(campaign, person_id, visits.browser(), digits))
        if invitation is not None:
            return _let_in(invitation, digits)
        form.code.errors = [refused_code()]
    return _page("member_code", campaign, form=form, step=2)


@blueprint.post("/campaigns/<slug>/call/members/again")
def call_member_again(slug: str) -> Page:
    """Mail the code once more, if there was one to mail."""
    campaign = _called(slug)
    person_id = _chosen(campaign)
    if person_id is not None:
        limit(ASK_CODE, person_id)
        _ask(campaign, CodeForm(formdata=None), person_id)
    return see(url_for("signing.call_member_code", slug=slug))


def _called(slug: str) -> Campaign:
    """A campaign whose call speaks to members of a body. Raises `NotFound` for every other."""
    campaign = campaigns.public_by_slug(slug)
    if not queries.audience_of(campaign).officials or queries.in_force(campaign) is None:
        raise NotFound(_("There is no open call under this text, or it has ended."))
    return campaign


def _chosen(campaign: Campaign) -> UUID | None:
    chosen: dict[str, str] = session.get(CHOSEN, {})
    return UUID(chosen["person"]) if chosen.get("campaign") == str(campaign.id) else None


def _ask(campaign: Campaign, form: ChooseForm | CodeForm, person_id: UUID, payment: Paid | None = None) -> bool:
    visits.begin()

    def ask() -> None:
        if tolls.is_first(payment, str(person_id)):
            members.ask(campaign, person_id, visits.browser())

    attempt(form, ask)
    if form.form_errors:
        return False
    session[CHOSEN] = {"campaign": str(campaign.id), "person": str(person_id)}
    return True


def _let_in(invitation: Invitation, digits: str) -> Page:
    visits.remember(invitation.id)
    visits.remember_own(invitation.id)
    visits.note(invitation.id, asked=str(invitation.campaign.open_version_id), digits=digits)
    session.pop(CHOSEN)
    return to("sign", invitation)


def _page(template: str, campaign: Campaign, **context: Any) -> Page:
    return render_template(
        f"signing/calls/{template}.html",
        navigation=[],
        campaign=campaign,
        organisation=campaign.organisation,
        version=drafting.open_version(campaign),
        takes=queries.takes(campaign),
        fewest=rules.FEWEST_LETTERS,
        steps=3,
        **context,
    )
