"""Verbs that ask: a colleague for a review, or whoever gives a needed approval for that one, of the newest version."""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import gettext as _

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.campaigns.service import move
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.drafting import queries as drafting
from petitions.drafting.approvals import links, mail, queries, standing
from petitions.drafting.approvals.current import locked_campaign, require_newest, takes_requests
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest
from petitions.drafting.approvals.words import name_of
from petitions.drafting.models import ReviewRequest, Verdict, Version
from petitions.drafting.noted import note
from petitions.drafting.rules import UNDER_WAY

PATIENCE = timedelta(hours=1)
"""So long after a request the same one is no reminder yet, but a button pressed twice."""


def ask_review(actor: Actor, version: Version, reviewer: User) -> ReviewRequest:
    """Ask a colleague by mail to review this version. Who refused it may be asked again.

    Raises `StalePage` when it is not the latest version any more, `DomainError` when the colleague
    may not review it, was asked already or has approved it.
    """
    campaign = _begun(version)
    if reviewer.id not in {user.id for user in drafting.reviewers(campaign, version)}:
        raise DomainError(_("Choose a colleague who may review and who did not write this version."))
    verdict = drafting.verdict_of(version, reviewer.id)
    request = drafting.request_to(version, reviewer.id)
    if verdict is not None and verdict.verdict == Verdict.APPROVED:
        raise DomainError(_("%(name)s has already approved this version.", name=reviewer.name))
    if request is not None and verdict is None:
        raise DomainError(_("%(name)s was already asked to review this version.", name=reviewer.name))
    request = request or ReviewRequest(version_id=version.id, reviewer_id=reviewer.id)
    request.asked_by, request.at = actor.label, now()
    db.session.add(request)
    db.session.flush()
    note(actor, "version:ask_review", version, campaign, reviewer.name)
    _into_review(actor, version)
    mail.ask_review(version, campaign, reviewer, actor.label)
    return request


def ask_approvals(actor: Actor, version: Version, needs: Sequence[ApprovalNeed]) -> list[NeedRequest]:
    """Ask for these needed approvals of this version: one mail to each who gives some of them.

    A colleague is led to the review, somebody outside gets a link to exactly this version. Raises `StalePage` and
    `InvalidTransition` as `ask_review` does, and `DomainError` where one can't be asked for.
    """
    campaign = _begun(version)
    if not needs:
        raise DomainError(_("Choose whom to ask."))
    for need in needs:
        locked(need)
        _require_askable(campaign, version, need)
    requests = [_request(actor, version, need) for need in needs]
    names = [name_of(need.kind, need.party) for need in needs]
    note(actor, "version:ask_review", version, campaign, ", ".join(need.giver for need in needs), about=names)
    _into_review(actor, version)
    mail.ask_approvals(version, campaign, requests, actor.label)
    return requests


def _begun(version: Version) -> Campaign:
    campaign = locked_campaign(version)
    require_newest(campaign, version)
    if not takes_requests(version):
        raise InvalidTransition(_("This version is open for signature, or was: it needs no further review."))
    return campaign


def _into_review(actor: Actor, version: Version) -> None:
    """Asking for a review of what is open for signature, or of a translation, leaves the campaign as it stands."""
    if not version.translation and version.text.campaign.state in UNDER_WAY:
        move(actor, version.text.campaign, CampaignState.REVIEW)


def _require_askable(campaign: Campaign, version: Version, need: ApprovalNeed) -> None:
    name = name_of(need.kind, need.party)
    if need.campaign_id != campaign.id or need.removed_at is not None:
        raise DomainError(_("%(name)s is not needed any more.", name=name))
    if need.reviewer_id is not None and need.reviewer_id == version.author_id:
        raise DomainError(_("%(giver)s wrote this version: somebody else has to be named.", giver=need.giver))
    if need.reviewer_id is not None and need.reviewer_id not in {user.id for user in queries.colleagues(campaign)}:
        raise DomainError(
            _("%(giver)s may not review texts any more: somebody else has to be named.", giver=need.giver)
        )
    if need.id not in {one.need for one in standing.unmet(version)}:
        raise DomainError(_("%(name)s: this version is approved already.", name=name))
    verdict, request = queries.verdict_for(version, need), queries.request_for(version, need)
    is_waiting = request is not None and (verdict is None or verdict.at < request.at)
    if request is not None and is_waiting and request.at > now() - PATIENCE:
        raise DomainError(_("%(name)s: %(giver)s was asked less than an hour ago.", name=name, giver=need.giver))


def _request(actor: Actor, version: Version, need: ApprovalNeed) -> NeedRequest:
    request = queries.request_for(version, need) or NeedRequest(version_id=version.id, need_id=need.id)
    request.asked_by, request.at = actor.label, now()
    if need.reviewer_id is None:
        links.keep(request)
    db.session.add(request)
    db.session.flush()
    return request
