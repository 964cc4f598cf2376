"""Asks the bearers of stale signatures to renew: at once where they are few, of a petition in portions by the worker.

A portion and how far it went are committed together, so whoever is killed is followed by whoever comes next, and nobody
is asked twice. It holds the campaign's lock, so that signing and closing come before or after it.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.signing import links, mail, queries
from petitions.signing.inviting import move
from petitions.signing.models import Invitation, Signature
from petitions.signing.renewing.models import RenewalRound
from petitions.signing.rules import Phase
from petitions.signing.states import InvitationState, SignatureState

AT_ONCE = 100
# House rule: so long whoever signed an earlier version of a petition has to renew, before it may close without them.
TIME_TO_RENEW = timedelta(days=7)


def ask_again(signature: Signature, version: Version) -> None:
    """Ask the bearer of a stale signature to look at what has changed, and to renew."""
    move(signature.invitation, InvitationState.QUEUED)
    links.keep(signature.invitation)
    mail.ask_again(signature.invitation, signature.version, version)


def begin(campaign: Campaign, version: Version) -> None:
    """Have the worker ask whoever signed an earlier version of the petition; once, however often it is opened."""
    highest = db.session.scalar(select(func.max(Signature.number)).where(Signature.campaign_id == campaign.id))
    if highest and _round(campaign, version) is None:
        db.session.add(
            RenewalRound(campaign_id=campaign.id, version_id=version.id, behind=0, up_to=highest, begun_at=now())
        )
        db.session.flush()


def is_still_to_come(campaign: Campaign, signature: Signature) -> bool:
    """Whether the round of the open version will come to this signature. Callers hold the campaign's lock."""
    version = drafting.open_version(campaign)
    found = _round(campaign, version) if version else None
    return found is not None and found.done_at is None and found.behind < signature.number <= found.up_to


def is_over(campaign: Campaign) -> bool:
    """Whether all who signed an earlier version of a petition were asked, and had their time to answer."""
    version = drafting.open_version(campaign)
    found = _round(campaign, version) if version else None
    return found is not None and found.done_at is not None and found.done_at + TIME_TO_RENEW <= now()


def carry(limit: int = AT_ONCE) -> int:
    """Ask the next few of whichever petition is not done and open. Returns to how many signatures it came."""
    query = select(RenewalRound).join(RenewalRound.campaign).options(joinedload(RenewalRound.campaign))
    query = query.where(RenewalRound.done_at.is_(None), Campaign.open_version_id == RenewalRound.version_id)
    query = query.where(Campaign.state == CampaignState.COLLECTING).order_by(RenewalRound.begun_at, RenewalRound.id)
    found = next((one for one in db.session.scalars(query) if _goes_on(one)), None)
    if found is None:
        return 0
    locked(found.campaign)
    locked(found)
    return _ask(found, limit) if _goes_on(found) else 0


def _goes_on(found: RenewalRound) -> bool:
    campaign = found.campaign
    is_open = campaign.open_version_id == found.version_id and queries.phase_of(campaign) == Phase.OPEN
    return is_open and found.done_at is None


def _ask(found: RenewalRound, limit: int) -> int:
    version, signatures = drafting.by_id(found.version_id), _next(found, limit)
    for signature in _latest(signatures):
        invitation = signature.invitation
        if invitation.wants_mail and invitation.state not in queries.NOT_AWAITED:
            ask_again(signature, version)
    if len(signatures) < limit:
        found.done_at = now()
    else:
        found.behind = signatures[-1].number
    db.session.flush()
    return len(signatures)


def _next(found: RenewalRound, limit: int) -> Sequence[Signature]:
    """The next signatures in force under other versions, with their invitations as they are under their locks."""
    query = select(Signature).where(Signature.campaign_id == found.campaign_id, Signature.number > found.behind)
    query = query.where(Signature.number <= found.up_to, Signature.version_id != found.version_id)
    query = query.where(Signature.state == SignatureState.CONFIRMED).order_by(Signature.number).limit(limit)
    signatures = db.session.scalars(query).all()
    ids = [signature.invitation_id for signature in signatures]
    asked = select(Invitation).where(Invitation.id.in_(ids)).order_by(Invitation.id).with_for_update(of=Invitation)
    asked = asked.options(joinedload(Invitation.supporter), joinedload(Invitation.person))
    db.session.scalars(asked.execution_options(populate_existing=True)).all()
    return signatures


def _latest(signatures: Sequence[Signature]) -> Iterator[Signature]:
    """Without those whose bearers have signed again since, be it this version or one between."""
    newest = select(Signature.invitation_id, func.max(Signature.number)).group_by(Signature.invitation_id)
    newest = newest.where(Signature.invitation_id.in_([signature.invitation_id for signature in signatures]))
    last = {row[0]: row[1] for row in db.session.execute(newest.where(Signature.state == SignatureState.CONFIRMED))}
    return (signature for signature in signatures if signature.number == last[signature.invitation_id])


def _round(campaign: Campaign, version: Version) -> RenewalRound | None:
    query = select(RenewalRound).where(RenewalRound.campaign_id == campaign.id, RenewalRound.version_id == version.id)
    return db.session.scalars(query).first()
