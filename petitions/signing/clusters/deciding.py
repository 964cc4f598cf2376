"""Organisers decide on clusters, several at once, and undo what they decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import InvalidTransition, NotFound, StalePage
from petitions.signing.clusters import carrying, queries
from petitions.signing.clusters.models import Cluster, ClusterDecision, ClusteredSignature
from petitions.signing.clusters.states import ClusterState, may_be_decided, may_become
from petitions.signing.errors import NotOpen
from petitions.signing.policy import require_deciding

ACTIONS = {
    ClusterState.COUNTED: "cluster:count",
    ClusterState.SET_ASIDE: "cluster:set_aside",
    ClusterState.WAITING: "cluster:undo",
}


@dataclass(frozen=True)
class Seen:
    """A cluster as somebody saw it: up to which signature, by its number in the cluster."""

    cluster_id: UUID
    last_number: int


def decide(actor: Actor, campaign: Campaign, chosen: Sequence[Seen], after: ClusterState, note: str = "") -> int:
    """Have the signatures of these clusters counted, or kept aside; or undo that, so that they wait again.

    It holds for those that were seen: whoever came into a cluster since waits in a new one. Sent twice it is done once.
    The first portion is moved at once, the worker moves the rest. Returns how many signatures it is about.

    Raises `NotAllowed`, `NotFound`, `NotOpen` once the list is closed, and `InvalidTransition` where somebody decided
    otherwise before.
    """
    require_deciding(actor)
    locked(campaign)
    if not may_be_decided(campaign.state):
        raise NotOpen(_("The list is closed, so nothing can be added to it or taken off. Reopen the campaign first."))
    clusters = _locked(campaign, chosen)
    left = carrying.AT_ONCE
    count = 0
    for seen, cluster in zip(chosen, clusters, strict=True):
        if cluster.state == after:
            continue
        if not may_become(cluster.state, after):
            raise InvalidTransition(_("Somebody decided on these signatures before. Look at how things stand now."))
        if cluster.state == ClusterState.WAITING:
            _part(cluster, seen.last_number)
        there = queries.count_there(cluster)
        _write(actor, campaign, cluster, ClusterDecision(after=after, size=there, note=note.strip()))
        count += there
        left -= carrying.move(cluster, left) if left else 0
    return count


def _locked(campaign: Campaign, chosen: Sequence[Seen]) -> list[Cluster]:
    query = select(Cluster).where(Cluster.id.in_([seen.cluster_id for seen in chosen]))
    query = query.where(Cluster.campaign_id == campaign.id).order_by(Cluster.id).with_for_update()
    found = {row.id: row for row in db.session.scalars(query.execution_options(populate_existing=True))}
    if len(found) != len(chosen) or not chosen:
        raise NotFound(_("There are no such signatures in this campaign."))
    return [found[seen.cluster_id] for seen in chosen]


def _part(cluster: Cluster, last_number: int) -> None:
    """Leave whoever came into the cluster after it was looked at in a new one that waits."""
    later = (ClusteredSignature.cluster_id == cluster.id, ClusteredSignature.number > last_number)
    count = db.session.scalar(select(func.count()).select_from(ClusteredSignature).where(*later)) or 0
    if count == cluster.size:
        raise StalePage(_("This page is not of these signatures any more. Look at them again."))
    if not count:
        return
    rest = Cluster(campaign_id=cluster.campaign_id, kind=cluster.kind, key=cluster.key, found_at=now())
    rest.first_at, rest.last_at, rest.is_moving = cluster.first_at, cluster.last_at, True
    rest.state, rest.size, rest.last_number = ClusterState.WAITING, count, cluster.last_number
    cluster.size -= count
    db.session.add(rest)
    db.session.flush()
    db.session.execute(update(ClusteredSignature).where(*later).values(cluster_id=rest.id))
    cluster.last_number = last_number


def _write(actor: Actor, campaign: Campaign, cluster: Cluster, decision: ClusterDecision) -> None:
    after = ClusterState(decision.after)
    cluster.state, cluster.is_moving = after, True
    decision.cluster_id, decision.at = cluster.id, now()
    decision.by_id, decision.by_label = actor.id, actor.label
    db.session.add(decision)
    record(
        actor,
        ACTIONS[after],
        cluster,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"signatures": decision.size, **({"reason": decision.note} if decision.note else {})},
    )
    db.session.flush()
