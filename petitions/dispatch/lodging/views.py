"""Pages of what is recorded after the sheet is confirmed: the lodging, the publication, the lists compared."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import queries as part_sessions
from petitions.campaigns.part_sessions.words import late_names
from petitions.core.clock import today
from petitions.core.editing import Answer, answer
from petitions.core.errors import DomainError
from petitions.dispatch import policy
from petitions.dispatch import queries as dispatch
from petitions.dispatch.blueprint import blueprint, campaign_of, onward, trail
from petitions.dispatch.lodging import comparison_page, publishing, queries, service, words
from petitions.dispatch.lodging.forms import LodgingForm, MatchForm, publication_form
from petitions.dispatch.lodging.models import Lodging
from petitions.dispatch.log import still_open


@blueprint.get("/campaigns/<uuid:campaign_id>/lodging")
def lodging(campaign_id: UUID) -> str:
    """Every edition with its sheet and what is recorded of it; replies and follow-ups."""
    actor, campaign = current_actor(), campaign_of(campaign_id)
    return render_template(
        "dispatch/lodging/index.html",
        campaign=campaign,
        state=words.state(campaign),
        tabled_as=words.tabled_as,
        standing=queries.standing(campaign),
        lodgings=queries.lodgings(campaign),
        late=late_names(campaign) if campaign.late_since else "",
        late_session=part_sessions.late_session(campaign),
        still_open=still_open(campaign),
        replies=dispatch.replies(campaign),
        follow_ups=dispatch.follow_ups(campaign),
        today=today(),
        may_note=policy.may_prepare(actor),
        trail=trail(campaign, _("Lodging and publication")),
    )


@blueprint.route("/campaigns/<uuid:campaign_id>/lodging/record", methods=["GET", "POST"])
def record_lodging(campaign_id: UUID) -> Answer:
    """Record how the sheet was lodged, or correct that."""
    actor, campaign, found = current_actor(), campaign_of(campaign_id), _lodging_of(campaign_id)
    policy.require_prepare(actor)
    form = LodgingForm(obj=found)
    return answer(
        form,
        lambda: service.record_lodging(actor, found, form.facts, form.made_from),
        lambda: onward(_("The lodging is recorded."), url_for("dispatch.lodging", campaign_id=campaign_id)),
        lambda **more: _page("record", campaign, found, form=form, **more),
        stored=lambda: LodgingForm(formdata=None, obj=found),
    )


@blueprint.route("/campaigns/<uuid:campaign_id>/lodging/publication", methods=["GET", "POST"])
def record_publication(campaign_id: UUID) -> Answer:
    """Record what the Assembly published, or correct that."""
    actor, campaign, found = current_actor(), campaign_of(campaign_id), _lodging_of(campaign_id)
    policy.require_prepare(actor)
    if found.lodged_on is None:
        raise DomainError(_("Record the lodging first: nothing is tabled that was not lodged."))
    earlier = queries.published(campaign)
    form = publication_form(found, earlier)
    return answer(
        form,
        lambda: publishing.record_publication(actor, found, form.facts, form.signatories, form.made_from),
        lambda: onward(
            _("The publication is recorded. This page holds the published list against the edition."),
            url_for("dispatch.compare", campaign_id=campaign_id, edition=found.edition.number),
        ),
        lambda **more: _page("publication", campaign, found, form=form, **more),
        stored=lambda: publication_form(found, earlier, formdata=None),
    )


@blueprint.get("/campaigns/<uuid:campaign_id>/lodging/published")
def compare(campaign_id: UUID) -> str:
    """The published list held against the edition."""
    actor, campaign, found = current_actor(), campaign_of(campaign_id), _lodging_of(campaign_id)
    if found.tabled_on is None:
        raise DomainError(_("No publication of this edition is recorded, so there is no list to compare."))
    return _page(
        "compare",
        campaign,
        found,
        lists=comparison_page.lists(found),
        tabled_as=words.tabled_as(found),
        may_choose=policy.may_prepare(actor),
    )


@blueprint.route("/published-names/<uuid:published_id>", methods=["GET", "POST"])
def match_name(published_id: UUID) -> Answer:
    """Choose whom a published name means."""
    actor = current_actor()
    published = queries.get_published_name(actor, published_id)
    policy.require_prepare(actor)
    found, campaign = published.lodging, published.lodging.campaign
    form = MatchForm()
    form.offer(comparison_page.choices(published))
    back = url_for("dispatch.compare", campaign_id=campaign.id, edition=found.edition.number)
    return answer(
        form,
        lambda: publishing.choose(actor, published, form.signatory_id),
        lambda: onward(_("Kept: %(name)s.", name=published.line), back),
        lambda: _page("match", campaign, found, form=form, published=published, back=back),
    )


def _lodging_of(campaign_id: UUID) -> Lodging:
    """The newest lodging of the campaign, or the one whose edition the address names."""
    return queries.get_lodging(campaign_of(campaign_id), request.args.get("edition", type=int))


TITLES = {
    "record": lambda: _("Record the lodging"),
    "publication": lambda: _("Record the publication"),
    "compare": lambda: _("Published list"),
    "match": lambda: _("Who is meant"),
}


def _page(name: str, campaign: Campaign, found: Lodging, **shown: Any) -> str:
    title = TITLES[name]()
    above = {
        "label": _("Lodging and publication"),
        "href": url_for("dispatch.lodging", campaign_id=campaign.id),
    }
    path = trail(campaign)
    return render_template(
        f"dispatch/lodging/{name}.html",
        campaign=campaign,
        lodging=found,
        title=title,
        trail=[*path, above, {"label": title}],
        **shown,
    )
