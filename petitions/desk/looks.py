"""What of a petition waits for a look, for its board."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from petitions.campaigns.models import Campaign
from petitions.signing import queries as signing
from petitions.signing.clusters import queries, words

SHOWN = 3


@dataclass(frozen=True)
class Row:
    """One cluster: how many, what they have in common, from when to when, and some of the names."""

    how_many: str
    why: str
    span: str
    names: Sequence[str]
    href: str


@dataclass(frozen=True)
class Looks:
    """How many signatures wait, the oldest clusters of them, and the page on which they are decided."""

    count: int
    rows: Sequence[Row]
    is_all: bool
    href: str


def looks(campaign: Campaign) -> Looks | None:
    """What waits; None where nothing does, and where nobody of the public signs."""
    count = queries.count_waiting(campaign) if signing.is_petition(campaign) else 0
    if not count:
        return None
    found = queries.waiting(campaign, SHOWN + 1)
    shown = found[:SHOWN]
    sizes = queries.counts(shown)
    rows = [
        Row(
            words.how_many(sizes[cluster.id]),
            words.why(cluster),
            words.span(cluster.first_at, cluster.last_at),
            queries.names(cluster),
            url_for("signing.cluster", campaign_id=campaign.id, cluster_id=cluster.id),
        )
        for cluster in shown
    ]
    return Looks(count, rows, len(found) <= SHOWN, url_for("signing.clusters", campaign_id=campaign.id))
