"""Earlier texts that a quota or a cool-down looks at, as far as they were sent from here."""

from uuid import UUID

from sqlalchemy import func, select

from petitions.campaigns.models import Campaign
from petitions.campaigns.rules import Earlier
from petitions.core.db import db
from petitions.dispatch.models import Letter, Reply
from petitions.people.merge_queries import selves_in
from petitions.people.selves import Selves
from petitions.signing.models import Invitation


def earlier_texts(campaign: Campaign) -> list[Earlier]:
    """The organisation's other texts of this instrument that were sent: when, when first answered, by whose pen."""
    answered = (
        select(func.min(Reply.received_on))
        .where(Reply.campaign_id == Campaign.id)
        .correlate(Campaign)
        .scalar_subquery()
    )
    query = (
        select(Campaign.id, Campaign.case_id, Letter.frozen_at, answered)
        .join(Letter, Letter.campaign_id == Campaign.id)
        .where(
            Campaign.organisation_id == campaign.organisation_id,
            Campaign.instrument == campaign.instrument,
            Campaign.id != campaign.id,
        )
    )
    one = selves_in(campaign.organisation_id)
    author = _author(campaign.id, one)
    return [
        Earlier(
            sent=frozen_at.date(),
            answered=reply,
            same_author=author is not None and author == _author(earlier_id, one),
            same_case=case_id == campaign.case_id,
        )
        for earlier_id, case_id, frozen_at, reply in db.session.execute(query)
    ]


def _author(campaign_id: UUID, one: Selves) -> UUID | None:
    """The person in whose name first of all the text is put forward, as the register reads it today."""
    query = select(Invitation.person_id).where(Invitation.campaign_id == campaign_id, Invitation.initiator.is_not(None))
    author = db.session.scalar(query.order_by(Invitation.initiator))
    return one.kept(author) if author else None
