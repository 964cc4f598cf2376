"""How many of the counted signatures will wait as soon as the worker has come round to them.

The public number is a few seconds old, and gives these seconds back by itself. What is done once and for all when a
number is reached must not be done for signatures that wait a moment later.
"""

from sqlalchemy import func, select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.ledger.models import Leaf, LeafType, Log
from petitions.signing.clusters import finding_queries as finding
from petitions.signing.clusters.models import Cluster, ClusteredSignature
from petitions.signing.clusters.states import ClusterState, MemberState, may_be_decided

LEAVES = 5_000


def in_doubt(campaign: Campaign) -> int:
    """How many are not looked at yet and stand too close together, or are found and not yet set aside and placed."""
    return _not_looked_at(campaign) + _not_set_aside(campaign) + _not_placed(campaign)


def _not_looked_at(campaign: Campaign) -> int:
    if not may_be_decided(campaign.state):
        return 0
    start = finding.looked_up_to(campaign.id)
    found = finding.find(campaign, finding.consents(campaign.id, start, start + LEAVES))
    return sum(len(one.sightings) for one in found)


def _not_set_aside(campaign: Campaign) -> int:
    query = select(func.count()).select_from(ClusteredSignature)
    query = query.join(Cluster, Cluster.id == ClusteredSignature.cluster_id)
    query = query.where(Cluster.campaign_id == campaign.id, Cluster.is_moving)
    query = query.where(Cluster.state != ClusterState.COUNTED, ClusteredSignature.state == MemberState.FOUND)
    return db.session.scalar(query) or 0


def _not_placed(campaign: Campaign) -> int:
    query = select(func.count()).select_from(Leaf).join(Log, Log.id == Leaf.log_id)
    query = query.where(Log.campaign_id == campaign.id, Leaf.position.is_(None), Leaf.type == LeafType.SET_ASIDE)
    return db.session.scalar(query) or 0
