"""Reads of batches, for the table of invitations."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.drafting.languages import language_name
from petitions.signing.batches.models import InvitationBatch
from petitions.signing.batches.words import chosen


@dataclass(frozen=True, slots=True)
class Row:
    """One batch in words: when, by whom, of what, in which language, and how many were asked."""

    at: datetime
    who: str
    of: str
    language: str
    asked: int


def batches_of(campaign: Campaign) -> list[Row]:
    """The batches of a campaign, the newest first."""
    query = select(InvitationBatch).where(InvitationBatch.campaign_id == campaign.id)
    return [
        Row(batch.at, batch.by_label, chosen(batch), language_name(batch.language), batch.asked_count)
        for batch in db.session.scalars(query.order_by(InvitationBatch.at.desc(), InvitationBatch.id))
    ]
