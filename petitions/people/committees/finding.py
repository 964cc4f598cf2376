"""The condition that somebody sits on a committee, by the newest roster that tells of committees."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, tuple_

from petitions.core.db import db
from petitions.people.committees.models import Seat, committee_seats
from petitions.people.models import Mandate, Person, Roster

T = committee_seats.c
Bearers = Callable[[Iterable[UUID]], list[UUID]]


def telling(visible: ColumnElement[bool]) -> Mapping[str, UUID]:
    """By body the newest of the visible rosters that tells of committees."""
    tells = exists().where(T.roster_id == Roster.id)
    query = select(Roster.body, Roster.id).where(visible, tells)
    rosters = db.session.execute(query.order_by(Roster.as_of, Roster.organisation_id.is_not(None), Roster.imported_at))
    return {row.body: row.id for row in rosters}


def sitting(visible: ColumnElement[bool], code: str, bearers: Bearers, *, fully: bool) -> ColumnElement[bool]:
    """That the bearer of a mandate sits on the committee; ``fully`` leaves substitutes out.

    Members of both registers are known by body and id. ``bearers`` gives, beside persons, who is shown for them.
    """
    seat = and_(T.code == code, T.roster_id.in_(telling(visible).values()))
    if fully:
        seat = and_(seat, T.role != Seat.SUBSTITUTE)
    holders = list(db.session.scalars(select(T.person_id).where(seat)))
    ids = select(Mandate.body, Mandate.member_id).join(Roster, Roster.body == Mandate.body)
    ids = ids.join(committee_seats, and_(T.roster_id == Roster.id, T.person_id == Mandate.person_id)).where(seat)
    shown = set(bearers(holders)) - set(holders)
    return or_(tuple_(Mandate.body, Mandate.member_id).in_(ids), Person.id.in_(shown))
