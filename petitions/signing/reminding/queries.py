"""Reads of reminding: what is planned, whom it would reach, and what became of what was written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import case, func, select

from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import queries as part_sessions
from petitions.campaigns.states import EDITABLE
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.outbox.models import Bounce, Message
from petitions.outbox.states import BOUNCED
from petitions.people import merge_queries as merges
from petitions.people import queries as people
from petitions.people.name_tables import batches
from petitions.signing.entitlement import SIGNATORY, would_count_as
from petitions.signing.models import Invitation
from petitions.signing.reminding.models import Reminded, Reminder
from petitions.signing.reminding.rules import Dates, ReminderKind
from petitions.signing.states import InvitationState
from petitions.signing.supporters.rules import ANYONE

UNANSWERED = frozenset({InvitationState.QUEUED, InvitationState.SENT})
ANSWERS = frozenset({InvitationState.ANSWERED, InvitationState.DECLINED})


@dataclass(frozen=True)
class Reach:
    """Who has not answered: those who can sign today, and how many more can't, or have no address any more."""

    waiting: Sequence[Invitation]
    barred: int


def get(campaign: Campaign, reminder_id: UUID) -> Reminder:
    """A reminder of the campaign. Raises `NotFound` for every other."""
    found = db.session.get(Reminder, reminder_id)
    if found is None or found.campaign_id != campaign.id:
        raise NotFound(_("There is no such reminder."))
    return found


def dates_of(campaign: Campaign) -> Dates:
    """What the campaign's reminders are counted from."""
    dates = Dates(campaign.deadline, campaign.answer_by, campaign.deadline_zone)
    if not part_sessions.takes_late_names(campaign):
        return dates
    return replace(dates, is_late=True, late_day=part_sessions.late_deadline(campaign))


def may_remind(campaign: Campaign) -> bool:
    """Whether anybody can still be reminded, today or once signing goes on; of late names until their list closes."""
    return campaign.state in EDITABLE or part_sessions.takes_late_names(campaign)


def reminders(campaign: Campaign) -> Sequence[Reminder]:
    """Every reminder of the campaign, planned and written, as they were added."""
    query = select(Reminder).where(Reminder.campaign_id == campaign.id).order_by(Reminder.added_at, Reminder.id)
    return db.session.scalars(query).all()


def planned(campaign: Campaign) -> Sequence[Reminder]:
    """Those that are not done, read anew."""
    query = select(Reminder).where(Reminder.campaign_id == campaign.id, Reminder.done_at.is_(None))
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def reach(campaign: Campaign) -> Reach:
    """Who has not answered the campaign's invitation, nor stopped its mail. Persons who were merged answer once.

    Members of the public are not among them: they asked themselves, and are reminded as `supporters.tidying` says.
    """
    query = select(Invitation).where(Invitation.campaign_id == campaign.id, Invitation.state.in_(UNANSWERED))
    query = query.where(Invitation.body != ANYONE, Invitation.unsubscribed_at.is_(None))
    silent = db.session.scalars(query.options(*SIGNATORY).order_by(Invitation.created_at, Invitation.id)).all()
    waiting = _each_person_once(campaign, silent)
    able = would_count_as(waiting)
    addresses = people.addresses_in_force([each.person for each in waiting if each.representative is None])
    can = [
        each for each in waiting if each.id in able and (each.representative is not None or each.person_id in addresses)
    ]
    return Reach(can, len(waiting) - len(can))


def was_asked_before(invitation: Invitation, moment: datetime) -> bool:
    """Whether the invitation, or the mail that asked again, left before: who was asked since needs no reminder."""
    return (invitation.sent_at or invitation.created_at) < moment


def written_to(reminder: Reminder) -> set[UUID]:
    """The invitations to which the reminder was written already."""
    return set(db.session.scalars(select(Reminded.invitation_id).where(Reminded.reminder_id == reminder.id)))


def outcomes(campaign: Campaign) -> dict[UUID, dict[str, int]]:
    """By reminder how many of its mails stand in which state of the outbox, or came back since."""
    state = case((Bounce.id.is_not(None), BOUNCED), else_=func.coalesce(Message.state, ""))
    query = select(Reminded.reminder_id, state, func.count()).outerjoin(Message, Message.ref == Reminded.id)
    query = query.outerjoin(Bounce, Bounce.message_id == Message.id)
    query = query.where(Reminded.campaign_id == campaign.id).group_by(Reminded.reminder_id, state)
    found: dict[UUID, dict[str, int]] = {}
    for reminder_id, word, count in db.session.execute(query):
        found.setdefault(reminder_id, {})[word] = count
    return found


def last_extension(campaign: Campaign) -> Reminder | None:
    """The last time that people were to be told of an extended deadline."""
    query = select(Reminder).where(Reminder.campaign_id == campaign.id, Reminder.kind == ReminderKind.EXTENDED)
    return db.session.scalars(query.order_by(Reminder.added_at.desc())).first()


def _each_person_once(campaign: Campaign, silent: Sequence[Invitation]) -> list[Invitation]:
    """One invitation of each person, and none of a person who has answered under another name."""
    one = merges.selves_in(campaign.organisation_id)
    if not one:
        return list(silent)
    query = select(Invitation.person_id).where(Invitation.campaign_id == campaign.id, Invitation.state.in_(ANSWERS))
    entries = {entry for invitation in silent for entry in one.of(invitation.person_id)}
    answered = {
        one.kept(person_id)
        for some in batches(list(entries))
        for person_id in db.session.scalars(query.where(Invitation.person_id.in_(some)))
    }
    persons = {one.kept(invitation.person_id): invitation for invitation in silent}
    return [invitation for person_id, invitation in persons.items() if person_id not in answered]
