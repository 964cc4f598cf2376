"""Finding people by name and by filters: the database gives few candidates, `NameIndex` judges their names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, overload
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload

import petitions.people.hand_models  # noqa: F401  # a roster's entry is one of its rows
from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.people.bodies import bodies, country_code, group_codes
from petitions.people.candidates import bearers, candidates
from petitions.people.committees.finding import sitting
from petitions.people.common_words import Common, common
from petitions.people.models import Mandate, Person, Roster
from petitions.people.name_tables import batches
from petitions.people.names import EXACT, UNFINISHED, Candidate, NameIndex, query_words
from petitions.people.one_entry import OneEntry
from petitions.people.spelling import words

WITH_ROSTER = joinedload(Mandate.roster).joinedload(Roster.entry)


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


class _Name(NamedTuple):
    """A name that is to be judged, with the mandate of its bearer."""

    mandate_id: UUID
    given_name: str
    surname: str
    filed_as: str
    person_id: UUID


class Hits(Sequence[Found]):
    """People found, in order; only those that are looked at are read."""

    def __init__(self, total: int, read: Callable[[int, int], list[Found]]) -> None:
        self._total = total
        self._read = read

    def __len__(self) -> int:
        return self._total

    def __iter__(self) -> Iterator[Found]:
        """All of them, read in a few statements and not one by one."""
        return iter(self[:])

    @overload
    def __getitem__(self, place: int) -> Found: ...

    @overload
    def __getitem__(self, place: slice) -> list[Found]: ...

    def __getitem__(self, place: int | slice) -> Found | list[Found]:
        if isinstance(place, slice):
            start, stop, _step = place.indices(self._total)
            return self._read(start, stop) if start < stop else []
        return self._read(*slice(place, place + 1).indices(self._total)[:2])[0]


@dataclass(frozen=True, slots=True)
class Filters:
    """Whom a search looks at. Country and group may be a code or a name, a committee is its code.

    ``fully`` leaves a committee's substitutes out.
    """

    body: str = ""
    country: str = ""
    group: str = ""
    committee: str = ""
    fully: bool = False


def hits(actor: Actor, *, text: str = "", **filters: Any) -> Hits:
    """Who is meant, best first; nobody rather than a near name. Without words all who fit the `Filters`, by surname.

    Country and group are those of the person's latest mandate, the committee is that of the newest roster that tells.
    """
    wanted = Filters(**filters)
    one = OneEntry(actor.organisation_id, wanted.body)
    fits = fitting(actor, one, wanted)
    listed = common(text, fits) if text.strip() else None
    if listed is not None:
        return Hits(listed.exact + listed.others, lambda start, stop: _read(_unjudged(listed, start, stop), one))
    if text.strip():
        named = _named(text, fits, one)
        return Hits(len(named), lambda start, stop: _read(named[start:stop], one))
    total = db.session.scalar(select(func.count()).select_from(Mandate).join(Mandate.person).where(fits)) or 0
    return Hits(total, lambda start, stop: _listed(fits, one, start, stop))


def visible_to(owner: InstrumentedAttribute[UUID | None], actor: Actor) -> ColumnElement[bool]:
    """The condition under which an actor sees what a register holds."""
    return or_(owner.is_(None), owner == actor.organisation_id)


def fitting(actor: Actor, one: OneEntry, wanted: Filters) -> ColumnElement[bool]:
    """Each member once, with the latest mandate; where both registers have the member, from the newer roster."""
    other, bearer = aliased(Mandate), aliased(Person)
    newer = tuple_(other.last_seen, bearer.organisation_id.is_not(None), other.first_seen, other.id) > tuple_(
        Mandate.last_seen, Person.organisation_id.is_not(None), Mandate.first_seen, Mandate.id
    )
    same = and_(other.body == Mandate.body, other.member_id == Mandate.member_id, other.id != Mandate.id)
    followed = exists().where(same, bearer.id == other.person_id, visible_to(bearer.organisation_id, actor), newer)
    fits = [visible_to(Person.organisation_id, actor), one.where(~followed)]
    if wanted.body:
        fits.append(Mandate.body == wanted.body if wanted.body in bodies() else literal(False))
    if wanted.country:
        fits.append(Mandate.delegation == country_code(wanted.country))
    if wanted.group:
        fits.append(or_(*(_of_group(each, wanted.group) for each in bodies())))
    if wanted.committee:
        seen = visible_to(Roster.organisation_id, actor)
        fits.append(sitting(seen, wanted.committee, one.bearers, fully=wanted.fully))
    return and_(*fits)


def _of_group(body: str, group: str) -> ColumnElement[bool]:
    return and_(Mandate.body == body, Mandate.group_code.in_(group_codes(body, group)))


def _named(text: str, fits: ColumnElement[bool], one: OneEntry) -> list[Hit]:
    found = [row for some in batches(one.bearers(candidates(text))) for row in _names(fits, Person.id.in_(some))]
    rows = [name for row in found for name in _under_all_names(row, one)]
    if rows:
        rows += _standing(query_words(text), rows, fits)
    ordered = sorted(rows, key=lambda row: (row.filed_as, row.person_id, row.mandate_id))
    places: dict[UUID, int] = {}
    refs = [places.setdefault(row.mandate_id, place) for place, row in enumerate(ordered)]
    index = NameIndex(Candidate(ref, row.given_name, row.surname) for ref, row in zip(refs, ordered, strict=True))
    matches = index.match(text, unfinished=True)
    return [Hit(ordered[int(match.candidate.ref)].mandate_id, match.score, match.sure) for match in matches]


def _under_all_names(row: _Name, one: OneEntry) -> list[_Name]:
    """The row as it stands, or once for each name of somebody who was merged."""
    names = [(entry.given_name, entry.surname, entry.filed_as) for entry in one.names(row.person_id)]
    return [_Name(row.mandate_id, *name, row.person_id) for name in names] or [row]


def _standing(asked: Sequence[str], rows: Sequence[_Name], fits: ColumnElement[bool]) -> list[_Name]:
    """For each word that nobody among these bears somebody who does: a word that stands on a roster is no slip."""
    borne = {word for row in rows for name in (row.given_name, row.surname) for word in words(name)}
    missing = [word for word in dict.fromkeys(asked) if word not in borne]
    return [row for word in missing for row in _names(fits, Person.id.in_(bearers(word)), limit=1)]


def _names(*conditions: ColumnElement[bool], limit: int | None = None) -> list[_Name]:
    query = select(Mandate.id, Person.given_name, Person.surname, Person.filed_as, Person.id)
    query = query.join(Mandate.person).where(*conditions).limit(limit)
    return [_Name(*row) for row in db.session.execute(query)]


def _unjudged(listed: Common, start: int, stop: int) -> list[Hit]:
    return [Hit(mandate_id, EXACT if very else UNFINISHED, False) for mandate_id, very in listed.page(start, stop)]


def _read(found: Sequence[Hit], one: OneEntry) -> list[Found]:
    query = select(Mandate, Person).join(Mandate.person).options(WITH_ROSTER)
    rows = {
        mandate.id: (one.kept(person), mandate)
        for some in batches([hit.mandate_id for hit in found])
        for mandate, person in db.session.execute(query.where(Mandate.id.in_(some)))
    }
    return [Found(*rows[hit.mandate_id], hit.score, hit.sure) for hit in found]


def _listed(fits: ColumnElement[bool], one: OneEntry, start: int, stop: int) -> list[Found]:
    query = select(Person, Mandate).join(Mandate.person).where(fits).order_by(Person.filed_as, Person.id, Mandate.id)
    rows = db.session.execute(query.options(WITH_ROSTER).offset(start).limit(stop - start))
    return [Found(one.kept(person), mandate, 1.0, False) for person, mandate in rows]
