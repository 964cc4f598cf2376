"""Reads of rosters: which imports an actor may see, whom they show, and which rows wait."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.people.addresses import masked
from petitions.people.models import Mandate, Person, Roster, WaitingRow
from petitions.people.queries import by_surname
from petitions.people.reasons import Reason, trouble
from petitions.people.search_queries import WITH_ROSTER, Found, visible_to
from petitions.people.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Waiting:
    """A roster's row that waits: its line, the name on it, and what is the matter."""

    id: UUID
    line: int
    label: str
    reasons: tuple[Reason, ...]
    why: tuple[Sentence, ...]


def rosters(actor: Actor) -> Sequence[Roster]:
    """The imports that the actor may see, those of the latest day first."""
    query = select(Roster).where(visible_to(Roster.organisation_id, actor), ~Roster.is_by_hand)
    return db.session.scalars(query.order_by(Roster.as_of.desc(), Roster.imported_at.desc())).all()


def get_roster(actor: Actor, roster_id: UUID) -> Roster:
    """A roster that the actor may see. Raises `NotFound` for every other."""
    query = select(Roster).where(Roster.id == roster_id, visible_to(Roster.organisation_id, actor), ~Roster.is_by_hand)
    roster = db.session.scalars(query).first()
    if roster is None:
        raise NotFound(_("There is no such roster."))
    return roster


def on_roster(roster: Roster) -> list[Found]:
    """Everyone whom the roster shows, by surname, with the mandate that it is a sign of."""
    query = (
        select(Person, Mandate)
        .join(Mandate.person)
        .options(WITH_ROSTER)
        .where(
            Person.organisation_id == roster.organisation_id,
            Mandate.body == roster.body,
            Mandate.first_seen <= roster.as_of,
            Mandate.last_seen >= roster.as_of,
        )
    )
    people = [Found(person, mandate, 1.0, False) for person, mandate in db.session.execute(query)]
    return sorted(people, key=by_surname)


def waiting(roster: Roster) -> list[Waiting]:
    """The rows that wait, by line, with the reasons in sentences; addresses are masked."""
    return [
        Waiting(row.id, row.line, row.label, tuple(map(Reason, row.reason.split(","))), why(row))
        for row in roster.waiting
        if row.is_open
    ]


def get_row(roster: Roster, row_id: UUID) -> WaitingRow:
    """One of the roster's rows that wait or waited. Raises `NotFound` for every other."""
    row = next((row for row in roster.waiting if row.id == row_id), None)
    if row is None:
        raise NotFound(_("There is no such row."))
    return row


def decided(roster: Roster) -> list[WaitingRow]:
    """The rows that somebody took or refused, by line."""
    return [row for row in roster.waiting if not row.is_open]


def chosen(roster: Roster, ids: Collection[str], reasons: Collection[str]) -> list[WaitingRow]:
    """The rows named by id, and all those that still wait for one of the reasons."""
    return [
        row
        for row in roster.waiting
        if str(row.id) in ids or (row.is_open and not set(row.reason.split(",")).isdisjoint(reasons))
    ]


def why(row: WaitingRow) -> tuple[Sentence, ...]:
    """Why a row waits or waited, in sentences; addresses are masked."""
    troubles = json.loads(row.row)["troubles"]
    return tuple(
        trouble(Reason(entry["reason"]), {**entry["values"], "address": masked(entry["values"]["address"])}).sentence
        for entry in troubles
    )
