"""Does with the signatures of a cluster what is to be done with them, portion by portion.

A portion holds the campaign's lock for as long as it takes, so that a closing comes before or after it; between two
portions everybody else has a turn. What is to be done is read from the cluster, so whoever is killed is followed by
whoever comes next.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.ledger.models import Leaf, LeafType
from petitions.ledger.service import Entry, append_all
from petitions.signing import queries as signing
from petitions.signing.clusters.models import Cluster, ClusteredSignature
from petitions.signing.clusters.states import LOOKED_AT, ClusterState, MemberState, may_be_decided
from petitions.signing.disputing.rules import statement_of_restoring, statement_of_setting_aside
from petitions.signing.models import Invitation, Signature
from petitions.signing.renewing.asking import ask_again, is_still_to_come
from petitions.signing.rules import Phase
from petitions.signing.states import InvitationState, Look, SignatureState, is_given

AT_ONCE = 250
STANDS = {
    ClusterState.WAITING: (MemberState.WAITING, Look.WAITS),
    ClusterState.COUNTED: (MemberState.COUNTED, Look.NONE),
    ClusterState.SET_ASIDE: (MemberState.SET_ASIDE, Look.SET_ASIDE),
}
STATEMENTS = {LeafType.RESTORE: statement_of_restoring, LeafType.SET_ASIDE: statement_of_setting_aside}


def carry(limit: int = AT_ONCE) -> int:
    """Move the next signatures of whichever cluster is not done, the oldest first. Returns how many were moved."""
    query = select(Cluster).join(Cluster.campaign).where(Cluster.is_moving, Campaign.state.in_(LOOKED_AT))
    cluster = db.session.scalars(query.order_by(Cluster.found_at, Cluster.id).limit(1)).first()
    if cluster is None:
        return 0
    locked(cluster.campaign)
    if not may_be_decided(cluster.campaign.state):
        return 0
    locked(cluster)
    return move(cluster, limit) if cluster.is_moving else 0


def move(cluster: Cluster, limit: int) -> int:
    """Move so many signatures at most to where the cluster stands. Campaign and cluster are locked. Returns how many.

    Who has taken the signature back, or denied it, has left: nothing is done against their own word. No event is
    emitted for each: those who listen to signatures look at people whom organisers asked, never at the public.
    """
    after, look = STANDS[ClusterState(cluster.state)]
    elsewhere = [state for state in MemberState if state not in {after, MemberState.LEFT}]
    query = select(ClusteredSignature.id, ClusteredSignature.signature_id)
    query = query.where(ClusteredSignature.cluster_id == cluster.id, ClusteredSignature.state.in_(elsewhere))
    due = db.session.execute(query.order_by(ClusteredSignature.number).limit(limit)).all()
    signatures = _locked([row.signature_id for row in due])
    members = _anew(ClusteredSignature, [row.id for row in due])
    standing = [signatures[one.signature_id] for one in members if _stands(signatures[one.signature_id])]
    for member in members:
        member.state = after if _stands(signatures[member.signature_id]) else MemberState.LEFT
    _set(cluster.campaign, standing, look)
    cluster.is_moving = len(due) == limit
    db.session.flush()
    return len(due)


def _stands(signature: Signature) -> bool:
    return is_given(signature.state, signature.look)


def _locked(signature_ids: Sequence[UUID]) -> dict[UUID, Signature]:
    """The signatures as they are under the locks of their invitations, which signing and withdrawing take too."""
    mine = select(Signature.invitation_id).where(Signature.id.in_(signature_ids))
    query = select(Invitation).where(Invitation.id.in_(mine)).order_by(Invitation.id).with_for_update()
    db.session.scalars(query.execution_options(populate_existing=True)).all()
    return {signature.id: signature for signature in _anew(Signature, signature_ids)}


def _anew(table: Any, ids: Sequence[UUID]) -> Sequence[Any]:
    query = select(table).where(table.id.in_(ids)).execution_options(populate_existing=True)
    return db.session.scalars(query).all()


def _set(campaign: Campaign, signatures: Sequence[Signature], look: Look) -> None:
    """Set them aside or restore them, each that is not already, with a leaf."""
    state = SignatureState.SET_ASIDE if look else SignatureState.CONFIRMED
    kind = LeafType.SET_ASIDE if look else LeafType.RESTORE
    changing = [signature for signature in signatures if signature.state != state]
    append_all(campaign.id, kind, _entries(campaign, kind, changing))
    for signature in signatures:
        signature.state, signature.look = state, look
    db.session.flush()
    if not look:
        _ask_again(campaign, changing)


def _entries(campaign: Campaign, kind: LeafType, signatures: Sequence[Signature]) -> list[Entry]:
    versions: dict[UUID, Version] = {one: drafting.by_id(one) for one in {each.version_id for each in signatures}}
    given = [signature.leaf_id for signature in signatures]
    leaves: dict[UUID | None, Leaf] = {
        leaf.id: leaf for leaf in db.session.scalars(select(Leaf).where(Leaf.id.in_(given)))
    }
    moment = now()
    entries = []
    for signature in signatures:
        version, consent = versions[signature.version_id].sha256, leaves[signature.leaf_id]
        statement = STATEMENTS[kind](campaign.id, version, consent.edition, consent.commitment, moment)
        entries.append(Entry(version, consent.edition, signature.id, statement))
    return entries


def _ask_again(campaign: Campaign, signatures: Sequence[Signature]) -> None:
    """Who waited while the text changed is asked again, as everybody else was, unless the round will come to them."""
    version = drafting.open_version(campaign)
    if version is None or signing.phase_of(campaign) != Phase.OPEN:
        return
    for signature in signatures:
        invitation = signature.invitation
        answered = invitation.state == InvitationState.ANSWERED and invitation.wants_mail
        if signature.version_id == version.id or not answered or is_still_to_come(campaign, signature):
            continue
        if signing.held(invitation)[1] is signature:
            ask_again(signature, version)
