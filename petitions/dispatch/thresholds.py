"""What follows when enough have signed: for each threshold one follow-up, written when the signature is counted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from flask_babel import force_locale, format_date, format_number, ngettext
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import instruments, words
from petitions.campaigns.instruments import Threshold
from petitions.campaigns.models import Campaign
from petitions.campaigns.thresholds import next_threshold, reached
from petitions.core.actor import WORKER
from petitions.core.audit import record
from petitions.core.clock import today
from petitions.core.db import db
from petitions.dispatch.models import FollowUp
from petitions.signing.clusters.doubt_queries import in_doubt
from petitions.signing.counting.queries import counted
from petitions.signing.events import SignaturesCounted

# Organisers read what is to be done, whatever language the signatory reads.
LANGUAGE = "en"


@dataclass(frozen=True)
class Mark:
    """One threshold against what there is. ``follow_up`` is there once it was reached, and stays."""

    label: str
    present: int
    required: int
    met: bool
    says: str
    follow_up: FollowUp | None


def follow_count(event: SignaturesCounted) -> None:
    """Note what is due by the thresholds that are reached, each once and for all; signatures that will wait reach none.

    Batches of one campaign are counted in turn, and a unique index holds it too: whoever comes second notes nothing.
    """
    campaign = db.session.get_one(Campaign, event.campaign_id)
    rules = instruments.load(campaign.instrument)
    if not rules.thresholds:
        return
    known, count = _follow_ups(campaign), counted(campaign)
    if all(threshold.count in known for threshold in reached(rules, count)):
        return
    for threshold in reached(rules, count - in_doubt(campaign)):
        if threshold.count not in known:
            _note(campaign, threshold)


def marks(campaign: Campaign) -> list[Mark]:
    """The campaign's thresholds as what they mean: reached on which day, or how many more are needed."""
    rules = instruments.load(campaign.instrument)
    if not rules.thresholds or campaign.open_version_id is None:
        return []
    known, count = _follow_ups(campaign), counted(campaign)
    nearest = next_threshold(rules, count)
    return [
        _mark(threshold, known.get(threshold.count), count, is_next=threshold == nearest)
        for threshold in rules.thresholds
    ]


def _note(campaign: Campaign, threshold: Threshold) -> None:
    with force_locale(LANGUAGE):
        task = words.threshold_task(threshold)
    follow_up = FollowUp(
        campaign_id=campaign.id,
        due_on=today() + timedelta(days=threshold.within_days),
        task=task,
        recorded_by=WORKER.label,
        threshold=threshold.count,
        reached_on=today(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(follow_up)
    except IntegrityError:
        return  # Somebody who signed at the same moment has noted it.
    machine = replace(WORKER, organisation_id=campaign.organisation_id)
    record(machine, "follow_up:add", follow_up, task, case_id=campaign.case_id, campaign_id=campaign.id)


def _follow_ups(campaign: Campaign) -> Mapping[int | None, FollowUp]:
    query = select(FollowUp).where(FollowUp.campaign_id == campaign.id, FollowUp.threshold.is_not(None))
    return {row.threshold: row for row in db.session.scalars(query)}


def _mark(threshold: Threshold, follow_up: FollowUp | None, count: int, *, is_next: bool) -> Mark:
    said = [words.threshold_says(threshold)]
    if follow_up is not None:
        said.append(_("Reached on %(day)s.", day=format_date(follow_up.reached_on, "d MMMM y")))
    elif is_next:
        missing = threshold.count - count
        number = format_number(missing)
        said.append(ngettext("%(number)s more is needed.", "%(number)s more are needed.", missing, number=number))
    met = follow_up is not None or count >= threshold.count
    return Mark(words.threshold_name(threshold), count, threshold.count, met, " ".join(said), follow_up)
