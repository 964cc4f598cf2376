"""Verbs of a colleague who judges: approve or refuse exactly one version, and say for which needed approvals."""

from collections.abc import Collection, Sequence
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.campaigns.service import move
from petitions.campaigns.states import PAUSING, CampaignState
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import DomainError, NotAllowed
from petitions.drafting import queries as drafting
from petitions.drafting.approvals import checklist, mail, queries
from petitions.drafting.approvals.current import locked_campaign, not_in_review, require_newest, takes_verdicts
from petitions.drafting.approvals.models import ApprovalNeed
from petitions.drafting.approvals.rules import Kind
from petitions.drafting.approvals.spoken import Spoken, say
from petitions.drafting.approvals.words import name_of
from petitions.drafting.models import Approval, Verdict, Version
from petitions.drafting.noted import note


def approve(
    actor: Actor, version: Version, covers: Collection[UUID] | None = None, looked_at: Collection[str] = ()
) -> Approval:
    """Say that exactly this version may be opened for signature. A repeat changes nothing.

    ``covers`` are the needed approvals that the verdict is for; None: all that the actor gives. ``looked_at`` are the
    points of the safety checklist that were looked at. Given again where there is more to look at than there was, it
    is renewed, also of a text that is open for signature. Raises `NotAllowed` for the version's author, `StalePage`
    when a newer version exists, `InvalidTransition` when the campaign is not in review and nothing is to be renewed,
    and `DomainError` where it stays open for which needs she speaks, or a point of the checklist.
    """
    return _judge(actor, version, Verdict.APPROVED, "", covers, looked_at)


def refuse(actor: Actor, version: Version, reason: str, covers: Collection[UUID] | None = None) -> Approval:
    """Say why this version can't be opened for signature; the campaign goes back to drafting.

    Where it is open already, or closed, and an approval of it has lapsed, that pauses signing.
    A translation is not what is signed: a verdict on it leaves the campaign as it stands.
    Raises what `approve` raises, and `DomainError` without a reason.
    """
    if not reason.strip():
        raise DomainError(_("Say what is wrong, so that it can be mended."))
    approval = _judge(actor, version, Verdict.REFUSED, reason.strip(), covers)
    campaign = version.text.campaign
    if not version.translation:
        if campaign.state in PAUSING:
            move(actor, campaign, CampaignState.REVIEW, reason.strip())
        move(actor, campaign, CampaignState.DRAFTING, reason.strip())
    return approval


def _judge(
    actor: Actor,
    version: Version,
    verdict: Verdict,
    reason: str,
    covers: Collection[UUID] | None,
    looked_at: Collection[str] = (),
) -> Approval:
    campaign = locked_campaign(version)
    if actor.id is None or actor.id == version.author_id:
        raise NotAllowed(_("You wrote this version: somebody else has to judge it."))
    require_newest(campaign, version)
    if not takes_verdicts(version):
        raise not_in_review()
    needs = _covered(actor, campaign, covers)
    approval = drafting.verdict_of(version, actor.id)
    is_repeat = approval is not None and (approval.verdict, approval.reason) == (verdict, reason)
    if approval is not None and is_repeat and _is_said(version, needs, verdict):
        return approval
    answered = checklist.answered(version, looked_at) if _vouches_for_safety(verdict, needs) else ""
    approval = approval or Approval(version_id=version.id, reviewer_id=actor.id)
    spoken = Spoken(actor.label, verdict, reason, now())
    approval.reviewer_label, approval.verdict, approval.reason, approval.at = spoken
    db.session.add(approval)
    for need in needs:
        say(version, need, spoken, looked_at=answered if need.kind == Kind.SAFETY else "")
    db.session.flush()
    db.session.expire(version, ["approvals"])
    action = "version:approve" if verdict == Verdict.APPROVED else "version:refuse"
    note(actor, action, version, campaign, reason, about=[name_of(need.kind, need.party) for need in needs])
    mail.tell_verdict(version, campaign, spoken)
    return approval


def _covered(actor: Actor, campaign: Campaign, covers: Collection[UUID] | None) -> list[ApprovalNeed]:
    own = queries.own_needs(actor, campaign)
    if covers is None:
        return own
    if not set(covers) <= {need.id for need in own}:
        raise DomainError(_("One of these approvals is not yours to give any more. Look at what is needed now."))
    chosen = [need for need in own if need.id in covers]
    if own and not chosen:
        raise DomainError(_("Say which of the needed approvals your verdict is for."))
    return chosen


def _is_said(version: Version, needs: Sequence[ApprovalNeed], verdict: Verdict) -> bool:
    rows = [queries.verdict_for(version, need) for need in needs]
    return all(row is not None and row.verdict == verdict and not checklist.unseen(version, row) for row in rows)


def _vouches_for_safety(verdict: Verdict, needs: Sequence[ApprovalNeed]) -> bool:
    return verdict == Verdict.APPROVED and any(need.kind == Kind.SAFETY for need in needs)
