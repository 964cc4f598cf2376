"""Looks for clusters around signatures that are new: what of each network, domain or address is near them in time.

Every read goes by an index and ends with the time of its threshold, so that it costs what is new and near, not what a
petition holds in all.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.ledger.models import Leaf, LeafType, Log
from petitions.people.name_tables import batches
from petitions.signing.clusters.models import ClusteredSignature, ClusterLookout
from petitions.signing.clusters.rules import THRESHOLDS, Kind, Threshold, beginning, crowded, is_unusual, needed
from petitions.signing.clusters.states import MemberState
from petitions.signing.models import FROM_SOMEWHERE, Signature, Supporter
from petitions.signing.states import SignatureState

COLUMNS: dict[Kind, InstrumentedAttribute[str]] = {
    Kind.NETWORK: Supporter.network,
    Kind.DOMAIN: Supporter.domain,
    Kind.CANONICAL: Supporter.canonical_index,
}
# Who was found to be a person, by an organiser or by their own word, adds to no cluster any more.
_SETTLED = (MemberState.COUNTED, MemberState.LEFT)
_GIVEN = or_(Signature.state == SignatureState.CONFIRMED, Signature.look != "")


@dataclass(frozen=True)
class Sighting:
    """One signature of a cluster, and when it was given."""

    signature_id: UUID
    at: datetime


@dataclass(frozen=True)
class Found:
    """Signatures that stand too close together and are in no cluster yet, with what they have in common."""

    kind: Kind
    key: str
    sightings: Sequence[Sighting]


def looked_up_to(campaign_id: UUID) -> int:
    """How many leaves of the log were looked at."""
    query = select(ClusterLookout.position).where(ClusterLookout.campaign_id == campaign_id)
    return db.session.scalar(query) or 0


def consents(campaign_id: UUID, start: int, end: int) -> Sequence[UUID]:
    """The signatures whose consents have the places from ``start`` to before ``end`` of the log."""
    log_id = select(Log.id).where(Log.campaign_id == campaign_id).scalar_subquery()
    query = select(Leaf.ref).where(Leaf.log_id == log_id, Leaf.position >= start, Leaf.position < end)
    return db.session.scalars(query.where(Leaf.type == LeafType.CONSENT)).all()


def find(campaign: Campaign, new: Collection[UUID]) -> list[Found]:
    """The clusters that these signatures make or belong to. Each signature is in the first of them only."""
    fresh = list(_fresh(campaign, new))
    found: list[Found] = []
    taken: set[UUID] = set()
    for kind in Kind:
        moments: dict[str, list[datetime]] = {}
        for row in fresh:
            if (key := str(getattr(row, COLUMNS[kind].key))) and (kind != Kind.DOMAIN or is_unusual(key)):
                moments.setdefault(key, []).append(row.confirmed_at)
        for one in _around(campaign, kind, moments):
            sightings = [sighting for sighting in one.sightings if sighting.signature_id not in taken]
            taken.update(sighting.signature_id for sighting in sightings)
            found.extend([Found(kind, one.key, sightings)] if sightings else [])
    return found


def _fresh(campaign: Campaign, new: Collection[UUID]) -> Iterable[Any]:
    query = select(Supporter.network, Supporter.domain, Supporter.canonical_index, Supporter.confirmed_at)
    query = query.join(Signature, Signature.invitation_id == Supporter.invitation_id)
    query = query.where(Signature.version_id == campaign.open_version_id, _GIVEN, Supporter.confirmed_at.is_not(None))
    for some in batches(list(new)):
        yield from db.session.execute(query.where(Signature.id.in_(some)))


def _around(campaign: Campaign, kind: Kind, moments: dict[str, list[datetime]]) -> Iterable[Found]:
    """Of each key what is crowded and new, for keys of which there are enough at all."""
    threshold = THRESHOLDS[kind]
    every = [moment for some in moments.values() for moment in some]
    if not every:
        return
    since = beginning(every, threshold.within)
    for some in batches(list(moments)):
        column = COLUMNS[kind]
        enough = select(column).where(*_near(campaign, kind, since), column.in_(some)).group_by(column)
        for key in db.session.scalars(enough.having(func.count() >= threshold.least)):
            sightings = _crowd(campaign, kind, key, moments[key])
            if sightings:
                yield Found(kind, key, sightings)


def _crowd(campaign: Campaign, kind: Kind, key: str, moments: Sequence[datetime]) -> list[Sighting]:
    threshold = THRESHOLDS[kind]
    least = needed(threshold, _in_all(campaign, threshold, max(moments)))
    query = select(Signature.id, Supporter.confirmed_at, ClusteredSignature.state.label("member"))
    query = query.select_from(Supporter).join(Signature, Signature.invitation_id == Supporter.invitation_id)
    query = query.outerjoin(ClusteredSignature, ClusteredSignature.signature_id == Signature.id)
    query = query.where(*_near(campaign, kind, beginning(moments, threshold.within)), COLUMNS[kind] == key)
    query = query.where(Signature.version_id == campaign.open_version_id, _GIVEN)
    query = query.where(or_(ClusteredSignature.state.is_(None), ClusteredSignature.state.not_in(_SETTLED)))
    rows = _nearest(query, max(moments), least, len(moments))
    near = crowded([row.confirmed_at for row in rows], least, threshold.within)
    return [Sighting(rows[place].id, rows[place].confirmed_at) for place in near if rows[place].member is None]


def _nearest(query: Select[*tuple[Any, ...]], moment: datetime, least: int, new: int) -> list[Any]:
    """Those around the last of the new ones, no more than can matter, so that a flood costs what is new of it.

    Who stands before twice as many as are needed was crowded before the new ones came, and of those behind them as
    many as are needed tell that they are many. Whoever else is behind is looked at later.
    """
    before = query.where(Supporter.confirmed_at <= moment).order_by(Supporter.confirmed_at.desc())
    behind = query.where(Supporter.confirmed_at > moment).order_by(Supporter.confirmed_at)
    return [*db.session.execute(before.limit(2 * least + new)), *db.session.execute(behind.limit(least))]


def _in_all(campaign: Campaign, threshold: Threshold, moment: datetime) -> int:
    """How many signed the petition within the threshold's time before this moment; 0 where no share is asked for."""
    if threshold.within is None or not threshold.share:
        return 0
    query = select(func.count()).select_from(Supporter).where(Supporter.campaign_id == campaign.id)
    within = Supporter.confirmed_at.between(moment - threshold.within, moment)
    return db.session.scalar(query.where(within)) or 0


def _near(campaign: Campaign, kind: Kind, since: datetime | None) -> list[ColumnElement[bool]]:
    """Who confirmed since then. What the partial indexes ask for is said in so many words, so that they are used."""
    known = Supporter.confirmed_at >= since if since is not None else Supporter.confirmed_at.is_not(None)
    conditions = and_(Supporter.campaign_id == campaign.id, known)
    return [conditions, text(FROM_SOMEWHERE)] if kind == Kind.NETWORK else [conditions]  # type: ignore[list-item]
