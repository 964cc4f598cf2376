"""Reads of what surrounds a text while it is written: unsaved words, offices, texts that it can begin from."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.drafting.models import CampaignText
from petitions.drafting.writing.models import WorkingCopy

ADDRESSEES = "undersigned.addressees"
"""Under this name the application keeps who tells the offices of a campaign: a slice above knows them (wiring.py)."""

OFFERED = 5
"""How many unsaved copies are offered at once, and how many earlier campaigns."""


class Office(Protocol):
    """An office that a letter goes to, as a slice above knows it."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def lines(self) -> str:
        """Its address as printed, line by line."""


def offices_of(campaign: Campaign) -> Sequence[Office]:
    """The offices that the campaign's letter goes to, as the slice that knows them tells."""
    offices: Sequence[Office] = current_app.extensions[ADDRESSEES](campaign)
    return offices


def unsaved(author_id: UUID, campaign: Campaign, translation: str | None = None) -> Sequence[WorkingCopy]:
    """The author's own words that no version holds yet, newest first: of the text, in whatever language it was begun.

    With a language those of the translation into it.
    """
    of_text = WorkingCopy.fields.is_(None)
    of_translation = WorkingCopy.fields.is_not(None), WorkingCopy.language == translation
    query = select(WorkingCopy).where(
        WorkingCopy.author_id == author_id,
        WorkingCopy.campaign_id == campaign.id,
        WorkingCopy.is_put_away.is_(False),
        *(of_translation if translation else (of_text,)),
    )
    return db.session.scalars(query.order_by(WorkingCopy.saved_at.desc(), WorkingCopy.id).limit(OFFERED)).all()


def unsaved_copy(author_id: UUID, campaign: Campaign, copy_id: UUID) -> WorkingCopy:
    """One of the author's own copies. Raises `NotFound` for every other, and for one that was put away."""
    found = db.session.get(WorkingCopy, copy_id)
    if found is None or (found.author_id, found.campaign_id, found.is_put_away) != (author_id, campaign.id, False):
        raise _gone()
    return found


def unsaved_words(author_id: UUID, campaign: Campaign, copy_id: UUID, translation: str | None = None) -> WorkingCopy:
    """One of the author's own copies of the text, or of a translation. Raises `NotFound` for every other."""
    found = unsaved_copy(author_id, campaign, copy_id)
    if found.translation != translation:
        raise _gone()
    return found


def _gone() -> NotFound:
    return NotFound(_("These words are kept no longer: they were saved as a version, or thrown away."))


def earlier_texts(campaign: Campaign) -> Sequence[Campaign]:
    """Other campaigns of the organisation with this instrument that have a text, newest first."""
    query = select(Campaign).join(CampaignText, CampaignText.campaign_id == Campaign.id)
    query = query.where(
        Campaign.organisation_id == campaign.organisation_id,
        Campaign.instrument == campaign.instrument,
        Campaign.id != campaign.id,
        CampaignText.is_authoritative,
    )
    return db.session.scalars(query.order_by(Campaign.created_at.desc(), Campaign.id).limit(OFFERED)).all()
