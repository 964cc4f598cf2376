"""Verbs of the ledger: record a leaf with the business that it belongs to, and give pending leaves their place."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select

from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.events import emit
from petitions.core.rows import into
from petitions.ledger.events import LeavesPlaced
from petitions.ledger.models import Leaf, LeafType, Log, Statement
from petitions.ledger.rules import SALT_BYTES, canonical_statement, commitment

# Made once: to build such a statement takes longer than the database takes to run it.
_LOG = select(Log.id).where(Log.campaign_id == bindparam("of_campaign")).scalar_subquery()
_LEAF = into(Leaf).values(log_id=_LOG)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one leaf is about, as `append` takes it."""

    version: str
    edition: int
    ref: UUID
    statement: dict[str, Any]


def open_log(campaign_id: UUID) -> Log:
    """Start the log of a new campaign."""
    log = Log(campaign_id=campaign_id, size=0)
    db.session.add(log)
    db.session.flush()
    return log


def append(campaign_id: UUID, kind: LeafType, version: str, edition: int, ref: UUID, statement: dict[str, Any]) -> UUID:
    """Record one leaf, still without a place, in the caller's transaction. Returns its id.

    ``version`` is the SHA-256 of the text in hex, ``ref`` the id of what happened (a signature, a closing),
    ``statement`` what is committed to: it stays readable only until it is erased.
    """
    leaf, opening = _rows(campaign_id, kind, Entry(version, edition, ref, statement))
    db.session.execute(_LEAF, leaf)
    db.session.execute(into(Statement), opening)
    return cast("UUID", leaf["id"])


def append_all(campaign_id: UUID, kind: LeafType, entries: Sequence[Entry]) -> None:
    """Record many leaves of one kind, in as many statements for a thousand as for two."""
    rows = [_rows(campaign_id, kind, entry) for entry in entries]
    if rows:
        db.session.execute(_LEAF, [leaf for leaf, _opening in rows])
        db.session.execute(into(Statement), [opening for _leaf, opening in rows])


def _rows(campaign_id: UUID, kind: LeafType, entry: Entry) -> tuple[dict[str, Any], dict[str, Any]]:
    """The leaf, which finds its log by itself, and what opens it."""
    leaf_id, opening_id, salt = uuid4(), uuid4(), os.urandom(SALT_BYTES)
    canonical = canonical_statement(entry.statement)
    leaf = {
        "id": leaf_id,
        "of_campaign": campaign_id,
        "type": kind,
        "version": entry.version,
        "edition": entry.edition,
        "ref": entry.ref,
        "commitment": commitment(salt, canonical),
        "recorded_at": now(),
    }
    sealed = Statement.statement.columns(opening_id, canonical.decode())
    return leaf, {"id": opening_id, "leaf_id": leaf_id, "salt": salt, **sealed}


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
