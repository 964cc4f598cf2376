"""What the worker does about reminders: write those whose moment has come, and hold back what was answered since."""

from dataclasses import replace
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import and_, or_, select

from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import WORKER
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.outbox.events import MessageMoved
from petitions.outbox.states import MessageState
from petitions.signing import links, mail
from petitions.signing.inviting import move
from petitions.signing.mail import EXTENDED, REMINDER
from petitions.signing.models import Invitation
from petitions.signing.queries import phase_of
from petitions.signing.reminding import queries, rules, service
from petitions.signing.reminding.models import Reminded, Reminder
from petitions.signing.reminding.rules import ReminderKind
from petitions.signing.rules import Phase
from petitions.signing.states import InvitationState

KINDS = frozenset({REMINDER, EXTENDED})
BATCH = 25
"""How many mails one run writes at most: nobody who signs meanwhile waits longer than they take."""


def remind() -> int:
    """Write the reminders whose moment has come, some at a time. Returns how many were written.

    Each is written once to everybody who has not answered at that moment. The row that says so and the mail commit
    together, under a lock of the campaign, so that neither a crash nor a second worker reminds anybody twice.
    """
    written = 0
    for campaign_id in _due():
        if written < BATCH:
            written += _remind(db.session.get_one(Campaign, campaign_id), BATCH - written)
    return written


def may_leave(ref: UUID) -> str | None:
    """Asked before each sending: why this reminder may not leave any more, or None."""
    row = db.session.get(Reminded, ref)
    if row is None:
        return _("There is no such reminder.")
    campaign = row.invitation.campaign
    if not row.invitation.wants_mail:
        return _("Not sent: its recipient wants no more mail about this letter.")
    if row.invitation.state not in queries.UNANSWERED:
        return _("The invitation was answered or ended meanwhile.")
    if phase_of(campaign) != Phase.OPEN:
        return _("The text is not open for signature any more.")
    extension = queries.last_extension(campaign)
    if extension is not None and extension.added_at > row.at:
        return _("The deadline was extended meanwhile.")
    return None


def follow_message(event: MessageMoved) -> None:
    """Tell by the invitation that its address takes no mail; news that comes after an answer changes nothing."""
    if event.kind not in KINDS or event.state not in {MessageState.REFUSED, MessageState.FAILED}:
        return
    invitation = db.session.get_one(Reminded, event.ref).invitation
    locked(invitation)
    if invitation.state in queries.UNANSWERED:
        move(invitation, InvitationState.BOUNCED)


def _due() -> list[UUID]:
    """The campaigns that have something to write, by what is stored at this moment."""
    query = select(Reminder, Campaign).join(Campaign, Campaign.id == Reminder.campaign_id)
    late = and_(Campaign.state == CampaignState.DISPATCHED, Campaign.late_since.is_not(None))
    query = query.where(Reminder.done_at.is_(None), or_(Campaign.state == CampaignState.COLLECTING, late))
    found = {
        campaign.id
        for reminder, campaign in db.session.execute(query)
        if rules.writable([reminder], queries.dates_of(campaign), now()) and phase_of(campaign) == Phase.OPEN
    }
    return sorted(found)


def _remind(campaign: Campaign, most: int) -> int:
    locked(campaign)
    if phase_of(campaign) != Phase.OPEN:
        return 0
    found = rules.writable(queries.planned(campaign), queries.dates_of(campaign), now())
    if not found:
        return 0
    *overtaken, reminder = found
    for earlier in overtaken:
        _finish(campaign, earlier)
    waiting = _left(campaign, reminder)
    for invitation in waiting[:most]:
        _write(reminder, invitation)
    if len(waiting) <= most:
        _finish(campaign, reminder)
    return min(len(waiting), most)


def _left(campaign: Campaign, reminder: Reminder) -> list[Invitation]:
    """Who has not answered and is not written to yet; who was asked only after its moment is not reminded by it."""
    moment = rules.due(reminder, queries.dates_of(campaign))
    if moment is None:
        return []
    done = queries.written_to(reminder)
    waiting = queries.reach(campaign).waiting
    return [one for one in waiting if one.id not in done and queries.was_asked_before(one, moment)]


def _write(reminder: Reminder, invitation: Invitation) -> None:
    row = Reminded(campaign_id=reminder.campaign_id, reminder_id=reminder.id, invitation_id=invitation.id, at=now())
    db.session.add(row)
    db.session.flush()
    links.keep(invitation)
    mail.remind(EXTENDED if reminder.kind == ReminderKind.EXTENDED else REMINDER, invitation, row.id)


def _finish(campaign: Campaign, reminder: Reminder) -> None:
    reminder.done_at = now()
    service.note(replace(WORKER, organisation_id=campaign.organisation_id), "reminder:send", campaign, reminder)
