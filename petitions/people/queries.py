"""Reads of people. An actor sees the server's register and that of the actor's own organisation."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.people.addresses import masked
from petitions.people.bodies import country_code, group_codes
from petitions.people.models import Mandate, Person, Roster, WaitingRow
from petitions.people.names import Candidate, NameIndex
from petitions.people.reasons import Reason, trouble
from petitions.people.rules import holds
from petitions.people.sentences import Sentence
from petitions.people.spelling import fold


@dataclass(frozen=True, slots=True)
class Found:
    """A person with the latest mandate known. `sure` marks the one person whom the words searched must mean."""

    person: Person
    mandate: Mandate
    score: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A roster's row that waits: its line, the name on it, and what is the matter."""

    line: int
    label: str
    why: tuple[Sentence, ...]


def get_visible(actor: Actor, person_id: UUID) -> Person:
    """A person on a roster that the actor may see. Raises `NotFound` for every other."""
    query = select(Person).where(Person.id == person_id, _visible(Person.organisation_id, actor))
    person = db.session.scalars(query).first()
    if person is None:
        raise NotFound(_("There is no such person."))
    return person


def search(actor: Actor, *, text: str = "", body: str = "", country: str = "", group: str = "") -> list[Found]:
    """Who is meant, best first; nobody rather than a near name. Without words all who fit, by surname.

    Country and group may be given as code or name; they are those of the person's latest mandate.
    """
    people = _latest(actor, body)
    if country:
        people = [found for found in people if found.mandate.delegation == country_code(country)]
    if group:
        people = [found for found in people if found.mandate.group_code in group_codes(found.mandate.body, group)]
    return _named(people, text) if text.strip() else sorted(people, key=_by_surname)


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
    return next((row.address for row in person.addresses if row.superseded_at is None), "")


def rosters(actor: Actor) -> Sequence[Roster]:
    """The imports that the actor may see, those of the latest day first."""
    query = select(Roster).where(_visible(Roster.organisation_id, actor))
    return db.session.scalars(query.order_by(Roster.as_of.desc(), Roster.imported_at.desc())).all()


def get_roster(actor: Actor, roster_id: UUID) -> Roster:
    """A roster that the actor may see. Raises `NotFound` for every other."""
    query = select(Roster).where(Roster.id == roster_id, _visible(Roster.organisation_id, actor))
    roster = db.session.scalars(query).first()
    if roster is None:
        raise NotFound(_("There is no such roster."))
    return roster


def on_roster(roster: Roster) -> list[Found]:
    """Everyone whom the roster shows, by surname, with the mandate that it is a sign of."""
    query = (
        select(Person, Mandate)
        .join(Mandate.person)
        .where(
            Person.organisation_id == roster.organisation_id,
            Mandate.body == roster.body,
            Mandate.first_seen <= roster.as_of,
            Mandate.last_seen >= roster.as_of,
        )
    )
    people = [Found(person, mandate, 1.0, False) for person, mandate in db.session.execute(query)]
    return sorted(people, key=_by_surname)


def waiting(roster: Roster) -> list[Waiting]:
    """The rows that wait, by line, with the reasons in sentences; addresses are masked."""
    return [Waiting(row.line, row.label, _why(row.row)) for row in roster.waiting]


def _visible(owner: InstrumentedAttribute[UUID | None], actor: Actor) -> ColumnElement[bool]:
    return or_(owner.is_(None), owner == actor.organisation_id)


def _latest(actor: Actor, body: str) -> list[Found]:
    """Each member once, with the latest mandate; where both registers have the member, from the newer roster."""
    query = select(Person, Mandate).join(Mandate.person).where(_visible(Person.organisation_id, actor))
    if body:
        query = query.where(Mandate.body == body)
    own_last = query.order_by(Mandate.last_seen, Person.organisation_id.is_not(None))
    latest = {(mandate.body, mandate.member_id): (person, mandate) for person, mandate in db.session.execute(own_last)}
    return [Found(person, mandate, 1.0, False) for person, mandate in latest.values()]


def _named(people: Sequence[Found], text: str) -> list[Found]:
    index = NameIndex(Candidate(ref, found.person.given_name, found.person.surname) for ref, found in enumerate(people))
    return [
        Found(people[int(hit.candidate.ref)].person, people[int(hit.candidate.ref)].mandate, hit.score, hit.sure)
        for hit in index.match(text, unfinished=True)
    ]


def _by_surname(found: Found) -> tuple[str, str]:
    return fold(found.person.surname), fold(found.person.given_name)


def _why(kept: str) -> tuple[Sentence, ...]:
    troubles = json.loads(kept)["troubles"]
    return tuple(
        trouble(Reason(entry["reason"]), {**entry["values"], "address": masked(entry["values"]["address"])}).sentence
        for entry in troubles
    )
