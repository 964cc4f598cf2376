"""Reads of My letters."""

from collections.abc import Sequence

from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.dispatch.models import Reply
from petitions.signing.offices import belonging
from petitions.signing.offices import queries as offices


def names_at(address_index: str) -> list[str]:
    """Whose letters the mailbox may see, by name; nobody where no letter belongs to it any more."""
    return belonging.names_of(belonging.invitations_of(address_index))


def readers_at(address_index: str) -> list[str]:
    """Who may look at letters with a code from this mailbox: those whose letters they are, and delegates."""
    return names_at(address_index) or list({one.name: None for one in offices.named(address_index)})


def shown_replies(campaign: Campaign) -> Sequence[Reply]:
    """What was answered, as far as the organisers let it be shown."""
    query = select(Reply).where(Reply.campaign_id == campaign.id, Reply.is_public).order_by(Reply.received_on)
    return db.session.scalars(query).all()
