"""Verbs of the ledger: record a leaf with the business that it belongs to, and give pending leaves their place."""

import os
from typing import Any
from uuid import UUID

from sqlalchemy import select

from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.events import emit
from petitions.ledger.events import LeavesPlaced
from petitions.ledger.models import Leaf, LeafType, Log, Statement
from petitions.ledger.rules import SALT_BYTES, canonical_statement, commitment


def open_log(campaign_id: UUID) -> Log:
    """Start the log of a new campaign."""
    log = Log(campaign_id=campaign_id, size=0)
    db.session.add(log)
    db.session.flush()
    return log


def append(campaign_id: UUID, kind: LeafType, version: str, edition: int, ref: UUID, statement: dict[str, Any]) -> Leaf:
    """Record one leaf, still without a place, in the caller's transaction.

    ``version`` is the SHA-256 of the text in hex, ``ref`` the id of what happened (a signature, a closing),
    ``statement`` what is committed to: it stays readable only until it is erased.
    """
    salt = os.urandom(SALT_BYTES)
    canonical = canonical_statement(statement)
    leaf = Leaf(
        log_id=select(Log.id).where(Log.campaign_id == campaign_id).scalar_subquery(),
        type=kind,
        version=version,
        edition=edition,
        ref=ref,
        commitment=commitment(salt, canonical),
        recorded_at=now(),
    )
    db.session.add(leaf)
    db.session.flush()
    db.session.add(Statement(leaf_id=leaf.id, salt=salt, statement=canonical.decode()))
    return leaf


def sequence(limit: int = 1_000) -> int:
    """Give pending leaves the next places of their logs, oldest first. Returns how many were placed.

    Several workers may run this at once: the log's row is locked, so no place is given twice or skipped. Leaves may be
    recorded meanwhile, since whoever signs holds the campaign, for which the counts of a batch may have to wait.
    """
    pending = select(Leaf.log_id).where(Leaf.position.is_(None)).distinct().limit(limit)
    logs = db.session.scalars(select(Log).where(Log.id.in_(pending)).order_by(Log.id)).all()
    return sum(_sequence_log(log, limit) for log in logs)


def _sequence_log(log: Log, limit: int) -> int:
    locked(log, keeps_its_key=True)
    waiting = select(Leaf).where(Leaf.log_id == log.id, Leaf.position.is_(None))
    leaves = db.session.scalars(waiting.order_by(Leaf.recorded_at, Leaf.id).limit(limit)).all()
    for place, leaf in enumerate(leaves, start=log.size):
        leaf.position = place
    log.size += len(leaves)
    db.session.flush()
    if leaves:
        emit(LeavesPlaced(log.campaign_id, leaves))
    return len(leaves)
