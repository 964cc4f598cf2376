"""The organisers' pages on which a request is compared with the register, and admitted or refused."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.countries import country_name
from petitions.core.editing import Answer, answer
from petitions.people.organisations import queries as organisations
from petitions.signing import policy
from petitions.signing.blueprint import blueprint
from petitions.signing.calls import admitting, compare_queries, queries
from petitions.signing.calls.admitting import Admission
from petitions.signing.calls.forms import AdmitForm, RefuseForm
from petitions.signing.calls.models import CallRequest
from petitions.signing.calls.states import RequestState
from petitions.signing.trails import trail

ONE = "/desk/campaigns/<uuid:campaign_id>/call/requests/<uuid:asked_id>"


@blueprint.route(ONE, methods=["GET", "POST"])
def admit_request(campaign_id: UUID, asked_id: UUID) -> Answer:
    """Compare what an organisation says with the register, and admit it."""
    actor, campaign, asked = _asked(campaign_id, asked_id)
    found = compare_queries.compare(actor, asked)
    form = _admit_form(actor, asked, found)
    return answer(
        form,
        lambda: admitting.admit(actor, asked, _admission(actor, form)),
        lambda: _done(campaign, _("%(who)s is admitted and was asked to sign.", who=asked.organisation)),
        lambda **more: _page("admit", campaign, asked, form=form, found=found, **more),
    )


@blueprint.route(f"{ONE}/refuse", methods=["GET", "POST"])
def refuse_request(campaign_id: UUID, asked_id: UUID) -> Answer:
    """Refuse a request, with the reason that is mailed."""
    actor, campaign, asked = _asked(campaign_id, asked_id)
    form = RefuseForm()
    return answer(
        form,
        lambda: admitting.refuse(actor, asked, str(form.reason.data)),
        lambda: _done(campaign, _("The request of %(who)s is refused. The reason is mailed.", who=asked.organisation)),
        lambda **more: _page("refuse", campaign, asked, form=form, **more),
    )


def _asked(campaign_id: UUID, asked_id: UUID) -> tuple[Actor, Campaign, CallRequest]:
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    asked = queries.get(campaign, asked_id)
    policy.require_collecting(actor)
    return actor, campaign, asked


def _admit_form(actor: Actor, asked: CallRequest, found: compare_queries.Comparison) -> AdmitForm:
    form = AdmitForm(data={"organisation": asked.organisation})
    form.registered.offer((one.id, one.title) for one in compare_queries.offered(actor, found))
    form.adds_domain.label.text = _("%(domain)s is the organisation’s own domain", domain=found.domain)
    form.vouches.label.text = _("I vouch for this address, though it lies outside the organisation’s own domains")
    if found.is_shared:
        del form.adds_domain
    return form


def _admission(actor: Actor, form: AdmitForm) -> Admission:
    chosen = form.registered.data
    return Admission(
        registered=organisations.get_visible(actor, chosen) if chosen else None,
        name=str(form.organisation.data or ""),
        adds_domain="adds_domain" in form and bool(form.adds_domain.data),
        vouches=bool(form.vouches.data),
    )


def _done(campaign: Campaign, said: str) -> str:
    flash(said, "done")
    return url_for("signing.call", campaign_id=campaign.id)


def _page(template: str, campaign: Campaign, asked: CallRequest, **more: Any) -> str:
    back = {"label": _("Open call"), "href": url_for("signing.call", campaign_id=campaign.id)}
    return render_template(
        f"signing/calls/{template}.html",
        campaign=campaign,
        asked=asked,
        country=country_name(asked.country),
        waits=asked.state == RequestState.WAITING,
        trail=trail(campaign, back, asked.organisation),
        **more,
    )
