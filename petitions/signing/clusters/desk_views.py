"""The organisers' pages of signatures that wait for a look: which, what a decision would do, and the decision."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, request, url_for
from flask_babel import format_number
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.core.countries import country_name
from petitions.core.db import transaction
from petitions.core.errors import DomainError, NotFound
from petitions.core.pages import see
from petitions.core.paging import SIZE, number_in_address
from petitions.people.addresses import masked
from petitions.signing import policy
from petitions.signing.blueprint import Page, blueprint
from petitions.signing.clusters import deciding, queries, words
from petitions.signing.clusters.forms import DecisionForm, ids, seen
from petitions.signing.clusters.models import Cluster, ClusteredSignature
from petitions.signing.clusters.states import ClusterState, may_be_decided
from petitions.signing.counting import queries as counting
from petitions.signing.signature_page import state_of
from petitions.signing.trails import trail


@blueprint.get("/desk/campaigns/<uuid:campaign_id>/clusters")
def clusters(campaign_id: UUID) -> Page:
    """What waits for a look, and what was decided before."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    waiting, decided = queries.waiting(campaign), queries.decided(campaign)
    count = queries.counts([*waiting, *decided])
    return _page(
        "index",
        campaign,
        waiting=[_row(cluster, count[cluster.id]) for cluster in waiting],
        decided=[_row(cluster, count[cluster.id]) for cluster in decided],
        total=queries.count_waiting(campaign),
        public=format_number(counting.counted(campaign)),
        may_decide=policy.may_decide(actor) and may_be_decided(campaign.state),
        is_open=may_be_decided(campaign.state),
    )


@blueprint.get("/desk/campaigns/<uuid:campaign_id>/clusters/<uuid:cluster_id>")
def cluster(campaign_id: UUID, cluster_id: UUID) -> Page:
    """Every signature of a cluster, a page at a time, and what was decided on them."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    found = queries.get_visible(actor, campaign, cluster_id)
    members = queries.members(found, SIZE + 1, number_in_address("behind") or 0)
    shown = members[:SIZE]
    return _page(
        "cluster",
        campaign,
        _above(campaign),
        row=_row(found, queries.counts([found])[found.id]),
        members=[_member(member) for member in shown],
        more=shown[-1].number if len(members) > SIZE else None,
        may_decide=policy.may_decide(actor) and may_be_decided(campaign.state),
    )


@blueprint.route("/desk/campaigns/<uuid:campaign_id>/clusters/decide", methods=["GET", "POST"])
def decide_clusters(campaign_id: UUID) -> Page:
    """What the decision would do, and the button that makes it."""
    actor = current_actor()
    campaign = campaigns.get_visible(actor, campaign_id)
    policy.require_deciding(actor)
    after, form = _after(), DecisionForm()
    if form.validate_on_submit():
        try:
            with transaction():
                count = deciding.decide(actor, campaign, form.chosen, after, str(form.note.data or ""))
        except DomainError as refused:
            form.form_errors.append(refused.message)
        else:
            flash(words.done(after, count), "done")
            return see(url_for("signing.clusters", campaign_id=campaign_id))
    asked = [one.cluster_id for one in form.chosen] if form.is_submitted() else ids(request.args.getlist("cluster"))
    chosen = [queries.get_visible(actor, campaign, one) for one in asked]
    if not chosen:
        flash(_("Choose which of them you decide on."), "wait")
        return see(url_for("signing.clusters", campaign_id=campaign_id))
    return _preview(campaign, form, chosen, after)


def _preview(campaign: Campaign, form: DecisionForm, chosen: list[Cluster], after: ClusterState) -> Page:
    count = queries.counts(chosen)
    effect = queries.effect(campaign, chosen, after, counting.counted(campaign))
    form.seen.data = seen(chosen)
    page = _page(
        "decide",
        campaign,
        _above(campaign),
        form=form,
        rows=[_row(one, count[one.id]) for one in chosen],
        heading=words.heading(after, effect.count),
        button=words.button(after, effect.count),
        means=words.means(after),
        before=format_number(effect.before),
        after=format_number(effect.after),
    )
    return (page, 422) if form.errors else page


def _after() -> ClusterState:
    try:
        return ClusterState(request.args.get("decision", ""))
    except ValueError as unknown:
        raise NotFound(_("There is no such decision.")) from unknown


def _row(found: Cluster, count: int) -> dict[str, Any]:
    word, tone = words.state(found)
    return {
        "id": found.id,
        "how_many": words.how_many(count),
        "why": words.why(found),
        "span": words.span(found.first_at, found.last_at),
        "names": queries.names(found),
        "state": word,
        "tone": tone,
        "waits": found.state == ClusterState.WAITING,
        "is_moving": found.is_moving,
        "decisions": [_decision(one) for one in found.decisions],
    }


def _decision(one: Any) -> dict[str, Any]:
    return {"what": words.step(one.after), "who": one.by_label, "at": one.at, "note": one.note, "size": one.size}


def _member(member: ClusteredSignature) -> dict[str, Any]:
    signature = member.signature
    supporter = signature.invitation.supporter
    word, tone = state_of(signature)
    return {
        "id": signature.id,
        "name": signature.name,
        "country": country_name(signature.delegation),
        "address": masked(supporter.email).replace("…", "…\u2060") if supporter else "",
        "at": signature.confirmed_at,
        "state": word,
        "tone": tone,
    }


def _above(campaign: Campaign) -> dict[str, str]:
    return {"label": _("Waits for a look"), "href": url_for("signing.clusters", campaign_id=campaign.id)}


def _page(template: str, campaign: Campaign, *above: dict[str, str], **context: Any) -> str:
    here = {
        "index": _("Waits for a look"),
        "cluster": _("These signatures"),
        "decide": _("What it would do"),
    }[template]
    who = {"label": _("Who signed"), "href": url_for("signing.supporters", campaign_id=campaign.id)}
    return render_template(
        f"signing/clusters/{template}.html", campaign=campaign, trail=trail(campaign, who, *above, here), **context
    )
