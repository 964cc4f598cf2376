"""What has to be so of a campaign, whoever met whom: rows, leaves, mails and the public counter tell one story."""

import json
from collections import Counter
from uuid import UUID

from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.ledger.models import Leaf, LeafType, Log, Statement
from petitions.ledger.rules import commitment
from petitions.outbox.models import Message
from petitions.signing import queries
from petitions.signing.counting.models import SignatureCount
from petitions.signing.counting.queries import counted
from petitions.signing.models import Signature
from petitions.signing.states import SignatureState
from tests.faults.acts import place

S = SignatureState


def signatures(campaign_id: UUID) -> list[Signature]:
    """Everything that was signed under the campaign, in the order of its numbers, as it is stored now."""
    db.session.rollback()
    db.session.expire_all()
    return list(
        db.session.scalars(select(Signature).where(Signature.campaign_id == campaign_id).order_by(Signature.number))
    )


def leaves(campaign_id: UUID) -> list[Leaf]:
    """The leaves of the campaign in the order of their places."""
    log = db.session.scalars(select(Log).where(Log.campaign_id == campaign_id)).one()
    return list(db.session.scalars(select(Leaf).where(Leaf.log_id == log.id).order_by(Leaf.position)))


def mails(kind: str, ref: UUID) -> int:
    """How many mails of the kind were written, or promised, about the invitation or the signature."""
    found = select(Message.id).where(Message.kind == kind, Message.ref == ref)
    return len(db.session.scalars(found).all())


def judge(campaign_id: UUID) -> None:
    """Place what is pending, as the worker would, then hold everything that tells of a signature together."""
    place()
    signed = signatures(campaign_id)
    assert {one.state for one in signed} <= {S.CONFIRMED, S.WITHDRAWN}
    _judge_log(campaign_id)
    _judge_leaves(signed, leaves(campaign_id))
    _judge_mails(signed)
    judge_counts(campaign_id, signed)


def judge_counts(campaign_id: UUID, signed: list[Signature]) -> None:
    """The counts of every version are exactly the rows, and the public one tells of the open version only."""
    in_force = Counter(one.version.sha256 for one in signed if one.state == S.CONFIRMED)
    rows = db.session.scalars(select(SignatureCount).where(SignatureCount.campaign_id == campaign_id)).all()
    assert {row.version: row.count for row in rows if row.count} == dict(in_force)
    campaign = db.session.get_one(Campaign, campaign_id)
    on_open = [one for one in signed if one.state == S.CONFIRMED and one.version_id == campaign.open_version_id]
    assert counted(campaign) == queries.count_in_force(campaign) == len(on_open)


def _judge_log(campaign_id: UUID) -> None:
    """Places follow each other without a gap, and every statement opens its commitment."""
    log = db.session.scalars(select(Log).where(Log.campaign_id == campaign_id)).one()
    found = leaves(campaign_id)
    assert [leaf.position for leaf in found] == list(range(log.size))
    for leaf in found:
        kept = _statement(leaf)
        assert commitment(kept.salt, kept.statement.encode()) == leaf.commitment


def _statement(leaf: Leaf) -> Statement:
    return db.session.scalars(select(Statement).where(Statement.leaf_id == leaf.id)).one()


def _judge_leaves(signed: list[Signature], found: list[Leaf]) -> None:
    """Each signature has one leaf, and one more behind it if it was taken back, which names the first."""
    places = {kind: {leaf.ref: leaf for leaf in found if leaf.type == kind} for kind in LeafType}
    kinds = Counter(leaf.type for leaf in found)
    consents, withdrawals = places[LeafType.CONSENT], places[LeafType.WITHDRAW]
    assert kinds[LeafType.CONSENT] == len(signed)
    assert {one.id: one.leaf_id for one in signed} == {ref: leaf.id for ref, leaf in consents.items()}
    assert kinds[LeafType.WITHDRAW] == len(withdrawals)
    assert set(withdrawals) == {one.id for one in signed if one.state == S.WITHDRAWN}
    for ref, leaf in withdrawals.items():
        assert json.loads(_statement(leaf).statement)["consent"] == consents[ref].commitment
        assert consents[ref].position < leaf.position


def _judge_mails(signed: list[Signature]) -> None:
    """Every signature has its receipt, once: it is promised with the place of its leaf."""
    assert {one.id: mails("receipt", one.id) for one in signed} == {one.id: 1 for one in signed}
