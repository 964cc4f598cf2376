"""Reads of members of the public, for the organisers of a petition."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.paging import SIZE
from petitions.signing.models import Invitation, Signature, Supporter
from petitions.signing.states import SignatureState


@dataclass(frozen=True)
class Asked:
    """How many members of the public signed the open version, and how many asked and have not confirmed."""

    signed: int
    unconfirmed: int


def how_many(campaign: Campaign) -> Asked:
    """The numbers at this moment, counted one by one."""
    signed = select(func.count()).where(
        Signature.campaign_id == campaign.id,
        Signature.version_id == campaign.open_version_id,
        Signature.state == SignatureState.CONFIRMED,
    )
    waiting = select(func.count()).where(Supporter.campaign_id == campaign.id, Supporter.confirmed_at.is_(None))
    return Asked(db.session.scalar(signed) or 0, db.session.scalar(waiting) or 0)


def signed(campaign: Campaign, before: int | None = None) -> Sequence[Signature]:
    """Those who signed the open version, the newest first, a page and one more; ``before`` goes on behind a number."""
    query = select(Signature).join(Signature.invitation).join(Invitation.supporter)
    query = query.options(contains_eager(Signature.invitation).contains_eager(Invitation.supporter))
    query = query.where(
        Signature.campaign_id == campaign.id,
        Signature.version_id == campaign.open_version_id,
        Signature.state == SignatureState.CONFIRMED,
    )
    if before is not None:
        query = query.where(Signature.number < before)
    return db.session.scalars(query.order_by(Signature.number.desc()).limit(SIZE + 1)).all()
