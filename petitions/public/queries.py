"""Reads for pages that anyone may see: only what was agreed to be published."""

from collections.abc import Sequence

from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.dispatch.models import Reply


def published_replies(campaign: Campaign) -> Sequence[Reply]:
    """The replies to a campaign that may be shown."""
    query = select(Reply).where(Reply.campaign_id == campaign.id, Reply.is_public).order_by(Reply.received_on)
    return db.session.scalars(query).all()
