"""Reads of committees: which there are, and on which somebody sits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.people.committees.finding import T, telling
from petitions.people.committees.models import Seat, committee_seats
from petitions.people.committees.words import committee_name, seat_name
from petitions.people.models import Mandate, Person, Roster
from petitions.people.search_queries import visible_to
from petitions.people.words import provenance

_IN_ORDER = (Seat.CHAIR, Seat.VICE_CHAIR, Seat.MEMBER, Seat.SUBSTITUTE)


@dataclass(frozen=True, slots=True)
class Seats:
    """On which committees somebody sits, in words, and by which roster."""

    committees: Sequence[tuple[str, str]]
    provenance: str


def choices(actor: Actor, among: Collection[str] = ()) -> list[tuple[str, str]]:
    """The committees of the bodies, or of all, as choices by name: code and name."""
    newest = {
        roster_id: body
        for body, roster_id in telling(visible_to(Roster.organisation_id, actor)).items()
        if not among or body in among
    }
    query = select(T.roster_id, T.code).where(T.roster_id.in_(newest)).distinct()
    named = {code: committee_name(code, newest[roster_id]) for roster_id, code in db.session.execute(query)}
    return sorted(named.items(), key=lambda pair: (pair[1], pair[0]))


def seats_of(entries: Sequence[Person]) -> list[Seats]:
    """The seats of somebody, who may stand under several entries, as on the newest roster that tells of any.

    A roster on which the person does not stand says nothing of the person's seats.
    """
    ids = [entry.id for entry in entries]
    found = [(roster, _seats(roster, T.person_id.in_(ids))) for roster in _newest(ids)]
    return [Seats(seats, provenance(roster)) for roster, seats in found if seats]


def _newest(person_ids: Sequence[object]) -> list[Roster]:
    """By body the newest roster that tells of committees and shows one of these persons."""
    stands = exists().where(
        Mandate.person_id.in_(person_ids),
        Mandate.person_id == Person.id,
        Person.organisation_id.is_not_distinct_from(Roster.organisation_id),
        Mandate.body == Roster.body,
        Mandate.first_seen <= Roster.as_of,
        Mandate.last_seen >= Roster.as_of,
    )
    query = select(Roster).where(stands, exists().where(T.roster_id == Roster.id)).order_by(Roster.as_of)
    return list({roster.body: roster for roster in db.session.scalars(query)}.values())


def _seats(roster: Roster, of: ColumnElement[bool]) -> list[tuple[str, str]]:
    """Committees with the seat on each, chairs first."""
    rows = db.session.execute(select(T.code, T.role).select_from(committee_seats).where(T.roster_id == roster.id, of))
    ranked = sorted((_rank(role), committee_name(code, roster.body), role) for code, role in rows)
    return [(name, seat_name(role)) for _rank_of, name, role in ranked]


def _rank(role: str) -> int:
    return _IN_ORDER.index(Seat(role)) if role in _IN_ORDER else len(_IN_ORDER)
