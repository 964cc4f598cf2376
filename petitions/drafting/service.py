"""Verbs of drafting: save a version, ask for its review, approve or refuse exactly it."""

from dataclasses import dataclass

from flask_babel import gettext as _

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.campaigns.service import PAUSING, move
from petitions.campaigns.states import EDITABLE, CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, StalePage
from petitions.core.events import emit
from petitions.drafting import mail, queries
from petitions.drafting.events import VersionSaved
from petitions.drafting.models import Approval, CampaignText, ReviewRequest, Verdict, Version
from petitions.drafting.rules import canonical_body, canonical_subject, version_hash

UNDER_WAY = frozenset({CampaignState.DRAFTING, CampaignState.REVIEW})


@dataclass(frozen=True)
class Draft:
    """What a drafter typed. ``made_from`` is the number of the version that the page showed; 0: there was none.

    ``language`` counts for the first version only: it makes the text the authoritative one in that language.
    """

    subject: str
    body: str
    why: str
    made_from: int
    language: str = "en"


def save_version(actor: Actor, campaign: Campaign, draft: Draft) -> Version:
    """Keep the text as the next version. The same words as the latest version make no new one: that one is returned.

    A change while signatures are collected, or after closing, pauses signing and goes back to review.
    Raises `StalePage` when the draft was not made from the latest version, `InvalidTransition` when the text can't
    change any more, `DomainError` for an empty one, `UnprintableText`, `TextTooLong` and `NestedTooDeep`.
    """
    locked(campaign)
    require_editable(campaign)
    subject, body = _words_of(draft)
    latest = queries.latest(campaign)
    digest = version_hash(subject, body)
    if latest is not None and latest.sha256 == digest:
        return latest
    if draft.made_from != (latest.number if latest else 0):
        raise StalePage(_("Somebody saved a version while you wrote. Both texts are kept: compare, then save again."))
    version = Version(
        text_id=latest.text_id if latest else _start_text(campaign, draft.language).id,
        campaign_id=campaign.id,
        number=draft.made_from + 1,
        subject=subject,
        body=body,
        sha256=digest,
        why=draft.why.strip(),
        author_id=actor.id,
        author_label=actor.label,
        created_at=now(),
    )
    db.session.add(version)
    db.session.flush()
    _record(actor, "version:save", version, campaign, draft.why.strip())
    if campaign.state in PAUSING:
        move(actor, campaign, CampaignState.REVIEW, _("Version %(number)d was saved.", number=version.number))
    emit(VersionSaved(campaign.id, version.id, version.number))
    return version


def require_editable(campaign: Campaign) -> None:
    """Raise `InvalidTransition` where the text can't change any more."""
    if campaign.state == CampaignState.WITHDRAWN:
        raise InvalidTransition(_("This campaign is withdrawn: its text can’t change any more."))
    if campaign.state not in EDITABLE:
        raise InvalidTransition(_("The letter is sent: its text can’t change any more."))


def ask_review(actor: Actor, version: Version, reviewer: User) -> ReviewRequest:
    """Ask a colleague by mail to review this version. Who refused it may be asked again.

    Raises `StalePage` when it is not the latest version any more, `DomainError` when the colleague
    may not review it, was asked already or has approved it.
    """
    campaign = _locked_campaign(version)
    _require_latest(campaign, version)
    if campaign.state not in UNDER_WAY:
        raise InvalidTransition(_("This version is open for signature, or was: it needs no further review."))
    if reviewer.id not in {user.id for user in queries.reviewers(campaign, version)}:
        raise DomainError(_("Choose a colleague who may review and who did not write this version."))
    verdict = queries.verdict_of(version, reviewer.id)
    request = queries.request_to(version, reviewer.id)
    if verdict is not None and verdict.verdict == Verdict.APPROVED:
        raise DomainError(_("%(name)s has already approved this version.", name=reviewer.name))
    if request is not None and verdict is None:
        raise DomainError(_("%(name)s was already asked to review this version.", name=reviewer.name))
    request = request or ReviewRequest(version_id=version.id, reviewer_id=reviewer.id)
    request.asked_by, request.at = actor.label, now()
    db.session.add(request)
    db.session.flush()
    _record(actor, "version:ask_review", version, campaign, reviewer.name)
    move(actor, campaign, CampaignState.REVIEW)
    mail.ask_review(version, campaign, reviewer, actor.label)
    return request


def approve(actor: Actor, version: Version) -> Approval:
    """Say that exactly this version may be opened for signature. A repeat changes nothing.

    Raises `NotAllowed` for the version's author, `StalePage` when a newer version exists,
    `InvalidTransition` when the campaign is not in review.
    """
    return _judge(actor, version, Verdict.APPROVED, "")


def refuse(actor: Actor, version: Version, reason: str) -> Approval:
    """Say why this version can't be opened for signature; the campaign goes back to drafting.

    Raises what `approve` raises, and `DomainError` without a reason.
    """
    if not reason.strip():
        raise DomainError(_("Say what is wrong, so that it can be mended."))
    approval = _judge(actor, version, Verdict.REFUSED, reason.strip())
    campaign = _locked_campaign(version)
    move(actor, campaign, CampaignState.DRAFTING, reason.strip())
    return approval


def _judge(actor: Actor, version: Version, verdict: Verdict, reason: str) -> Approval:
    campaign = _locked_campaign(version)
    if actor.id is None or actor.id == version.author_id:
        raise NotAllowed(_("You wrote this version: somebody else has to judge it."))
    _require_latest(campaign, version)
    if campaign.state != CampaignState.REVIEW:
        raise InvalidTransition(_("This version is not in review, so there is nothing to approve or refuse."))
    approval = queries.verdict_of(version, actor.id)
    if approval is not None and approval.verdict == verdict:
        return approval
    approval = approval or Approval(version_id=version.id, reviewer_id=actor.id)
    approval.reviewer_label, approval.verdict, approval.reason, approval.at = actor.label, verdict, reason, now()
    db.session.add(approval)
    db.session.flush()
    db.session.expire(version, ["approvals"])
    action = "version:approve" if verdict == Verdict.APPROVED else "version:refuse"
    _record(actor, action, version, campaign, reason)
    mail.tell_verdict(version, campaign, approval)
    return approval


def _words_of(draft: Draft) -> tuple[str, str]:
    if not draft.subject.strip():
        raise DomainError(_("Write the subject."))
    if not draft.body.strip():
        raise DomainError(_("Write the text."))
    return canonical_subject(draft.subject), canonical_body(draft.body)


def _start_text(campaign: Campaign, language: str) -> CampaignText:
    text = CampaignText(campaign_id=campaign.id, language=language, is_authoritative=True)
    db.session.add(text)
    db.session.flush()
    return text


def _locked_campaign(version: Version) -> Campaign:
    campaign = version.text.campaign
    locked(campaign)
    return campaign


def _require_latest(campaign: Campaign, version: Version) -> None:
    latest = queries.latest(campaign)
    if latest is None or latest.id != version.id:
        raise StalePage(
            _(
                "There is a newer version than %(number)d. Read that one: a verdict counts for one exact version.",
                number=version.number,
            )
        )


def _record(actor: Actor, action: str, version: Version, campaign: Campaign, detail: str) -> None:
    record(
        actor,
        action,
        version,
        _("version %(number)d", number=version.number),
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"sha256": version.sha256, "detail": detail} if detail else {"sha256": version.sha256},
    )
