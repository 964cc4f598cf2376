"""Searching for one word that hundreds bear, as `ma` or `maria`: nobody is meant yet, so they are listed, not judged.

The list is read from the index a page at a time, by surname; whoever bears the very word comes first. Who was merged
stands there by the name under which the latest mandate was seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from petitions.core.db import db
from petitions.people.candidates import begins, is_word
from petitions.people.models import Mandate, Person
from petitions.people.name_tables import person_words
from petitions.people.names import query_words

MANY = 400
MOST = 500


@dataclass(frozen=True, slots=True)
class Common:
    """How many bear the very word, and how many another that it may be the beginning of; `MOST` stands for more."""

    word: str
    fits: ColumnElement[bool]
    exact: int
    others: int

    def page(self, start: int, stop: int) -> list[tuple[UUID, bool]]:
        """The mandates from one place of the list to another, and for each whether the very word is borne."""
        first = self._read(True, start, min(stop, self.exact))
        rest = self._read(False, max(start, self.exact) - self.exact, max(stop, self.exact) - self.exact)
        return [*((one, True) for one in first), *((one, False) for one in rest)]

    def _read(self, exact: bool, start: int, stop: int) -> Sequence[UUID]:
        if start >= stop:
            return []
        query = select(Mandate.id).join(Mandate.person).where(self.fits, _bears(self.word, exact))
        query = query.order_by(Person.filed_as, Person.id, Mandate.id).offset(start).limit(stop - start)
        return db.session.scalars(query).all()


def common(text: str, fits: ColumnElement[bool]) -> Common | None:
    """The list of whoever bears the one word that is asked for, if so many do that it is one; else None."""
    asked = query_words(text)
    if len(asked) != 1 or _count(select(person_words.c.word).where(begins(asked[0])).limit(MANY + 1)) <= MANY:
        return None
    exact, every = (_persons(_bearers(fits, which)) for which in (is_word(asked[0]), begins(asked[0])))
    return Common(asked[0], fits, exact, max(0, every - exact)) if every > MANY else None


def _bearers(fits: ColumnElement[bool], word: ColumnElement[bool]) -> Select[UUID]:
    """Twice as many rows as are counted: who bears two such words stands there twice, and to sort all takes long."""
    query = select(Mandate.id).select_from(person_words).join(Person, Person.id == person_words.c.person_id)
    return query.join(Mandate, Mandate.person_id == Person.id).where(word, fits).limit(2 * MOST)


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _persons(query: Select[UUID]) -> int:
    rows = query.subquery()
    return min(MOST, db.session.scalar(select(func.count(rows.c.id.distinct()))) or 0)


def _bears(word: str, exact: bool) -> ColumnElement[bool]:
    mine = person_words.c.person_id == Person.id
    very = exists().where(mine, is_word(word))
    return very if exact else and_(exists().where(mine, begins(word)), ~very)
