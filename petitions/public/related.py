"""What an action answers, follows, and is followed by, as far as a reader may know of the other one."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from petitions.campaigns.models import Campaign
from petitions.campaigns.queries import public_campaigns
from petitions.campaigns.relation_rules import Decision
from petitions.public.case_page import Link
from petitions.public.released import PublicCase, PublicRecorded


@dataclass(frozen=True)
class Around:
    """What came before an action, and what came after it."""

    before: Sequence[Link] = ()
    after: Sequence[Link] = ()


def answered_by(case: PublicCase, campaign: Campaign) -> Decision | None:
    """The decision that a campaign answers, as the release tells it; one that is not shown is not told of."""
    known = campaign.relation
    if known is None:
        return None
    told = known.is_stated, known.note
    event_key = known.event.key if known.event else ""
    for event in case.told.events:
        if event.key == event_key:
            return Decision(event.title, event.when, *told)
    proceeding_key = known.proceeding.key if known.proceeding else ""
    for proceeding in case.told.proceedings:
        if proceeding.key == proceeding_key:
            return Decision(proceeding.title, proceeding.decided, *told)
    return None


def followed_by(case: PublicCase, campaign: Campaign) -> PublicRecorded | None:
    """The recorded campaign that a campaign follows, where the release shows it."""
    known = campaign.relation
    key = known.follows_recorded.key if known and known.follows_recorded else ""
    return next((recorded for recorded in case.told.recorded if recorded.key == key), None)


def around_campaign(campaign: Campaign, case: PublicCase) -> Around:
    """Which action a campaign follows, and which campaigns follow it."""
    shown = public_campaigns()
    recorded = followed_by(case, campaign)
    before = [_to_campaign(row) for row in shown if row.id == campaign.follows_id]
    return Around(
        [*before, *([_to_recorded(case, recorded)] if recorded else [])],
        [_to_campaign(row) for row in shown if row.follows_id == campaign.id],
    )


def around_recorded(recorded: PublicRecorded, case: PublicCase) -> Around:
    """Which recorded campaign one follows, and which actions follow it."""
    later = [row for row in case.told.recorded if row.follows is not None and row.follows.key == recorded.key]
    here = [row for row in public_campaigns(case.id) if followed_by(case, row) is recorded]
    return Around(
        [_to_recorded(case, recorded.follows)] if recorded.follows else [],
        [*(_to_recorded(case, row) for row in later), *(_to_campaign(row) for row in here)],
    )


def _to_campaign(campaign: Campaign) -> Link:
    return Link(campaign.title, url_for("public.campaign", slug=campaign.slug))


def _to_recorded(case: PublicCase, recorded: PublicRecorded) -> Link:
    return Link(recorded.title, url_for("public.recorded_campaign", slug=case.slug, key=recorded.key))
