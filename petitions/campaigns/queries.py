"""Reads of campaigns."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from petitions.campaigns.deadlines import has_passed
from petitions.campaigns.models import Campaign, RecordedCampaign
from petitions.campaigns.states import EDITABLE, PUBLIC, CampaignState
from petitions.cases.models import Case
from petitions.cases.queries import is_shown
from petitions.core.actor import Actor
from petitions.core.audit import history
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.core.telling import told


def get_visible(actor: Actor, campaign_id: UUID) -> Campaign:
    """A campaign of the actor's own organisation. Raises `NotFound` for every other."""
    query = select(Campaign).where(Campaign.id == campaign_id, Campaign.organisation_id == actor.organisation_id)
    campaign = db.session.scalars(query).first()
    if campaign is None:
        raise NotFound(_("There is no such campaign."))
    return campaign


def of_organisation(actor: Actor) -> Sequence[Campaign]:
    """All campaigns of the actor's organisation, newest first."""
    query = select(Campaign).where(Campaign.organisation_id == actor.organisation_id)
    return db.session.scalars(query.order_by(Campaign.created_at.desc())).all()


def earlier_than(campaign: Campaign) -> Sequence[Campaign]:
    """The organisation's campaigns that this one may follow, newest first."""
    query = select(Campaign).where(
        Campaign.organisation_id == campaign.organisation_id, Campaign.created_at < campaign.created_at
    )
    return db.session.scalars(query.order_by(Campaign.created_at.desc())).all()


def following(campaign: Campaign) -> Sequence[Campaign]:
    """The organisation's campaigns that follow this one, the oldest first."""
    query = select(Campaign).where(
        Campaign.follows_id == campaign.id, Campaign.organisation_id == campaign.organisation_id
    )
    return db.session.scalars(query.order_by(Campaign.created_at)).all()


def history_of(campaign: Campaign, newest: int | None = None) -> list[dict[str, Any]]:
    """Who did what in the campaign, newest first, as pages show it; only the newest where a number is given."""
    return told(db.session.scalars(history(campaign_id=campaign.id).limit(newest)))


def is_past_deadline(campaign: Campaign) -> bool:
    """Whether the deadline has ended signing, and nobody has closed the list yet."""
    return campaign.state == CampaignState.COLLECTING and has_passed(campaign.deadline, now())


def takes_names(campaign: Campaign) -> bool:
    """Whether signatures are collected, and the deadline lies ahead."""
    return campaign.state == CampaignState.COLLECTING and not is_past_deadline(campaign)


def deadline_is_told(campaign: Campaign) -> bool:
    """Whether people who were asked to sign may have read the deadline, so that it can only be extended."""
    return campaign.deadline is not None and campaign.open_version_id is not None


def may_be_extended(campaign: Campaign) -> bool:
    """Whether there is a deadline that people were told, and the campaign still asks for work."""
    return campaign.state in EDITABLE and deadline_is_told(campaign)


def is_embargoed(campaign: Campaign) -> bool:
    """Whether nothing of the campaign is public yet, because its embargo has not ended."""
    return campaign.embargo is not None and campaign.embargo > now()


def public_by_slug(slug: str) -> Campaign:
    """A campaign that anyone may read. Raises `NotFound` unless it and its case are published, and under embargo."""
    campaign = db.session.scalars(_public().where(Campaign.slug == slug)).first()
    if campaign is None:
        raise NotFound(_("There is no such campaign."))
    return campaign


def public_campaigns(case_id: UUID | None = None) -> Sequence[Campaign]:
    """The campaigns that anyone may read, newest first; of one case if it is given."""
    query = _public().order_by(Campaign.created_at.desc())
    return db.session.scalars(query if case_id is None else query.where(Campaign.case_id == case_id)).all()


def recorded_of_case(case_id: UUID) -> Sequence[RecordedCampaign]:
    """The recorded campaigns of a case, in their own order."""
    query = select(RecordedCampaign).where(RecordedCampaign.case_id == case_id)
    query = query.options(selectinload(RecordedCampaign.signatories), selectinload(RecordedCampaign.relation))
    return db.session.scalars(query.order_by(RecordedCampaign.position)).all()


def _public() -> Select[Campaign]:
    return (
        select(Campaign)
        .join(Case, Case.id == Campaign.case_id)
        .where(Campaign.is_public, Campaign.state.in_(PUBLIC), is_shown())
        .where(or_(Campaign.embargo.is_(None), Campaign.embargo <= now()))
    )
