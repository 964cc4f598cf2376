"""Reads for pages that anyone may see: only what was agreed to be published."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from petitions.campaigns.models import Campaign, RecordedCampaign
from petitions.cases.models import Case
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.dispatch.models import Reply


def published_replies(campaign: Campaign) -> Sequence[Reply]:
    """The replies to a campaign that may be shown."""
    query = select(Reply).where(Reply.campaign_id == campaign.id, Reply.is_public).order_by(Reply.received_on)
    return db.session.scalars(query).all()


def recorded_of(case: Case) -> Sequence[RecordedCampaign]:
    """The recorded campaigns of a published case, with their signatories."""
    query = select(RecordedCampaign).where(RecordedCampaign.case_id == case.id).order_by(RecordedCampaign.position)
    return db.session.scalars(query.options(selectinload(RecordedCampaign.signatories))).all()


def recorded_by_id(case: Case, recorded_id: UUID) -> RecordedCampaign:
    """One recorded campaign of a published case. Raises `NotFound`."""
    query = select(RecordedCampaign).where(RecordedCampaign.case_id == case.id, RecordedCampaign.id == recorded_id)
    recorded = db.session.scalars(query).first()
    if recorded is None:
        raise NotFound(_("There is no such recorded campaign here."))
    return recorded
