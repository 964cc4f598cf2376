"""Deadlines that lie ahead or have passed, in the terms of whoever has set them. All names are invented."""

from datetime import datetime, timedelta

from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.signing.deadline import service
from tests.factories import changed
from tests.signing.scene import Desk

SOON = timedelta(days=2)
LATER = timedelta(days=9)


def closes(desk: Desk, after: timedelta, zone: str = "Asia/Almaty") -> Campaign:
    """The campaign, which closes so long from now, as the desk's author has set it."""
    changed(desk.campaign, deadline=now() + after, deadline_zone=zone, deadline_by_id=desk.author.id)
    return stored(desk.campaign)


def passed(desk: Desk) -> Campaign:
    """The same campaign once its deadline has passed."""
    return closes(desk, -timedelta(seconds=1))


def extend(desk: Desk, after: timedelta = LATER, made_from: int | None = None) -> datetime:
    """Extend the deadline to so long from now."""
    deadline, campaign = now() + after, stored(desk.campaign)
    with transaction():
        service.extend(desk.actor, campaign, deadline, made_from or campaign.revision)
    return deadline


def stored(campaign: Campaign) -> Campaign:
    """The campaign as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Campaign, campaign.id)
