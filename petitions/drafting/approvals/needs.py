"""Verbs on what a campaign needs: name an approval without which its text is not opened, or take one away."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.drafting.approvals import policy
from petitions.drafting.approvals.models import ApprovalNeed
from petitions.drafting.approvals.queries import colleagues
from petitions.drafting.approvals.rules import WITHOUT_PARTY, Kind
from petitions.drafting.approvals.standing import needs_of
from petitions.drafting.approvals.words import name_of
from petitions.drafting.rules import UNDER_WAY


@dataclass(frozen=True)
class Wanted:
    """An approval to be needed: given by a colleague (``reviewer_id``) or by a person outside, at an address."""

    kind: str
    party: str = ""
    reviewer_id: UUID | None = None
    person: str = ""
    address: str = ""


def add(actor: Actor, campaign: Campaign, wanted: Wanted) -> ApprovalNeed:
    """Say that the text is not opened without this approval. The same once more changes nothing.

    Raises `InvalidTransition` once the text is open or over, and `DomainError` where it is needed already of
    somebody else, where nobody or two are to give it, or where an outsider is to vouch for safety.
    """
    locked(campaign)
    _require_under_way(campaign)
    _require_whole(campaign, wanted)
    before = next((n for n in needs_of(campaign) if (n.kind, n.party) == (wanted.kind, wanted.party)), None)
    if before is not None:
        if _giver(before) == _giver(wanted):
            return before
        raise DomainError(_("This approval is needed already, of %(giver)s.", giver=before.giver))
    need = ApprovalNeed(
        campaign_id=campaign.id,
        kind=wanted.kind,
        party=wanted.party,
        reviewer_id=wanted.reviewer_id,
        person=wanted.person,
        address=wanted.address,
        added_by_id=actor.id,
        added_by=actor.label,
        added_at=now(),
    )
    db.session.add(need)
    db.session.flush()
    _record(actor, "approval_need:add", need, campaign)
    return need


def remove(actor: Actor, need: ApprovalNeed, reason: str) -> None:
    """Say that the text may be opened without this approval, and why. Taken away already, nothing changes.

    What was said for it stays: a refusal stands against the version that it was said of. Raises `NotAllowed` where
    safety, or somebody who refused last, would be waved away by whoever wrote the latest version; `DomainError`
    without a reason; `InvalidTransition` once the text is open or over.
    """
    campaign = need.campaign
    locked(campaign)
    locked(need)
    if need.removed_at is not None:
        return
    _require_under_way(campaign)
    if not reason.strip():
        raise DomainError(_("Say why the text may go out without it."))
    if policy.needs_second_person(actor, need):
        raise NotAllowed(
            _("You wrote the latest version, so somebody else has to decide that it needs this approval no longer.")
        )
    need.removed_by_id, need.removed_by, need.removed_at = actor.id, actor.label, now()
    need.removed_reason = reason.strip()
    db.session.flush()
    _record(actor, "approval_need:remove", need, campaign, reason.strip())


def _require_under_way(campaign: Campaign) -> None:
    if campaign.state not in UNDER_WAY:
        raise InvalidTransition(
            _("The text is open for signature, or was. What it needs can be changed while it is written or reviewed.")
        )


def _require_whole(campaign: Campaign, wanted: Wanted) -> None:
    if wanted.kind not in set(Kind):
        raise DomainError(_("Choose one of the kinds listed."))
    if (wanted.kind in WITHOUT_PARTY) == bool(wanted.party):
        raise DomainError(_("Name the organisation or the author that the approval is of; otherwise nobody."))
    inside = wanted.reviewer_id is not None
    if inside == bool(wanted.person) or inside == bool(wanted.address):
        raise DomainError(_("Choose a colleague, or name somebody outside with an address."))
    if wanted.kind == Kind.SAFETY and not inside:
        raise DomainError(
            _("Only a colleague can vouch for safety: the protected names of the case are shown to nobody else.")
        )
    if inside and wanted.reviewer_id not in {user.id for user in colleagues(campaign)}:
        raise DomainError(_("Choose a colleague who may review texts."))


def _giver(one: ApprovalNeed | Wanted) -> tuple[UUID | None, str, str]:
    return one.reviewer_id, one.person, (one.address or "").casefold()


def _record(actor: Actor, action: str, need: ApprovalNeed, campaign: Campaign, reason: str = "") -> None:
    record(
        actor,
        action,
        need,
        _("%(name)s, by %(giver)s", name=name_of(need.kind, need.party), giver=need.giver),
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details={"reason": reason} if reason else {},
    )
