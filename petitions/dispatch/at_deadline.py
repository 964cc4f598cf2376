"""What the worker does once a deadline has passed: close the list where nothing is unmet, else leave it to a person.

The deadline itself has ended signing (`signing.rules.phase`), so nothing depends on how soon the worker comes.
"""

from dataclasses import replace

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import or_, select

from petitions.accounts.models import User
from petitions.campaigns import deadline_words, service
from petitions.campaigns import queries as campaigns
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import WORKER, Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.dispatch import queries
from petitions.dispatch.editions import new_edition

AT_ONCE = 20
# Organisers read the history, whatever language anybody else reads.
LANGUAGE = "en"


def close_lists() -> int:
    """Look once at each campaign whose deadline has passed. Returns how many were closed."""
    query = select(Campaign.id).where(Campaign.state == CampaignState.COLLECTING, Campaign.deadline <= now())
    query = query.where(or_(Campaign.deadline_seen.is_(None), Campaign.deadline_seen != Campaign.deadline))
    ids = db.session.scalars(query.order_by(Campaign.id).limit(AT_ONCE)).all()
    return sum(_look_at(db.session.get_one(Campaign, campaign_id)) for campaign_id in ids)


def _look_at(campaign: Campaign) -> bool:
    """Close the campaign, unless somebody has extended it or looked before; whether it was closed."""
    locked(campaign)
    if not campaigns.is_past_deadline(campaign) or campaign.deadline_seen == campaign.deadline:
        return False
    campaign.deadline_seen = campaign.deadline
    db.session.flush()
    with force_locale(LANGUAGE):
        unmet = queries.unmet_for_closing(campaign)
        setter = db.session.get(User, campaign.deadline_by_id) if campaign.deadline_by_id else None
        if unmet or setter is None:
            _leave(campaign, is_unmet=bool(unmet))
            return False
        _close(campaign, setter)
    return True


def _close(campaign: Campaign, setter: User) -> None:
    """Close in the name of whoever set the deadline: another person still confirms that the letter leaves."""
    new_edition(campaign, closed_by_id=setter.id, closed_by=_("the deadline, which %(name)s set", name=setter.name))
    reason = _("The deadline passed on %(moment)s.", moment=deadline_words.deadline(campaign))
    service.move(_machine(campaign), campaign, CampaignState.CLOSED, reason)


def _leave(campaign: Campaign, *, is_unmet: bool) -> None:
    """Note once that a person has to decide; the board says what is unmet, as it stands at each moment."""
    record(
        _machine(campaign),
        "campaign:pass_deadline",
        campaign,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"reason": _("Something is still missing.") if is_unmet else _("It is not known who set it.")},
    )


def _machine(campaign: Campaign) -> Actor:
    return replace(WORKER, organisation_id=campaign.organisation_id)
