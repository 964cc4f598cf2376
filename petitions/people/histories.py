"""A person's mandates in words: what rosters show, where they leave a gap, and what was held on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from petitions.core.clock import today
from petitions.core.dates import Precision, UncertainDate
from petitions.people import hand_queries, holding
from petitions.people.bodies import country_name
from petitions.people.holding import Fault, FaultKind, Seat, Window
from petitions.people.models import Mandate, Person
from petitions.people.queries import mandate_at
from petitions.people.sightings import last_seen
from petitions.people.told import Mandates
from petitions.people.words import body_name, group_name


@dataclass(frozen=True, slots=True)
class Stretch:
    """A mandate in words: `seen` on which rosters, what came `then`, and who vouches for one entered `by_hand`."""

    body: str
    country: str
    group: str
    since: date | None
    seen: UncertainDate
    then: str
    mandate: Mandate
    by_hand: str
    role: str


@dataclass(frozen=True, slots=True)
class OnDay:
    """What was held on a day: `possible` has one sentence when it is sure, else all that may be true, and `why`."""

    day: str
    possible: Sequence[str]
    why: str = ""


def history(person: Person) -> list[Stretch]:
    """Every mandate with what followed it, the latest first. What lies between two rosters is a window."""
    found = [
        _stretch(seat, body.seats[place + 1 :], body.days)
        for body in Mandates([person]).told(person)
        for place, seat in enumerate(body.seats)
    ]
    return found[::-1]


def faults(person: Person) -> list[str]:
    """Gaps and overlaps between the person's mandates of one body, each as a sentence."""
    told = Mandates([person]).told(person)
    return [_fault(body.body, fault) for body in told for fault in holding.faults(body.seats, body.days)]


def on_day(person: Person, day: date) -> OnDay:
    """What rosters tell of the mandate on that day, in sentences."""
    found = mandate_at(person, day)
    printed = _day(day)
    if not found.seats:
        return OnDay(printed, [_("No roster shows a mandate on that day.")])
    possible = [_held(seat) if seat else _("no mandate") for seat in found.possible]
    return OnDay(printed, possible, _why(found.seats, found.window) if found.certain is None else "")


def _held(mandate: Mandate) -> str:
    return _(
        "%(body)s, %(country)s, %(group)s",
        body=body_name(mandate.body),
        country=country_name(mandate.delegation),
        group=group_name(mandate.body, mandate.group_code),
    )


def _why(held: Sequence[Mandate], window: Window | None) -> str:
    if window is None:
        return _("Rosters show both on that day. Look it up in the body’s own register.")
    if window.after is None:
        return _("No roster before %(day)s tells. Look it up in the body’s own register.", day=_day(window.before))
    between = _window(window.after, window.before)
    if len(held) == 1 and held[0].since == window.after:
        return _(
            "The mandate was entered on %(since)s, and the group shows on a roster of %(seen)s for the first time.",
            since=_day(window.after),
            seen=_day(window.before),
        )
    return _(
        "This changed %(window)s, and no roster tells the day. Look it up in the body’s own register.", window=between
    )


def _stretch(seat: Seat[Mandate], later: Sequence[Seat[Mandate]], days: Sequence[date]) -> Stretch:
    mandate, once = seat.held, seat.first_seen == seat.last_seen
    entry = mandate.roster.entry
    return Stretch(
        body=body_name(mandate.body),
        country=country_name(mandate.delegation),
        group=group_name(mandate.body, mandate.group_code),
        since=seat.since,
        seen=UncertainDate(Precision.DAY if once else Precision.RANGE, seat.first_seen, seat.last_seen),
        then=_then(seat, later, days),
        mandate=mandate,
        by_hand=hand_queries.basis(entry) if entry else "",
        role=entry.role if entry else "",
    )


def _then(seat: Seat[Mandate], later: Sequence[Seat[Mandate]], days: Sequence[date]) -> str:
    """What is known to have followed: an end, an absence, another mandate, or nothing yet."""
    if seat.until:
        known = hand_queries.ending(seat.held)
        ended = _("ended on %(day)s", day=_day(seat.until))
        return f"{ended} ({hand_queries.basis(known)})" if known else ended
    absent = [day for day in days if day > seat.last_seen and not any(other.first_seen <= day for other in later)]
    if absent:
        return _("left %(window)s", window=_window(seat.last_seen, absent[0]))
    if later:
        return _("changed %(window)s", window=_window(seat.last_seen, later[0].first_seen))
    seen = last_seen(seat.held, today())
    return _("nothing newer is known: %(seen)s", seen=seen) if seen else _("nothing newer is known")


def _fault(body: str, fault: Fault) -> str:
    window = _window(fault.first, fault.last)
    if fault.kind is FaultKind.GAP:
        return _("%(body)s: a gap %(window)s, in which no mandate is shown.", body=body_name(body), window=window)
    return _("%(body)s: two mandates overlap %(window)s.", body=body_name(body), window=window)


def _window(after: date, before: date) -> str:
    return UncertainDate(Precision.WINDOW, after, before).label


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y"))
