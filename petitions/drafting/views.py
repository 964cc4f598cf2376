"""Pages on which the versions of a text are read and compared."""

from collections import defaultdict
from uuid import UUID

from flask import render_template, request
from flask_babel import gettext as _

from petitions.accounts.guard import current_actor
from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import get_visible
from petitions.core.errors import NotFound
from petitions.core.paging import SIZE, page_among
from petitions.core.text import difference
from petitions.drafting import policy, queries
from petitions.drafting.approvals import reading
from petitions.drafting.approvals.current import takes_requests, takes_verdicts
from petitions.drafting.approvals.queries import Said, said
from petitions.drafting.approvals.reading import Row
from petitions.drafting.blueprint import blueprint
from petitions.drafting.models import Version
from petitions.drafting.proof import proof_of
from petitions.drafting.rules import may_change, whole
from petitions.drafting.translations.queries import about, source_changes


@blueprint.get("/versions")
@blueprint.get("/translations/<language>/versions")
def versions(campaign_id: UUID, language: str = "") -> str:
    """Every version of the text, or of a translation, newest first, a page at a time."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    newest = queries.latest(campaign, language)
    page = page_among(newest.number if newest else 0)
    found = queries.some_versions(campaign, page.start, SIZE, language)
    if language and not found:
        raise NotFound(_("There is no such translation of this text."))
    return render_template(
        "drafting/versions.html",
        campaign=campaign,
        versions=found,
        page=page,
        said=_by_version(campaign, found[0], reading.rows(found[0])) if found else {},
        about=about(found[0]) if found else None,
        may_write=policy.may_write(actor),
    )


@blueprint.get("/versions/<int:number>")
@blueprint.get("/translations/<language>/versions/<int:number>")
def version(campaign_id: UUID, number: int, language: str = "") -> str:
    """One version as it will be read."""
    actor = current_actor()
    campaign = get_visible(actor, campaign_id)
    found = queries.numbered(campaign, number, language)
    latest = queries.newest(found.text)
    may_write, is_latest = policy.may_write(actor), found == latest
    can_change = may_change(campaign.state, is_translation=bool(found.translation))
    rows = reading.of_version(found, actor.id, is_newest=is_latest, may_ask=may_write)
    return render_template(
        "drafting/version.html",
        campaign=campaign,
        version=found,
        latest=latest,
        is_latest=is_latest,
        proof=proof_of(found),
        about=about(found),
        source_parts=source_changes(found),
        may_write=may_write and can_change,
        may_take_in=can_change,
        may_ask=is_latest and may_write and takes_requests(found),
        may_review=is_latest and policy.may_judge(actor, found) and takes_verdicts(found),
        rows=rows,
        said=_by_version(campaign, found, rows)[number],
    )


@blueprint.get("/compare")
@blueprint.get("/translations/<language>/compare")
def compare(campaign_id: UUID, language: str = "") -> str:
    """What changed between two versions."""
    campaign = get_visible(current_actor(), campaign_id)
    newest = queries.latest(campaign, language)
    last = newest.number if newest else 0
    old = queries.numbered(campaign, request.args.get("old", max(last - 1, 1), type=int), language)
    new = queries.numbered(campaign, request.args.get("new", last, type=int), language)
    parts = list(difference(whole(old.subject, old.body), whole(new.subject, new.body)))
    return render_template(
        "drafting/compare.html", campaign=campaign, last=last, old=old, new=new, about=about(new), parts=parts
    )


def _by_version(campaign: Campaign, version: Version, needed: list[Row]) -> dict[int, list[Said]]:
    """What was said of each version of the text that this one is of, by the version's number."""
    found: dict[int, list[Said]] = defaultdict(list)
    for one in reading.marked(said(campaign), version, needed):
        if one.language == version.text.language:
            found[one.number].append(one)
    return found
