"""Reads of texts, versions and approvals."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, defer

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.drafting.approvals import standing
from petitions.drafting.approvals.queries import colleagues
from petitions.drafting.models import Approval, CampaignText, ReviewRequest, Version


def text_of(campaign: Campaign, language: str = "") -> CampaignText | None:
    """The campaign's text in this language; the authoritative one without a language."""
    of = CampaignText.language == language if language else CampaignText.is_authoritative
    return db.session.scalars(select(CampaignText).where(CampaignText.campaign_id == campaign.id, of)).first()


def versions(campaign: Campaign, language: str = "") -> Sequence[Version]:
    """The versions of the authoritative text, or of that in a language, oldest first."""
    return db.session.scalars(_versions(campaign, language).order_by(Version.number)).all()


def some_versions(campaign: Campaign, start: int, most: int, language: str = "") -> Sequence[Version]:
    """So many of the versions, newest first, behind the first ``start`` of them; without their words."""
    query = _versions(campaign, language).options(defer(Version.body))
    return db.session.scalars(query.order_by(Version.number.desc()).offset(start).limit(most)).all()


def latest(campaign: Campaign, language: str = "") -> Version | None:
    """The newest version of the authoritative text, or of that in a language."""
    return db.session.scalars(_versions(campaign, language).order_by(Version.number.desc()).limit(1)).first()


def newest(text: CampaignText) -> Version | None:
    """The newest version of a text."""
    query = select(Version).where(Version.text_id == text.id).order_by(Version.number.desc()).limit(1)
    return db.session.scalars(query).first()


def numbered(campaign: Campaign, number: int, language: str = "") -> Version:
    """One version by its number. Raises `NotFound`."""
    found = db.session.scalars(_versions(campaign, language).where(Version.number == number)).first()
    if found is None:
        raise NotFound(_("There is no version %(number)d of this text.", number=number))
    return found


def _versions(campaign: Campaign, language: str) -> Select[Version]:
    query = select(Version).join(CampaignText, CampaignText.id == Version.text_id)
    of = CampaignText.language == language if language else CampaignText.is_authoritative
    return query.where(Version.campaign_id == campaign.id, of).options(contains_eager(Version.text))


def by_id(version_id: UUID) -> Version:
    """One version by its id. Raises `NotFound`."""
    version = db.session.get(Version, version_id)
    if version is None:
        raise NotFound(_("There is no such version."))
    return version


def open_version(campaign: Campaign) -> Version | None:
    """The version that is, or was last, open for signature."""
    return by_id(campaign.open_version_id) if campaign.open_version_id else None


def reviewers(campaign: Campaign, version: Version) -> Sequence[User]:
    """Who may be asked to review this version: reviewers and owners of the organisation, its author apart."""
    return [user for user in colleagues(campaign) if user.id != version.author_id]


def verdict_of(version: Version, reviewer_id: UUID) -> Approval | None:
    """What this reviewer said of this version."""
    query = select(Approval).where(Approval.version_id == version.id, Approval.reviewer_id == reviewer_id)
    return db.session.scalars(query).first()


def request_to(version: Version, reviewer_id: UUID) -> ReviewRequest | None:
    """The request to this reviewer to review this version."""
    query = select(ReviewRequest).where(
        ReviewRequest.version_id == version.id, ReviewRequest.reviewer_id == reviewer_id
    )
    return db.session.scalars(query).first()


def last_approved_before(version: Version) -> Version | None:
    """The newest version before this one, in its language, that was approved: what reviewers have read already."""
    number = standing.approved_before(version)
    query = select(Version).where(Version.text_id == version.text_id, Version.number == number)
    return db.session.scalars(query).first() if number else None


def is_approved(version: Version) -> bool:
    """Whether each needed approval is of this very version, and nobody's last word on it is a refusal.

    One for safety counts as long as there is nothing to look at that its giver has not seen.
    Where none is needed, somebody other than its author has to have approved it.
    """
    return not standing.unmet(version)


def unapproved(version: Version) -> list[str]:
    """What keeps this very version from being approved, one sentence each; empty when nothing does."""
    return standing.unmet_sentences(version)
