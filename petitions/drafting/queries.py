"""Reads of texts, versions and approvals."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from petitions.accounts.models import Membership, Role, User
from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.drafting.models import Approval, CampaignText, ReviewRequest, Verdict, Version


def text_of(campaign: Campaign, language: str = "") -> CampaignText | None:
    """The campaign's text in this language; the authoritative one without a language."""
    of = CampaignText.language == language if language else CampaignText.is_authoritative
    return db.session.scalars(select(CampaignText).where(CampaignText.campaign_id == campaign.id, of)).first()


def versions(campaign: Campaign, language: str = "") -> Sequence[Version]:
    """The versions of the authoritative text, or of that in a language, oldest first."""
    return db.session.scalars(_versions(campaign, language).order_by(Version.number)).all()


def latest(campaign: Campaign, language: str = "") -> Version | None:
    """The newest version of the authoritative text, or of that in a language."""
    return db.session.scalars(_versions(campaign, language).order_by(Version.number.desc()).limit(1)).first()


def numbered(campaign: Campaign, number: int, language: str = "") -> Version:
    """One version by its number. Raises `NotFound`."""
    found = db.session.scalars(_versions(campaign, language).where(Version.number == number)).first()
    if found is None:
        raise NotFound(_("There is no version %(number)d of this text.", number=number))
    return found


def _versions(campaign: Campaign, language: str) -> Select[Version]:
    query = select(Version).join(CampaignText, CampaignText.id == Version.text_id)
    of = CampaignText.language == language if language else CampaignText.is_authoritative
    return query.where(Version.campaign_id == campaign.id, of)


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
    query = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == campaign.organisation_id,
            Membership.role.in_([Role.REVIEWER, Role.OWNER]),
            User.disabled_at.is_(None),
        )
    )
    found = {user.id: user for user in db.session.scalars(query.order_by(User.name))}
    return [user for user in found.values() if user.id != version.author_id]


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


def verdicts(campaign: Campaign) -> Sequence[Approval]:
    """Every verdict on any version of the campaign's text, newest version first."""
    query = select(Approval).join(Version, Version.id == Approval.version_id)
    query = query.where(Version.campaign_id == campaign.id).options(selectinload(Approval.version))
    return db.session.scalars(query.order_by(Version.number.desc(), Approval.at)).all()


def last_approved_before(campaign: Campaign, version: Version) -> Version | None:
    """The newest version before this one that was approved: what a reviewer has read already."""
    earlier = [row for row in versions(campaign) if row.number < version.number and is_approved(row)]
    return next(reversed(earlier), None)


def is_approved(version: Version) -> bool:
    """Whether somebody other than its author approved this very version, and nobody's last word is a refusal."""
    verdicts = {approval.verdict for approval in version.approvals}
    others = [a for a in version.approvals if a.verdict == Verdict.APPROVED and a.reviewer_id != version.author_id]
    return bool(others) and Verdict.REFUSED not in verdicts
