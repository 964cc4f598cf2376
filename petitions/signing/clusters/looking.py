"""What the worker does with signatures that are new: look whether they stand too close together, and say so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from petitions.campaigns.instruments import all_instruments
from petitions.campaigns.models import Campaign
from petitions.core.actor import WORKER
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked, one_at_a_time, plan_anew
from petitions.ledger.models import Log
from petitions.signing.clusters import finding_queries as finding
from petitions.signing.clusters.finding_queries import Found, Sighting
from petitions.signing.clusters.models import Cluster, ClusteredSignature, ClusterLookout
from petitions.signing.clusters.states import LOOKED_AT, ClusterState, MemberState, may_be_decided
from petitions.signing.supporters.rules import ANYONE

CAMPAIGNS = 20
LEAVES = 1_000
MOST = 2_000
"""So many are put into clusters at once; whoever is left is found when the same leaves are looked at anew."""


def look(limit: int = LEAVES) -> int:
    """Look at what has got its place in the logs of petitions since the last time. Returns how many will wait.

    Several workers may do this at once: they take turns at each petition, and each place is looked at once. Found
    signatures are set aside by `carrying.carry`, portion by portion.
    """
    plan_anew()
    return sum(_look_at(db.session.get_one(Campaign, campaign_id), limit) for campaign_id in _behind())


def _behind() -> Sequence[UUID]:
    """The petitions whose log has grown since."""
    petitions = [rules.id for rules in all_instruments() if ANYONE in rules.bodies]
    query = select(Campaign.id).join(Log, Log.campaign_id == Campaign.id)
    query = query.outerjoin(ClusterLookout, ClusterLookout.campaign_id == Campaign.id)
    query = query.where(Campaign.instrument.in_(petitions), Campaign.state.in_(LOOKED_AT))
    query = query.where(Log.size > func.coalesce(ClusterLookout.position, 0))
    return db.session.scalars(query.order_by(Campaign.id).limit(CAMPAIGNS)).all()


def _look_at(campaign: Campaign, limit: int) -> int:
    one_at_a_time(f"clusters {campaign.id}")
    start = finding.looked_up_to(campaign.id)
    size = db.session.scalar(select(Log.size).where(Log.campaign_id == campaign.id)) or 0
    end = min(start + limit, size)
    found = finding.find(campaign, finding.consents(campaign.id, start, end))
    count = 0
    if found:
        # Before anything refers to the campaign's row: whoever closes the list, or decides, holds it.
        locked(campaign)
        if not may_be_decided(campaign.state):
            return 0
        count = _keep(campaign, found)
    if count < MOST:
        _note(campaign, end)
    return count


def _note(campaign: Campaign, position: int) -> None:
    lookout = db.session.scalars(select(ClusterLookout).where(ClusterLookout.campaign_id == campaign.id)).first()
    if lookout is None:
        lookout = ClusterLookout(campaign_id=campaign.id, position=0)
        db.session.add(lookout)
    lookout.position = max(lookout.position, position)
    db.session.flush()


def _keep(campaign: Campaign, found: Sequence[Found]) -> int:
    left = MOST
    for one in found:
        sightings = one.sightings[:left]
        if sightings:
            _put(_cluster(campaign, one, sightings), sightings)
            left -= len(sightings)
    return MOST - left


def _cluster(campaign: Campaign, found: Found, sightings: Sequence[Sighting]) -> Cluster:
    """The cluster of this key that still waits, or a new one."""
    query = select(Cluster).where(
        Cluster.campaign_id == campaign.id,
        Cluster.state == ClusterState.WAITING,
        Cluster.kind == found.kind,
        Cluster.key == found.key,
    )
    cluster = db.session.scalars(query.order_by(Cluster.found_at).with_for_update()).first()
    if cluster is None:
        first, last = _span(sightings)
        cluster = Cluster(campaign_id=campaign.id, kind=found.kind, key=found.key, first_at=first, last_at=last)
        cluster.state, cluster.size, cluster.last_number = ClusterState.WAITING, 0, 0
        cluster.found_at = now()
        db.session.add(cluster)
        machine = replace(WORKER, organisation_id=campaign.organisation_id)
        record(machine, "cluster:find", cluster, campaign.title, case_id=campaign.case_id, campaign_id=campaign.id)
    return cluster


def _put(cluster: Cluster, sightings: Sequence[Sighting]) -> None:
    first, last = _span(sightings)
    cluster.first_at, cluster.last_at = min(cluster.first_at, first), max(cluster.last_at, last)
    begun, cluster.last_number = cluster.last_number, cluster.last_number + len(sightings)
    cluster.size, cluster.is_moving = cluster.size + len(sightings), True
    db.session.flush()
    rows = [
        ClusteredSignature(cluster_id=cluster.id, signature_id=one.signature_id, number=number, state=MemberState.FOUND)
        for number, one in enumerate(sightings, start=begun + 1)
    ]
    db.session.add_all(rows)
    db.session.flush()


def _span(sightings: Sequence[Sighting]) -> tuple[datetime, datetime]:
    moments = [sighting.at for sighting in sightings]
    return min(moments), max(moments)
