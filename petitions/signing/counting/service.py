"""Keeps the counts in step with the ledger: whatever gets its place in the log is counted in the same transaction.

So no signatory waits for a row that all of them change, and a count is never wrong, only a few seconds old: a worker
that is killed has neither placed nor counted what it held.
"""

from collections import Counter

from sqlalchemy import select

from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.events import emit
from petitions.ledger.events import LeavesPlaced
from petitions.ledger.models import LeafType
from petitions.signing.counting.models import SignatureCount
from petitions.signing.events import SignaturesCounted

ADDS = {LeafType.CONSENT: 1, LeafType.RESTORE: 1, LeafType.WITHDRAW: -1, LeafType.SET_ASIDE: -1}


def follow_leaves(placed: LeavesPlaced) -> None:
    """Add what was placed to the counts of its versions. The ledger holds the log's lock, so batches don't meet."""
    added: Counter[str] = Counter()
    for leaf in placed.leaves:
        added[leaf.version] += ADDS.get(LeafType(leaf.type), 0)
    for version, number in sorted(added.items()):
        row = _row(placed, version)
        row.count += number
        row.counted_at = now()
    db.session.flush()
    emit(SignaturesCounted(placed.campaign_id))


def _row(placed: LeavesPlaced, version: str) -> SignatureCount:
    query = select(SignatureCount).where(
        SignatureCount.campaign_id == placed.campaign_id, SignatureCount.version == version
    )
    found = db.session.scalars(query).first()
    if found is None:
        found = SignatureCount(campaign_id=placed.campaign_id, version=version, count=0, counted_at=now())
        db.session.add(found)
    return found
