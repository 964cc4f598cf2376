"""Reads of dispatch."""

from collections.abc import Sequence

from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.dispatch.models import Addressee, CampaignAddressee


def chosen_addressees(campaign: Campaign) -> Sequence[Addressee]:
    """The offices that the campaign's letter is meant for, in their order."""
    query = select(Addressee).join(CampaignAddressee, CampaignAddressee.addressee_id == Addressee.id)
    query = query.where(CampaignAddressee.campaign_id == campaign.id)
    return db.session.scalars(query.order_by(CampaignAddressee.position)).all()
