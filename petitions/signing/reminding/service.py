"""What organisers decide about reminders: plan one, take one back, name a day by which an answer is asked for."""

from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.campaigns.deadlines import day_of, label
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions.words import closing
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.signing.reminding import queries, rules, words
from petitions.signing.reminding.models import Reminder
from petitions.signing.reminding.rules import COUNTED, ReminderKind

# Organisers read the history, whatever language anybody else reads.
LANGUAGE = "en"


class AlreadyPlanned(DomainError):
    """The same reminder is planned already (told by the database)."""


def add(actor: Actor, campaign: Campaign, kind: str, days: int) -> Reminder:
    """Plan a reminder so many days before the deadline, or before the day by which an answer is asked for.

    To plan again what is planned changes nothing. Raises `InvalidTransition` once the campaign is sent or given up,
    and `DomainError` where there is no such day, or the moment has passed or lies after the deadline.
    """
    _take_in_hand(campaign)
    same = [one for one in queries.planned(campaign) if (one.kind, one.days) == (kind, days)]
    if same:
        return same[0]
    if kind not in COUNTED:
        raise DomainError(_("Choose what the days are counted from."))
    reminder = Reminder(campaign_id=campaign.id, kind=kind, days=days, added_by=actor.label, added_at=now())
    _require_useful(reminder, campaign)
    _add_once(reminder)
    note(actor, "reminder:add", campaign, reminder)
    return reminder


def remove(actor: Actor, campaign: Campaign, reminder: Reminder) -> None:
    """Take back a reminder that is planned; one that is being written stops there.

    Raises `InvalidTransition` once it was written, or where it tells of an extended deadline.
    """
    locked(campaign)
    locked(reminder)
    if reminder.done_at is not None or reminder.kind == ReminderKind.EXTENDED:
        raise InvalidTransition(_("This reminder was written already, so it can’t be taken back."))
    note(actor, "reminder:remove", campaign, reminder)
    if queries.written_to(reminder):
        reminder.done_at = now()
    else:
        db.session.delete(reminder)
    db.session.flush()


def ask_by(actor: Actor, campaign: Campaign, day: date | None) -> None:
    """Name the day by which an answer is asked for, or none. It closes nothing; letters and mails show it.

    Raises `InvalidTransition` once the campaign is sent or given up, `DomainError` for a day in the past or after the
    deadline.
    """
    _take_in_hand(campaign)
    if campaign.answer_by == day:
        return
    dates = queries.dates_of(campaign)
    last = dates.day(ReminderKind.DEADLINE)
    if day is not None and last is not None and day > last:
        raise DomainError(
            _(
                "This is after the deadline, %(moment)s. Choose an earlier day.",
                moment=closing(campaign),
            )
        )
    if day is not None and day < day_of(now(), dates.zone):
        raise DomainError(_("This day has passed. Choose a later one."))
    campaign.answer_by = day
    details = {"day": day.isoformat() if day else ""}
    record(
        actor,
        "campaign:ask_by",
        campaign,
        campaign.title,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details=details,
    )
    db.session.flush()


def tell_extension(actor: Actor, campaign: Campaign) -> Reminder:
    """Have everybody who has not answered told of the new deadline, once the text is open; what waits is dropped."""
    for earlier in queries.planned(campaign):
        if earlier.kind == ReminderKind.EXTENDED:
            earlier.done_at = now()
    db.session.flush()
    reminder = Reminder(
        campaign_id=campaign.id, kind=ReminderKind.EXTENDED, days=0, added_by=actor.label, added_at=now()
    )
    _add_once(reminder)
    note(actor, "reminder:add", campaign, reminder)
    return reminder


def note(actor: Actor, action: str, campaign: Campaign, reminder: Reminder) -> None:
    """Leave a line in the history that says which reminder it was."""
    with force_locale(LANGUAGE):
        said = words.said(reminder)
    record(actor, action, reminder, said, case_id=campaign.case_id, campaign_id=campaign.id)
    db.session.flush()


def _take_in_hand(campaign: Campaign) -> None:
    locked(campaign)
    if not queries.may_remind(campaign):
        raise InvalidTransition(_("This campaign is over, so nobody is reminded any more."))


def _require_useful(reminder: Reminder, campaign: Campaign) -> None:
    dates = queries.dates_of(campaign)
    moment, end = rules.due(reminder, dates), rules.ends(reminder, dates)
    if moment is None or end is None:
        raise DomainError(_("There is no such day yet. Set it first."))
    told = label(moment, campaign.deadline_zone)
    if moment <= now():
        raise DomainError(_("That was on %(moment)s. Choose fewer days.", moment=told))
    if moment >= end:
        raise DomainError(_("That is on %(moment)s, after the deadline. Choose more days.", moment=told))


def _add_once(reminder: Reminder) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(reminder)
    except IntegrityError as twice:
        raise AlreadyPlanned(_("This reminder is planned already.")) from twice
