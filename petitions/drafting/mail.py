"""Mails of drafting: a review is asked for, a verdict is given."""

from flask_babel import gettext as _

from petitions.accounts.models import Organisation, User
from petitions.campaigns.models import Campaign
from petitions.core.addresses import external
from petitions.core.db import db
from petitions.drafting.models import Approval, Verdict, Version
from petitions.outbox.mail import Envelope, post


def ask_review(version: Version, campaign: Campaign, reviewer: User, asked_by: str) -> None:
    """Ask a colleague to read and judge one version."""
    post(
        "review_request",
        _envelope("review_request", version, campaign, reviewer),
        reviewer=reviewer.name,
        asked_by=asked_by,
        campaign=campaign.title,
        number=version.number,
        sha256=version.sha256,
        address=external("drafting.review", campaign_id=campaign.id, number=version.number),
    )


def tell_verdict(version: Version, campaign: Campaign, approval: Approval) -> None:
    """Tell the version's author what a reviewer said; an author without an account is told nothing."""
    author = db.session.get(User, version.author_id) if version.author_id else None
    if author is None or not author.is_active:
        return
    post(
        "review_verdict",
        _envelope("review_verdict", version, campaign, author),
        author=author.name,
        reviewer=approval.reviewer_label,
        approved=approval.verdict == Verdict.APPROVED,
        reason=approval.reason,
        campaign=campaign.title,
        number=version.number,
        address=external("desk.campaign", campaign_id=campaign.id),
    )


def _envelope(kind: str, version: Version, campaign: Campaign, recipient: User) -> Envelope:
    organisation = db.session.get(Organisation, campaign.organisation_id)
    return Envelope(
        kind=kind,
        ref=version.id,
        to=recipient.email,
        organisation_id=campaign.organisation_id,
        from_name=organisation.name if organisation else _("Undersigned"),
    )
