"""The dispatch log as data: each delivery with its attempts in words, and what is still open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.clock import today
from petitions.dispatch import queries
from petitions.dispatch.lodging import words as lodging_words
from petitions.dispatch.lodging.queries import is_lodged
from petitions.dispatch.models import Delivery, FollowUp, Reply
from petitions.dispatch.states import DeliveryState
from petitions.dispatch.words import state_in_words, try_in_words
from petitions.outbox.models import Attempt, Bounce

ON_THE_WAY = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.DEFERRED, DeliveryState.HANDED_OVER})
ARRIVED = frozenset({DeliveryState.ACCEPTED, DeliveryState.DELIVERED})
SECONDS = "d MMMM y, HH:mm:ss 'UTC'"
LOST = frozenset({DeliveryState.REFUSED, DeliveryState.FAILED, DeliveryState.BOUNCED})


@dataclass(frozen=True)
class Try:
    """One attempt as the log shows it; ``reply`` holds the code and the server's own words."""

    number: int
    at: datetime
    host: str
    state: str
    tone: str
    reply: str


@dataclass(frozen=True)
class Entry:
    """One delivery as the log shows it."""

    delivery: Delivery
    state: str
    tone: str
    tries: Sequence[Try]
    next_try: datetime | None
    bounce: Bounce | None

    @property
    def rows(self) -> list[dict[str, str]]:
        """The attempts as the macro `delivery_log` shows them, and that the letter came back, where it did."""
        tries = [
            {
                "addressee": _("Try %(number)d", number=one.number),
                "state": one.state,
                "tone": one.tone,
                "at": format_datetime(one.at, SECONDS),
                "iso": one.at.isoformat(),
                "channel": one.host,
                "reply": one.reply,
            }
            for one in self.tries
        ]
        return tries if self.bounce is None else [*tries, _came_back(self.bounce)]


def entries(campaign: Campaign) -> list[Entry]:
    """Every delivery of the campaign, with every attempt."""
    return [_entry(delivery) for delivery in queries.deliveries(campaign)]


def still_open(campaign: Campaign, *, public: bool = False) -> list[str]:
    """What still waits for somebody: letters on their way or lost, answers not given, follow-ups due.

    For the public, follow-ups are left out of words: only that one is due, and when.
    """
    rows = queries.deliveries(campaign)
    lodged = list(lodging_words.still_open(campaign, public=public)) if is_lodged(campaign) else []
    if not rows and not lodged:
        return []
    replies = queries.replies(campaign)
    follow_ups = [row for row in queries.follow_ups(campaign) if row.done_at is None]
    return [*lodged, *_letters(rows), *_answers(rows, replies), *(_follow_up(row, public=public) for row in follow_ups)]


def _entry(delivery: Delivery) -> Entry:
    word, tone = state_in_words(delivery.state)
    message = queries.message_of(delivery)
    waiting = delivery.state == DeliveryState.DEFERRED and message is not None
    return Entry(
        delivery,
        word,
        tone,
        [_try(attempt) for attempt in queries.attempts(delivery)],
        message.due_at if waiting and message else None,
        message.bounce if message else None,
    )


def _came_back(bounce: Bounce) -> dict[str, str]:
    word, tone = state_in_words(DeliveryState.BOUNCED)
    return {
        "addressee": _("Afterwards"),
        "state": word,
        "tone": tone,
        "at": format_datetime(bounce.at, SECONDS),
        "iso": bounce.at.isoformat(),
        "channel": "",
        "reply": bounce.said or _("The server gave no reason that we can read."),
    }


def _try(attempt: Attempt) -> Try:
    word, tone = try_in_words(attempt.result)
    reply = f"{attempt.reply_code or ''} {attempt.reply_text}".strip()
    return Try(attempt.number, attempt.finished_at or attempt.started_at, attempt.host, word, tone, reply)


def _letters(rows: Sequence[Delivery]) -> Iterator[str]:
    for row in rows:
        if row.state in ON_THE_WAY:
            yield _("The letter to %(office)s is still on its way.", office=row.addressee_name)
        elif row.state in LOST:
            yield _("The letter has not reached %(office)s.", office=row.addressee_name)
        elif row.state == DeliveryState.UNKNOWN:
            yield _("It is not known whether the letter to %(office)s left.", office=row.addressee_name)


def _answers(rows: Sequence[Delivery], replies: Sequence[Reply]) -> Iterator[str]:
    if any(reply.delivery_id is None for reply in replies):
        return
    answered = {reply.delivery_id for reply in replies}
    for row in rows:
        if row.state in ARRIVED and row.id not in answered:
            yield _("%(office)s has not answered yet.", office=row.addressee_name)


def _follow_up(row: FollowUp, *, public: bool) -> str:
    day = format_date(row.due_on, "d MMMM y")
    late = _days_late(row.due_on)
    if public:
        return _("A follow-up was due on %(day)s.", day=day) if late else _("A follow-up is due on %(day)s.", day=day)
    if late:
        return ngettext(
            "“%(task)s” was due on %(day)s, %(num)d day ago.",
            "“%(task)s” was due on %(day)s, %(num)d days ago.",
            late,
            task=row.task,
            day=day,
        )
    return _("“%(task)s” is due on %(day)s.", task=row.task, day=day)


def _days_late(due_on: date) -> int:
    return max((today() - due_on).days, 0)
