"""Reads of needed approvals, of what was asked for, and of what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from petitions.accounts.models import Membership, Role, User
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.core.tokens import token_hash
from petitions.drafting.approvals import standing
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest, NeedVerdict
from petitions.drafting.approvals.words import name_of
from petitions.drafting.models import Approval, CampaignText, Verdict, Version


@dataclass(frozen=True)
class Said:
    """One verdict as pages tell it: of which version, by whom, and for which needed approvals.

    ``lapsed`` says that it was an approval of this very version, and counts no more.
    """

    language: str
    number: int
    identity: str
    who: str
    approved: bool
    reason: str
    at: datetime
    covers: tuple[str, ...] = ()
    looked_at: str = ""
    lapsed: bool = False


def colleagues(campaign: Campaign) -> Sequence[User]:
    """Who may judge texts of the campaign's organisation: its reviewers and owners."""
    query = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == campaign.organisation_id,
            Membership.role.in_([Role.REVIEWER, Role.OWNER]),
            User.disabled_at.is_(None),
        )
    )
    return list({user.id: user for user in db.session.scalars(query.order_by(User.name))}.values())


def need(campaign: Campaign, need_id: UUID) -> ApprovalNeed:
    """One need of the campaign, also one that was taken away. Raises `NotFound`."""
    found = db.session.get(ApprovalNeed, need_id)
    if found is None or found.campaign_id != campaign.id:
        raise NotFound(_("This campaign needs no such approval."))
    return found


def removed(campaign: Campaign) -> Sequence[ApprovalNeed]:
    """The needs that were taken away, the last one first."""
    query = select(ApprovalNeed).where(ApprovalNeed.campaign_id == campaign.id, ApprovalNeed.removed_at.is_not(None))
    return db.session.scalars(query.order_by(ApprovalNeed.removed_at.desc())).all()


def own_needs(actor: Actor, campaign: Campaign) -> list[ApprovalNeed]:
    """The needed approvals that this colleague gives."""
    return [row for row in standing.needs_of(campaign) if actor.id is not None and row.reviewer_id == actor.id]


def must_judge(actor: Actor, version: Version) -> bool:
    """Whether this version waits for the actor: an approval of hers is missing or, where none is named, her verdict."""
    own = {row.id for row in own_needs(actor, version.text.campaign)}
    if standing.needs_of(version.text.campaign):
        return any(one.need in own for one in standing.unmet(version))
    return not any(approval.reviewer_id == actor.id for approval in version.approvals)


def request_for(version: Version, need: ApprovalNeed) -> NeedRequest | None:
    """The request for this approval of this version."""
    query = select(NeedRequest).where(NeedRequest.version_id == version.id, NeedRequest.need_id == need.id)
    return db.session.scalars(query).first()


def requests_of(version: Version) -> dict[UUID, NeedRequest]:
    """What was asked for of this version, by the need."""
    query = select(NeedRequest).where(NeedRequest.version_id == version.id)
    return {row.need_id: row for row in db.session.scalars(query)}


def request_by_token(token: str) -> NeedRequest | None:
    """The request that a mailed link belongs to."""
    return db.session.scalars(select(NeedRequest).where(NeedRequest.token_hash == token_hash(token))).first()


def verdict_for(version: Version, need: ApprovalNeed) -> NeedVerdict | None:
    """What was said of this version for this need."""
    query = select(NeedVerdict).where(NeedVerdict.version_id == version.id, NeedVerdict.need_id == need.id)
    return db.session.scalars(query).first()


def approved_before(version: Version, need: ApprovalNeed) -> NeedVerdict | None:
    """The last approval for this need of an earlier version in this language."""
    query = select(NeedVerdict).join(Version, Version.id == NeedVerdict.version_id)
    query = query.where(Version.text_id == version.text_id, Version.number < version.number)
    query = query.where(NeedVerdict.need_id == need.id, NeedVerdict.verdict == Verdict.APPROVED)
    return db.session.scalars(query.order_by(Version.number.desc())).first()


def last_approved(version: Version, needs: Iterable[ApprovalNeed], reviewer_id: UUID | None = None) -> Version | None:
    """The version before this one, in this language, from which whoever gives these approvals has to read on.

    Of several needs that were last approved in different versions it is the oldest, so that no change is missed.
    Without needs it is what the colleague approved last.
    """
    ids = [need.id for need in needs]
    before = Version.text_id == version.text_id, Version.number < version.number
    query = select(func.max(Version.number)).where(*before)
    if ids:
        query = query.join(NeedVerdict, NeedVerdict.version_id == Version.id).group_by(NeedVerdict.need_id)
        query = query.where(NeedVerdict.need_id.in_(ids), NeedVerdict.verdict == Verdict.APPROVED)
    else:
        query = query.join(Approval, Approval.version_id == Version.id)
        query = query.where(Approval.reviewer_id == reviewer_id, Approval.verdict == Verdict.APPROVED)
    number = min((found for found in db.session.scalars(query) if found is not None), default=0)
    found = select(Version).where(Version.text_id == version.text_id, Version.number == number)
    return db.session.scalars(found).first() if number else None


def said(campaign: Campaign) -> list[Said]:
    """Every verdict on any version of the campaign's texts, the newest first."""
    found = _for_needs(campaign)
    told = {(row.language, row.number, row.identity, row.approved) for row in found}
    query = select(Approval, Version.number, CampaignText.language).join(Version, Version.id == Approval.version_id)
    query = query.join(CampaignText, CampaignText.id == Version.text_id).where(Version.campaign_id == campaign.id)
    for row, number, language in db.session.execute(query):
        approved, giver = row.verdict == Verdict.APPROVED, str(row.reviewer_id)
        one = Said(language, number, giver, row.reviewer_label, approved, row.reason, row.at)
        if (language, number, giver, approved) not in told:
            found.append(one)
    return sorted(found, key=lambda one: (one.number, one.at), reverse=True)


def _for_needs(campaign: Campaign) -> list[Said]:
    """Verdicts for needs; what one person said at one moment for several is told once."""
    query = select(NeedVerdict, Version.number, CampaignText.language)
    query = query.join(Version, Version.id == NeedVerdict.version_id)
    query = query.join(CampaignText, CampaignText.id == Version.text_id).where(Version.campaign_id == campaign.id)
    query = query.join(NeedVerdict.need).options(contains_eager(NeedVerdict.need))
    query = query.order_by(NeedVerdict.at, ApprovalNeed.added_at)
    together: dict[tuple[object, ...], Said] = {}
    for row, number, language in db.session.execute(query):
        approved = row.verdict == Verdict.APPROVED
        giver = row.need.identity
        one = Said(language, number, giver, row.by_label, approved, row.reason, row.at)
        key = (language, number, giver, approved, row.at)
        one = together.get(key, one)
        covers = (*one.covers, name_of(row.need.kind, row.need.party))
        together[key] = replace(one, covers=covers, looked_at=one.looked_at or row.looked_at)
    return list(together.values())
