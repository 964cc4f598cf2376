"""Who in a register may be the same person twice. It is only ever suggested: a person decides."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select, tuple_

from petitions.core.db import db
from petitions.people.candidates import candidates
from petitions.people.merge_queries import selves_in
from petitions.people.models import Mandate, Person
from petitions.people.name_tables import batches
from petitions.people.names import RIVAL, Candidate, NameIndex, query_words
from petitions.people.spelling import words

MOST = 20


def doubles(person: Person) -> list[Person]:
    """Others in the register with an id that the person has in the same body, or with a near name."""
    entries = [db.session.get_one(Person, one) for one in selves_in(person.organisation_id).of(person.id)]
    texts = [text for entry in entries for text in _texts(entry)]
    return _once(person, [*_same_member(entries), *(other for text in texts for other in _bearing(person, text))])


def bearing(person: Person, text: str) -> list[Person]:
    """Others in the person's register whom a typed name may mean, the likeliest first."""
    return _once(person, _bearing(person, text, unfinished=True))


def _texts(entry: Person) -> Iterator[str]:
    """The name, and the name cut to one given name and one surname, as another roster may have it."""
    yield entry.name
    yield " ".join([*words(entry.given_name)[:1], *query_words(entry.surname)[:1]])


def _bearing(person: Person, text: str, *, unfinished: bool = False) -> list[Person]:
    found = {str(other.id): other for some in batches(candidates(text)) for other in _of(person, Person.id.in_(some))}
    index = NameIndex(Candidate(key, other.given_name, other.surname) for key, other in found.items())
    matches = index.match(text, unfinished=unfinished)
    return [found[str(match.candidate.ref)] for match in matches if match.score > RIVAL]


def _same_member(entries: Sequence[Person]) -> Iterable[Person]:
    ids = [(mandate.body, mandate.member_id) for entry in entries for mandate in entry.mandates]
    mine = select(Mandate.person_id).where(tuple_(Mandate.body, Mandate.member_id).in_(ids))
    return _of(entries[0], Person.id.in_(mine)) if ids else ()


def _of(person: Person, condition: ColumnElement[bool]) -> Sequence[Person]:
    query = select(Person).where(Person.organisation_id == person.organisation_id, condition)
    return db.session.scalars(query.order_by(Person.filed_as, Person.id)).all()


def _once(person: Person, found: Iterable[Person]) -> list[Person]:
    """Each under the entry that is kept, without the person itself."""
    one = selves_in(person.organisation_id)
    kept: dict[UUID, None] = dict.fromkeys(one.kept(other.id) for other in found)
    kept.pop(one.kept(person.id), None)
    return [db.session.get_one(Person, other) for other in list(kept)[:MOST]]
