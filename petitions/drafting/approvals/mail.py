"""Mails on approvals: one is asked for, a code is sent, a verdict is told."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from petitions.accounts.codes import in_groups
from petitions.accounts.models import Code, Organisation, User
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.addresses import external
from petitions.core.db import db
from petitions.core.i18n import speaking
from petitions.drafting.approvals import links, standing
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest
from petitions.drafting.approvals.spoken import Spoken
from petitions.drafting.approvals.words import name_of
from petitions.drafting.languages import language_name
from petitions.drafting.models import Verdict, Version
from petitions.outbox.mail import Envelope, post


def ask_review(
    version: Version, campaign: Campaign, reviewer: User, asked_by: str, needs: Iterable[ApprovalNeed] = ()
) -> None:
    """Ask a colleague to read and judge one version, also for ``needs``, the needed approvals that it is for."""
    with speaking(reviewer.language):
        _post(
            "review_request",
            campaign,
            version.id,
            reviewer.email,
            reviewer=reviewer.name,
            asked_by=asked_by,
            campaign=campaign.title,
            number=version.number,
            sha256=version.sha256,
            language=_translation(version),
            names=[name_of(need.kind, need.party) for need in needs],
            address=external("drafting.review", **links.place(version)),
        )


def ask_approvals(version: Version, campaign: Campaign, requests: Iterable[NeedRequest], asked_by: str) -> None:
    """Ask for needed approvals: of each colleague in one mail, of people outside by one link for each."""
    for _giver, asked in groupby(sorted(requests, key=_giver_of), key=_giver_of):
        together = list(asked)
        colleague = together[0].need.reviewer
        if colleague is not None:
            ask_review(version, campaign, colleague, asked_by, [request.need for request in together])
            continue
        for request in together:
            _post_outside("approval_request", request, asked_by=asked_by, link=links.to_page(request))


def code(request: NeedRequest, issued: Code, digits: str) -> None:
    """Mail a code; it is not worth sending once it is no longer valid."""
    shown = {"digits": in_groups(digits), "is_long": issued.is_long}
    _post_outside("approval_code", request, expires_at=issued.expires_at, **shown)


def receipt(request: NeedRequest, spoken: Spoken) -> None:
    """Confirm to somebody outside what was said in that name."""
    approved = spoken.verdict == Verdict.APPROVED
    _post_outside("approval_receipt", request, approved=approved, reason=spoken.reason)


def tell_verdict(version: Version, campaign: Campaign, spoken: Spoken) -> None:
    """Tell the version's author what was said; an author without an account is told nothing."""
    author = db.session.get(User, version.author_id) if version.author_id else None
    if author is None or not author.is_active:
        return
    with speaking(author.language):
        _post(
            "review_verdict",
            campaign,
            version.id,
            author.email,
            author=author.name,
            reviewer=spoken.who,
            approved=spoken.verdict == Verdict.APPROVED,
            reason=spoken.reason,
            language=_translation(version),
            can_open=campaign.state == CampaignState.REVIEW and not version.translation,
            still=standing.unmet_sentences(version),
            campaign=campaign.title,
            number=version.number,
            address=external("desk.campaign", campaign_id=campaign.id),
        )


def _translation(version: Version) -> str:
    return language_name(version.translation) if version.translation else ""


def _giver_of(request: NeedRequest) -> str:
    return request.need.identity


def _post_outside(template: str, request: NeedRequest, *, expires_at: datetime | None = None, **context: Any) -> None:
    need, campaign = request.need, request.need.campaign
    _post(
        template,
        campaign,
        request.id,
        need.address,
        secret=True,
        expires_at=expires_at,
        person=need.person,
        party=need.party,
        campaign=campaign.title,
        number=request.version.number,
        subject=request.version.subject,
        sha256=request.version.sha256,
        **context,
    )


def _post(
    template: str,
    of: Campaign,
    ref: UUID,
    to: str,
    *,
    secret: bool = False,
    expires_at: datetime | None = None,
    **context: Any,
) -> None:
    organisation = db.session.get_one(Organisation, of.organisation_id)
    envelope = Envelope(
        kind=template,
        ref=ref,
        to=to,
        organisation_id=organisation.id,
        from_name=organisation.name,
        reply_to=organisation.contact if secret else "",
        secret=secret,
        expires_at=expires_at,
    )
    post(template, envelope, organisation=organisation.name, **context)
