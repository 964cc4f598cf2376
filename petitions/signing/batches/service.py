"""The verbs of a batch: begin one, and ask some whom it means. A batch gone through twice asks nobody twice."""

from collections.abc import Collection, Sequence
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import NotFound
from petitions.signing.batches.judging import Judged
from petitions.signing.batches.meant import judged_anew, signatories
from petitions.signing.batches.models import ChosenBy, InvitationBatch
from petitions.signing.batches.plan_queries import Choice
from petitions.signing.batches.words import chosen
from petitions.signing.inviting import ask_all, require_open
from petitions.signing.models import Invitation

AT_ONCE = 100
"""So many are asked in one transaction: those who sign meanwhile wait for a moment only."""


def begin(actor: Actor, campaign: Campaign, choice: Choice, batch_id: UUID) -> InvitationBatch:
    """Note a batch under the id that its form brings; the same form sent twice gives the same batch.

    Raises `NotOpen`, and `NotFound` where the id is another campaign's.
    """
    require_open(campaign)
    before = db.session.get(InvitationBatch, batch_id)
    if before is not None:
        if before.campaign_id != campaign.id:
            raise NotFound(_("There is no such batch."))
        return before
    batch = InvitationBatch(
        id=batch_id,
        campaign_id=campaign.id,
        chosen_by=ChosenBy.LIST if choice.entries else ChosenBy.ROSTERS,
        country=choice.country,
        group_code=choice.group,
        committee=choice.committee,
        without_substitutes=choice.fully,
        line_count=choice.entries,
        language=choice.language,
        asked_count=0,
        by_id=actor.id,
        by_label=actor.label,
        at=now(),
    )
    db.session.add(batch)
    db.session.flush()
    said = chosen(batch)
    record(actor, "invitation_batch:begin", batch, said, case_id=campaign.case_id, campaign_id=campaign.id)
    return batch


def ask_some(actor: Actor, batch: InvitationBatch, ids: Collection[UUID]) -> Sequence[Judged]:
    """Ask those who can be asked now, each by an invitation, a mail and an event of their own, in few statements.

    Whoever was asked meanwhile is passed over. Returns those who can't be asked any more, and why. Raises `NotOpen`.
    """
    campaign = batch.campaign
    require_open(campaign)
    locked(batch)
    judged = judged_anew(campaign, ids)
    able = [one for one in judged if one.can_be_asked]
    invitations = [
        Invitation(campaign=campaign, language=batch.language, batch_id=batch.id, supporter=None, **who)
        for who in signatories(able)
    ]
    addresses = {invitation.id: one.address for invitation, one in zip(invitations, able, strict=True)}
    ask_all(actor, campaign, invitations, addresses)
    batch.asked_count += len(invitations)
    db.session.flush()
    return [one for one in judged if one.why_not and one.before is None]
