"""Recording many leaves of one kind at once, in as many statements for a thousand as for one."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from petitions.core.clock import now
from petitions.core.db import db
from petitions.ledger.models import Leaf, LeafType, Log, Statement
from petitions.ledger.rules import SALT_BYTES, canonical_statement, commitment


@dataclass(frozen=True, slots=True)
class Entry:
    """What one leaf is about, as `ledger.service.append` takes it."""

    version: str
    edition: int
    ref: UUID
    statement: dict[str, Any]


def append_all(campaign_id: UUID, kind: LeafType, entries: Sequence[Entry]) -> None:
    """Record leaves, still without places, in the caller's transaction."""
    log_id = db.session.scalars(select(Log.id).where(Log.campaign_id == campaign_id)).one()
    made = [_leaf(log_id, kind, entry) for entry in entries]
    db.session.add_all([leaf for leaf, _statement in made])
    db.session.flush()
    db.session.add_all([statement for _leaf, statement in made])
    db.session.flush()


def _leaf(log_id: UUID, kind: LeafType, entry: Entry) -> tuple[Leaf, Statement]:
    salt, canonical = os.urandom(SALT_BYTES), canonical_statement(entry.statement)
    leaf = Leaf(
        log_id=log_id,
        type=kind,
        version=entry.version,
        edition=entry.edition,
        ref=entry.ref,
        commitment=commitment(salt, canonical),
        recorded_at=now(),
    )
    return leaf, Statement(leaf_id=leaf.id, salt=salt, statement=canonical.decode())
