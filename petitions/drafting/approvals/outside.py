"""Verbs of somebody outside who was asked by a link: get a code at the registered address, and decide with it.

The link shows exactly the version that was asked about; it never decides.
"""

from dataclasses import dataclass

from flask_babel import gettext as _

from petitions.accounts import codes
from petitions.accounts.codes import CodeFor
from petitions.accounts.models import CodePurpose
from petitions.campaigns.service import move
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import locked
from petitions.core.errors import DomainError, Gone
from petitions.drafting.approvals import mail, queries
from petitions.drafting.approvals.current import is_newest, locked_campaign, not_in_review
from petitions.drafting.approvals.models import NeedRequest, NeedVerdict
from petitions.drafting.approvals.spoken import Spoken, say
from petitions.drafting.approvals.words import name_of
from petitions.drafting.models import Verdict
from petitions.drafting.noted import note
from petitions.drafting.rules import may_be_judged


class LinkEnded(Gone):
    """What the link was about is past: there is a newer version, or the approval is not needed any more."""


@dataclass(frozen=True)
class Answer:
    """A verdict as it was sent, with the code from the mail and the browser that asked for it."""

    verdict: Verdict
    reason: str
    digits: str
    browser: str


def code_to_answer(request: NeedRequest, browser: str) -> CodeFor:
    """The code that answers this request, on this version, in this browser, and nothing else."""
    return CodeFor(CodePurpose.ANSWER, request.id, browser, request.version_id)


def require_alive(request: NeedRequest) -> None:
    """Raise `LinkEnded` where the approval is not needed any more, the campaign is given up, or a version is newer."""
    if request.need.campaign.state == CampaignState.WITHDRAWN:
        raise LinkEnded(_("This campaign was given up: your approval is not needed any more."))
    if request.need.removed_at is not None:
        raise LinkEnded(_("Your approval of this text is not needed any more."))
    if not is_newest(request.need.campaign, request.version):
        raise LinkEnded(_("There is a newer version of this text. You will be asked again, with what changed."))


def may_answer(request: NeedRequest) -> bool:
    """Whether the text is in review; what a colleague may renew later is nothing that people outside vouch for."""
    campaign, version = request.need.campaign, request.version
    return may_be_judged(campaign.state, is_translation=bool(version.translation))


def request_code(actor: Actor, request: NeedRequest, browser: str) -> bool:
    """Mail the code to the registered address, and nowhere else.

    False where enough was mailed: then the code in the newest mail works in this browser too. Raises `LinkEnded` and
    `InvalidTransition`.
    """
    campaign = locked_campaign(request.version)
    locked(request)
    require_alive(request)
    _require_in_review(request)
    issued = codes.issue(code_to_answer(request, browser))
    if issued is None:
        return False
    mail.code(request, *issued)
    record(actor, "code:request", request, actor.label, case_id=campaign.case_id, campaign_id=campaign.id)
    return True


def decide(actor: Actor, request: NeedRequest, answer: Answer) -> NeedVerdict | None:
    """Approve or refuse exactly the version that was asked about. A repeat of the same answer changes nothing.

    None when the digits are wrong: the try is counted, and must be committed. Raises `LinkEnded`, `InvalidTransition`
    where the text is not in review, `WrongCode`, and `DomainError` for a refusal without a reason.
    """
    version, need = request.version, request.need
    campaign = locked_campaign(version)
    locked(request)
    locked(need)
    require_alive(request)
    reason = answer.reason.strip() if answer.verdict == Verdict.REFUSED else ""
    before = queries.verdict_for(version, need)
    if before is not None and (before.verdict, before.reason) == (answer.verdict, reason):
        return before
    _require_in_review(request)
    if answer.verdict == Verdict.REFUSED and not reason:
        raise DomainError(_("Say what is wrong, so that it can be mended."))
    if not codes.redeem(code_to_answer(request, answer.browser), answer.digits):
        return None
    spoken = Spoken(actor.label, answer.verdict, reason, now())
    row = say(version, need, spoken)
    action = "version:approve" if answer.verdict == Verdict.APPROVED else "version:refuse"
    note(actor, action, version, campaign, reason, about=[name_of(need.kind, need.party)])
    if answer.verdict == Verdict.REFUSED and not version.translation:
        move(actor, campaign, CampaignState.DRAFTING, reason)
    mail.tell_verdict(version, campaign, spoken)
    mail.receipt(request, spoken)
    return row


def _require_in_review(request: NeedRequest) -> None:
    if not may_answer(request):
        raise not_in_review()
