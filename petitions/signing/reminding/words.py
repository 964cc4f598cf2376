"""How reminders are spoken of to organisers: when each is written, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from petitions.campaigns.deadlines import label
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions.words import closing
from petitions.core.clock import now
from petitions.outbox.states import BOUNCED, MessageState
from petitions.signing.reminding import rules
from petitions.signing.reminding.models import Reminder
from petitions.signing.reminding.queries import dates_of
from petitions.signing.reminding.rules import ReminderKind

ON_THEIR_WAY = (MessageState.QUEUED, MessageState.SENDING, MessageState.DEFERRED, MessageState.UNKNOWN)
CAME_BACK = (MessageState.REFUSED, MessageState.FAILED, BOUNCED)


@dataclass(frozen=True)
class Row:
    """One row of the table of reminders."""

    id: UUID
    said: str
    moment: datetime | None
    when: str
    word: str
    tone: str
    reaches: int | None
    became: str
    may_remove: bool


def said(reminder: rules.Planned) -> str:
    """What a reminder is, such as: 3 days before the deadline."""
    if reminder.kind == ReminderKind.EXTENDED:
        return _("The deadline was extended")
    if reminder.kind == ReminderKind.DEADLINE:
        on_the_day = _("on the day of the deadline")
        before = ngettext("%(num)d day before the deadline", "%(num)d days before the deadline", reminder.days)
    else:
        on_the_day = _("on the day by which an answer is asked for")
        before = ngettext(
            "%(num)d day before the day by which an answer is asked for",
            "%(num)d days before the day by which an answer is asked for",
            reminder.days,
        )
    return before if reminder.days else on_the_day


def counted_from(kind: ReminderKind, campaign: Campaign) -> str:
    """The date that a reminder can be counted from, as a choice."""
    if kind == ReminderKind.DEADLINE:
        return _("The deadline, %(moment)s", moment=closing(campaign))
    day = format_date(campaign.answer_by, "d MMMM y")
    return _("The day by which an answer is asked for, %(day)s", day=day)


def row(reminder: Reminder, campaign: Campaign, mails: Mapping[str, int], waiting: int) -> Row:
    """The reminder as organisers read it; ``waiting`` is how many have not answered today."""
    moment = rules.due(reminder, dates_of(campaign))
    word, tone = _standing(reminder, campaign, mails)
    left = max(0, waiting - sum(mails.values()))
    return Row(
        id=reminder.id,
        said=said(reminder),
        moment=moment,
        when=label(moment, campaign.deadline_zone) if moment else _("no day to count from"),
        word=word,
        tone=tone,
        reaches=None if reminder.done_at else left,
        became=_became(mails),
        may_remove=reminder.done_at is None and reminder.kind != ReminderKind.EXTENDED,
    )


def _standing(reminder: Reminder, campaign: Campaign, mails: Mapping[str, int]) -> tuple[str, str]:
    if reminder.done_at is not None:
        return (_("Written"), "done") if mails else (_("Written to nobody"), "quiet")
    if mails:
        return _("Being written"), "wait"
    end = rules.ends(reminder, dates_of(campaign))
    if end is not None and end <= now():
        return _("Its day has passed"), "quiet"
    return _("Planned"), "wait"


def _became(mails: Mapping[str, int]) -> str:
    """How many left, wait, were held back and came back; nothing of what there is none of."""

    def count(*states: str) -> int:
        return sum(mails.get(state, 0) for state in states)

    told = [
        (_("%(count)d sent", count=count(MessageState.ACCEPTED)), count(MessageState.ACCEPTED)),
        (_("%(count)d on the way", count=count(*ON_THEIR_WAY)), count(*ON_THEIR_WAY)),
        (_("%(count)d held back", count=count(MessageState.CANCELLED)), count(MessageState.CANCELLED)),
        (_("%(count)d came back", count=count(*CAME_BACK)), count(*CAME_BACK)),
    ]
    return ", ".join(sentence for sentence, number in told if number)
