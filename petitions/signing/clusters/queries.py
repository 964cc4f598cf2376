"""Reads of clusters: what waits for a look, what was decided, and what a decision would do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, selectinload

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.signing.clusters.models import Cluster, ClusterDecision, ClusteredSignature
from petitions.signing.clusters.states import LOOKED_AT, ClusterState, MemberState
from petitions.signing.models import Invitation, Signature
from petitions.signing.states import SignatureState

MOST = 50
SAMPLE = 8


@dataclass(frozen=True)
class Effect:
    """What a decision would do: how many signatures it is about, and what the public number is before and after."""

    count: int
    before: int
    after: int


def get_visible(actor: Actor, campaign: Campaign, cluster_id: UUID) -> Cluster:
    """A cluster under a campaign of the actor's own organisation. Raises `NotFound` for every other."""
    found = db.session.get(Cluster, cluster_id)
    own = campaign.organisation_id == actor.organisation_id
    if found is None or found.campaign_id != campaign.id or not own:
        raise NotFound(_("There are no such signatures."))
    return found


def waiting(campaign: Campaign, most: int = MOST) -> Sequence[Cluster]:
    """The clusters that wait for a look, the oldest first."""
    query = select(Cluster).where(Cluster.campaign_id == campaign.id, Cluster.state == ClusterState.WAITING)
    query = query.options(selectinload(Cluster.decisions))
    return db.session.scalars(query.order_by(Cluster.found_at, Cluster.id).limit(most)).all()


def decided(campaign: Campaign, most: int = MOST) -> Sequence[Cluster]:
    """The clusters on which somebody decided, the newest decision first."""
    last = select(func.max(ClusterDecision.at)).where(ClusterDecision.cluster_id == Cluster.id).scalar_subquery()
    query = select(Cluster).where(Cluster.campaign_id == campaign.id, Cluster.state != ClusterState.WAITING)
    query = query.options(selectinload(Cluster.decisions))
    return db.session.scalars(query.order_by(last.desc(), Cluster.id).limit(most)).all()


def counts(clusters: Collection[Cluster]) -> dict[UUID, int]:
    """By cluster how many signatures are in it, without those whose bearers took them back or denied them."""
    query = select(ClusteredSignature.cluster_id, func.count()).where(
        ClusteredSignature.cluster_id.in_([cluster.id for cluster in clusters]),
        ClusteredSignature.state != MemberState.LEFT,
    )
    found = {row[0]: row[1] for row in db.session.execute(query.group_by(ClusteredSignature.cluster_id))}
    return {cluster.id: found.get(cluster.id, 0) for cluster in clusters}


def count_waiting(campaign: Campaign) -> int:
    """How many signatures wait for a look."""
    return _waiting_in(campaign.organisation_id, campaign.id).get(campaign.id, 0)


def all_waiting(organisation_id: UUID | None) -> list[tuple[Campaign, int]]:
    """The petitions whose list is not closed and under which signatures wait, with how many."""
    found = _waiting_in(organisation_id)
    query = select(Campaign).where(Campaign.id.in_(found), Campaign.state.in_(LOOKED_AT)).order_by(Campaign.title)
    return [(campaign, found[campaign.id]) for campaign in db.session.scalars(query)]


def members(cluster: Cluster, most: int, behind: int = 0) -> Sequence[ClusteredSignature]:
    """The signatures of a cluster in the order in which they came into it, behind a number; with their supporters."""
    query = select(ClusteredSignature).join(ClusteredSignature.signature).join(Signature.invitation)
    query = query.join(Invitation.supporter)
    told = contains_eager(ClusteredSignature.signature).contains_eager(Signature.invitation)
    query = query.options(told.contains_eager(Invitation.supporter))
    query = query.where(ClusteredSignature.cluster_id == cluster.id, ClusteredSignature.number > behind)
    return db.session.scalars(query.order_by(ClusteredSignature.number).limit(most)).all()


def names(cluster: Cluster, most: int = SAMPLE) -> Sequence[str]:
    """At most so many of the names, spread evenly over those who are in the cluster."""
    place = func.row_number().over(order_by=ClusteredSignature.number)
    there = select(ClusteredSignature.signature_id, place.label("place"), func.count().over().label("of"))
    row = there.where(*_there(cluster)).subquery()
    step = (row.c.of + most - 1) // most
    query = select(Signature.name).join(row, row.c.signature_id == Signature.id)
    return db.session.scalars(query.where((row.c.place - 1) % step == 0).order_by(row.c.place)).all()


def count_there(cluster: Cluster) -> int:
    """How many are in the cluster: not those who have withdrawn, or denied the signature."""
    return db.session.scalar(select(func.count()).select_from(ClusteredSignature).where(*_there(cluster))) or 0


def _there(cluster: Cluster) -> tuple[ColumnElement[bool], ...]:
    return ClusteredSignature.cluster_id == cluster.id, ClusteredSignature.state != MemberState.LEFT


def effect(campaign: Campaign, clusters: Collection[Cluster], after: ClusterState, number: int) -> Effect:
    """What a decision on the clusters would do to the public ``number``, which counts the open version."""
    query = select(Signature.state, Signature.version_id == campaign.open_version_id, func.count())
    query = query.join(ClusteredSignature, ClusteredSignature.signature_id == Signature.id)
    query = query.where(
        ClusteredSignature.cluster_id.in_([cluster.id for cluster in clusters]),
        ClusteredSignature.state != MemberState.LEFT,
        Signature.state.in_((SignatureState.CONFIRMED, SignatureState.SET_ASIDE)),
    )
    rows = db.session.execute(query.group_by(Signature.state, Signature.version_id)).all()
    changes = SignatureState.SET_ASIDE if after == ClusterState.COUNTED else SignatureState.CONFIRMED
    moved = sum(count for state, is_open, count in rows if is_open and state == changes)
    then = number + moved if after == ClusterState.COUNTED else number - moved
    return Effect(sum(count for _state, _is_open, count in rows), number, max(then, 0))


def _waiting_in(organisation_id: UUID | None, only: UUID | None = None) -> dict[UUID, int]:
    query = select(Cluster.campaign_id, func.count()).join(Cluster.campaign)
    query = query.join(ClusteredSignature, ClusteredSignature.cluster_id == Cluster.id)
    query = query.where(Campaign.organisation_id == organisation_id, Cluster.state == ClusterState.WAITING)
    query = query.where(ClusteredSignature.state != MemberState.LEFT)
    if only is not None:
        query = query.where(Cluster.campaign_id == only)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Cluster.campaign_id))}
