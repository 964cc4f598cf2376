"""Finding people by name and by filters: the database gives few candidates, `NameIndex` judges their names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.people.bodies import bodies, country_code, group_codes
from petitions.people.candidates import bearing, fitting
from petitions.people.models import Mandate, Person
from petitions.people.name_tables import person_words
from petitions.people.names import Candidate, NameIndex, query_words


@dataclass(frozen=True, slots=True)
class Found:
    """A person with the latest mandate known. `sure` marks the one person whom the words searched must mean."""

    person: Person
    mandate: Mandate
    score: float
    sure: bool


class Hit(NamedTuple):
    """A mandate whose bearer is found, not yet read."""

    mandate_id: UUID
    score: float
    sure: bool


class Hits(Sequence[Found]):
    """People found, in order; only those that are looked at are read."""

    def __init__(self, total: int, read: Callable[[int, int], list[Found]]) -> None:
        self._total = total
        self._read = read

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, place: int) -> Found: ...

    @overload
    def __getitem__(self, place: slice) -> list[Found]: ...

    def __getitem__(self, place: int | slice) -> Found | list[Found]:
        if isinstance(place, slice):
            start, stop, _step = place.indices(self._total)
            return self._read(start, stop) if start < stop else []
        return self._read(*slice(place, place + 1).indices(self._total)[:2])[0]


def hits(actor: Actor, *, text: str = "", body: str = "", country: str = "", group: str = "") -> Hits:
    """Who is meant, best first; nobody rather than a near name. Without words all who fit, by surname.

    Country and group may be given as code or name; they are those of the person's latest mandate.
    """
    fits = _fits(actor, body, country, group)
    if text.strip():
        named = _named(text, fits)
        return Hits(len(named), lambda start, stop: _read(named[start:stop]))
    total = db.session.scalar(select(func.count()).select_from(Mandate).join(Mandate.person).where(fits)) or 0
    return Hits(total, lambda start, stop: _listed(fits, start, stop))


def visible_to(owner: InstrumentedAttribute[UUID | None], actor: Actor) -> ColumnElement[bool]:
    """The condition under which an actor sees what a register holds."""
    return or_(owner.is_(None), owner == actor.organisation_id)


def _fits(actor: Actor, body: str, country: str, group: str) -> ColumnElement[bool]:
    """Each member once, with the latest mandate; where both registers have the member, from the newer roster."""
    other, bearer = aliased(Mandate), aliased(Person)
    newer = tuple_(other.last_seen, bearer.organisation_id.is_not(None), other.first_seen, other.id) > tuple_(
        Mandate.last_seen, Person.organisation_id.is_not(None), Mandate.first_seen, Mandate.id
    )
    same = and_(other.body == Mandate.body, other.member_id == Mandate.member_id)
    followed = exists().where(same, bearer.id == other.person_id, visible_to(bearer.organisation_id, actor), newer)
    fits = [visible_to(Person.organisation_id, actor), ~followed]
    if body:
        fits.append(Mandate.body == body if body in bodies() else literal(False))
    if country:
        fits.append(Mandate.delegation == country_code(country))
    if group:
        fits.append(or_(*(_of_group(each, group) for each in bodies())))
    return and_(*fits)


def _of_group(body: str, group: str) -> ColumnElement[bool]:
    return and_(Mandate.body == body, Mandate.group_code.in_(group_codes(body, group)))


def _named(text: str, fits: ColumnElement[bool]) -> list[Hit]:
    meant = fitting(text)
    if meant is None:
        return []
    query = _names().where(Person.id.in_(meant), fits)
    rows = {row[0]: row for row in db.session.execute(query)}
    for word in dict.fromkeys(query_words(text)):
        rows |= {row[0]: row for row in db.session.execute(_one_bearer(word, fits))}
    ordered = sorted(rows.values(), key=lambda row: row[3:])
    index = NameIndex(Candidate(place, row[1], row[2]) for place, row in enumerate(ordered))
    matches = index.match(text, unfinished=True)
    return [Hit(ordered[int(match.candidate.ref)][0], match.score, match.sure) for match in matches]


def _names() -> Select[UUID, str, str, str, UUID]:
    return select(Mandate.id, Person.given_name, Person.surname, Person.filed_as, Person.id).join(Mandate.person)


def _one_bearer(word: str, fits: ColumnElement[bool]) -> Select[UUID, str, str, str, UUID]:
    joined = person_words.c.person_id == Person.id
    return _names().join(person_words, joined).where(bearing(word), fits).limit(1)


def _read(found: Sequence[Hit]) -> list[Found]:
    query = select(Mandate, Person).join(Mandate.person).where(Mandate.id.in_([hit.mandate_id for hit in found]))
    rows = {mandate.id: (person, mandate) for mandate, person in db.session.execute(query)}
    return [Found(*rows[hit.mandate_id], hit.score, hit.sure) for hit in found]


def _listed(fits: ColumnElement[bool], start: int, stop: int) -> list[Found]:
    query = select(Person, Mandate).join(Mandate.person).where(fits).order_by(Person.filed_as, Person.id, Mandate.id)
    rows = db.session.execute(query.offset(start).limit(stop - start))
    return [Found(person, mandate, 1.0, False) for person, mandate in rows]
