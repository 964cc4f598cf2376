"""Reads of people. An actor sees the server's register and that of the actor's own organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import exists, select

from petitions.core.actor import Actor
from petitions.core.dates import Precision, UncertainDate
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.people.addresses import masked
from petitions.people.bodies import country_name
from petitions.people.models import Address, Mandate, Person, Roster, WaitingRow
from petitions.people.rules import holds
from petitions.people.search_queries import Found, hits, visible_to
from petitions.people.spelling import fold
from petitions.people.words import body_name, group_name, provenance


@dataclass(frozen=True, slots=True)
class Stretch:
    """A mandate in words: `seen` on which rosters, and what came `then`."""

    body: str
    country: str
    group: str
    since: date | None
    seen: UncertainDate
    then: str


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered address, all but hidden, with its source and the moment of its registration."""

    masked: str
    provenance: str
    registered_at: datetime


def get_visible(actor: Actor, person_id: UUID) -> Person:
    """A person on a roster that the actor may see. Raises `NotFound` for every other."""
    query = select(Person).where(Person.id == person_id, visible_to(Person.organisation_id, actor))
    person = db.session.scalars(query).first()
    if person is None:
        raise NotFound(_("There is no such person."))
    return person


def search(actor: Actor, *, text: str = "", body: str = "", country: str = "", group: str = "") -> list[Found]:
    """Who is meant, best first; nobody rather than a near name. Without words all who fit, by surname.

    Country and group may be given as code or name; they are those of the person's latest mandate.
    """
    return list(hits(actor, text=text, body=body, country=country, group=group))


def mandate_at(person: Person, on: date) -> Mandate | None:
    """The mandate held that day as far as rosters tell; None before the first one and from the one that lacks it.

    Between two rosters the earlier one stands: the change is known only when the later one has shown it.
    """
    for mandate in sorted(person.mandates, key=lambda mandate: mandate.first_seen, reverse=True):
        if holds(mandate.first_seen, mandate.last_seen, mandate.until, absences(person, mandate), on):
            return mandate
    return None


def absences(person: Person, mandate: Mandate) -> Sequence[date]:
    """Days of later rosters of this register that lack the person, or show another group, in order.

    A row that waits under the person's name is no absence.
    """
    waits = exists().where(WaitingRow.roster_id == Roster.id, WaitingRow.label == person.name)
    query = select(Roster.as_of).where(
        Roster.organisation_id == person.organisation_id,
        Roster.body == mandate.body,
        Roster.as_of > mandate.last_seen,
        ~waits,
    )
    return db.session.scalars(query.distinct().order_by(Roster.as_of)).all()


def current_address(person: Person) -> str:
    """The registered address in force, or the empty string."""
    current = _current(person)
    return current.address if current else ""


def registered(person: Person) -> Registered | None:
    """The address in force as a page may show it, or None."""
    current = _current(person)
    if current is None:
        return None
    roster = db.session.get(Roster, current.roster_id) if current.roster_id else None
    return Registered(masked(current.address), provenance(roster) if roster else "", current.registered_at)


def history(person: Person) -> list[Stretch]:
    """Every mandate with what followed it, the latest first. What lies between two rosters is a window."""
    ordered = sorted(person.mandates, key=lambda mandate: mandate.first_seen)
    return [_stretch(person, mandate, ordered) for mandate in reversed(ordered)]


def by_surname(found: Found) -> tuple[str, str]:
    """The key that sorts people as a list of names does."""
    return fold(found.person.surname), fold(found.person.given_name)


def _current(person: Person) -> Address | None:
    return next((row for row in person.addresses if row.superseded_at is None), None)


def _stretch(person: Person, mandate: Mandate, ordered: Sequence[Mandate]) -> Stretch:
    once = mandate.first_seen == mandate.last_seen
    return Stretch(
        body=body_name(mandate.body),
        country=country_name(mandate.delegation),
        group=group_name(mandate.body, mandate.group_code),
        since=mandate.since,
        seen=UncertainDate(Precision.DAY if once else Precision.RANGE, mandate.first_seen, mandate.last_seen),
        then=_then(person, mandate, ordered),
    )


def _then(person: Person, mandate: Mandate, ordered: Sequence[Mandate]) -> str:
    """What is known to have followed: another mandate, an end, an absence, or nothing yet."""
    later = [other for other in ordered if other.body == mandate.body and other.first_seen > mandate.last_seen]
    if later:
        return _("changed %(window)s", window=_window(mandate.last_seen, later[0].first_seen))
    if mandate.until:
        return _("ended on %(day)s", day=UncertainDate(Precision.DAY, mandate.until).label)
    if absent := absences(person, mandate):
        return _("left %(window)s", window=_window(mandate.last_seen, absent[0]))
    return _("nothing newer is known")


def _window(after: date, before: date) -> str:
    return UncertainDate(Precision.WINDOW, after, before).label
