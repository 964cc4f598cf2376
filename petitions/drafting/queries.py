"""Reads of texts, versions and approvals."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.drafting.models import CampaignText, Verdict, Version


def versions(campaign: Campaign) -> Sequence[Version]:
    """The versions of the authoritative text, oldest first."""
    query = select(Version).join(CampaignText, CampaignText.id == Version.text_id)
    query = query.where(Version.campaign_id == campaign.id, CampaignText.is_authoritative)
    return db.session.scalars(query.order_by(Version.number)).all()


def latest(campaign: Campaign) -> Version | None:
    """The newest version of the authoritative text."""
    return next(reversed(versions(campaign)), None)


def numbered(campaign: Campaign, number: int) -> Version:
    """One version by its number. Raises `NotFound`."""
    found = next((version for version in versions(campaign) if version.number == number), None)
    if found is None:
        raise NotFound(_("There is no version %(number)d of this text.", number=number))
    return found


def by_id(version_id: UUID) -> Version:
    """One version by its id. Raises `NotFound`."""
    version = db.session.get(Version, version_id)
    if version is None:
        raise NotFound(_("There is no such version."))
    return version


def open_version(campaign: Campaign) -> Version | None:
    """The version that is, or was last, open for signature."""
    return by_id(campaign.open_version_id) if campaign.open_version_id else None


def is_approved(version: Version) -> bool:
    """Whether somebody other than its author approved this very version, and nobody's last word is a refusal."""
    verdicts = {approval.verdict for approval in version.approvals}
    others = [a for a in version.approvals if a.verdict == Verdict.APPROVED and a.reviewer_id != version.author_id]
    return bool(others) and Verdict.REFUSED not in verdicts
