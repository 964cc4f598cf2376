"""Reads of the counts, and of the names under a petition, a page at a time."""

from collections.abc import Sequence

from sqlalchemy import func, select, text
from sqlalchemy.orm import selectinload

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.drafting import queries as drafting
from petitions.signing.counting.models import SignatureCount
from petitions.signing.models import Signature

# Word for word the conditions of their indexes: SQLite uses an index over some rows only where it reads the same.
PUBLISHED = text("signatures.is_published AND signatures.state = 'confirmed'")
NOT_CONFIRMED = text("signatures.state <> 'confirmed'")


def counted(campaign: Campaign) -> int:
    """How many signatures under the open version are in force, a few seconds old; it costs the same for a million."""
    version = drafting.open_version(campaign)
    if version is None:
        return 0
    query = select(SignatureCount.count).where(
        SignatureCount.campaign_id == campaign.id, SignatureCount.version == version.sha256
    )
    return db.session.scalar(query) or 0


def named(campaign: Campaign, most: int, before: int | None = None) -> Sequence[Signature]:
    """Those who agreed to be named on the public page, the newest first; ``before`` goes on behind that number."""
    query = select(Signature).where(
        Signature.version_id == campaign.open_version_id,
        PUBLISHED,
    )
    if before is not None:
        query = query.where(Signature.number < before)
    query = query.options(selectinload(Signature.consents)).order_by(Signature.number.desc())
    return db.session.scalars(query.limit(most)).all()


def count_named(campaign: Campaign, most: int) -> int:
    """How many agreed to be named, counted no further than ``most``."""
    some = select(Signature.id).where(
        Signature.version_id == campaign.open_version_id,
        PUBLISHED,
    )
    return db.session.scalar(select(func.count()).select_from(some.limit(most).subquery())) or 0
