"""Searching for words that hundreds bear, as `ma` or `otto emil`: nobody is meant yet, so they are listed, not judged.

The list is read from the index a page at a time, by surname; whoever bears the very words comes first. Who was merged
stands there by the name under which the latest mandate was seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from petitions.core.db import db, plan_anew
from petitions.people.candidates import begins, is_word
from petitions.people.models import Mandate, Person
from petitions.people.name_tables import person_words
from petitions.people.names import query_words

Way = Callable[[str], ColumnElement[bool]]

MANY = 200
MOST = 500
FEW = 4_000


@dataclass(frozen=True, slots=True)
class Common:
    """How many bear the very words, and how many others that they may be the beginning of; `MOST` stands for more.

    The first of the words is the rarest; ``fewest`` says how often it stands in the index, `FEW` + 1 for more.
    """

    words: tuple[str, ...]
    fits: ColumnElement[bool]
    exact: int
    others: int
    fewest: int

    def page(self, start: int, stop: int) -> list[tuple[UUID, bool]]:
        """The mandates from one place of the list to another, and for each whether the very words are borne."""
        first = self._read(True, start, min(stop, self.exact))
        rest = self._read(False, max(start, self.exact) - self.exact, max(stop, self.exact) - self.exact)
        return [*((one, True) for one in first), *((one, False) for one in rest)]

    def _read(self, exact: bool, start: int, stop: int) -> Sequence[UUID]:
        if start >= stop:
            return []
        very = _bears(self.words, is_word)
        others = () if exact else (~very,)
        if self.fewest > FEW:
            query = self._in_order(very if exact else _bears(self.words, begins), *others)
        else:
            query = self._put_in_order(is_word if exact else begins, *others)
        return db.session.scalars(query.offset(start).limit(stop - start)).all()

    def _in_order(self, *wanted: ColumnElement[bool]) -> Select[UUID]:
        """Of a word that very many bear a page is found soonest by going through the register in its order."""
        query = select(Mandate.id).join(Mandate.person).where(self.fits, *wanted)
        return query.order_by(Person.filed_as, Person.id, Mandate.id)

    def _put_in_order(self, way: Way, *wanted: ColumnElement[bool]) -> Select[UUID]:
        """The bearers of the rarest word are put in order before their mandates are looked at: a page needs few."""
        rarest, *others = self.words
        bears = Person.id.in_(select(person_words.c.person_id).where(way(rarest)))
        bearers = select(Person.id, Person.filed_as).where(bears, *(_bears_one(word, way) for word in others), *wanted)
        bearer = bearers.order_by(Person.filed_as, Person.id).subquery()
        query = select(Mandate.id).select_from(bearer).join(Person, Person.id == bearer.c.id).join(Person.mandates)
        return query.where(self.fits).order_by(bearer.c.filed_as, bearer.c.id, Mandate.id)


def common(text: str, fits: ColumnElement[bool]) -> Common | None:
    """The list of whoever bears the words that are asked for, if so many do that it is one; else None."""
    asked = tuple(dict.fromkeys(query_words(text)))
    plan_anew()
    often = {word: _rows(word) for word in asked}
    if not asked or min(often.values()) <= MANY:
        return None
    asked = tuple(sorted(asked, key=lambda word: often[word]))
    exact = _persons(_bearers(fits, asked, is_word))
    every = exact if exact == MOST else _persons(_bearers(fits, asked, begins))
    return Common(asked, fits, exact, max(0, every - exact), often[asked[0]]) if every > MANY else None


def _rows(word: str) -> int:
    """How often a word begins so, told up to a little more than `FEW`."""
    rows = select(person_words.c.word).where(begins(word)).limit(FEW + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0


def _bearers(fits: ColumnElement[bool], words: tuple[str, ...], way: Way) -> Select[UUID]:
    query = select(Mandate.id).select_from(person_words).join(Person, Person.id == person_words.c.person_id)
    return query.join(Person.mandates).where(way(words[0]), fits, *(_bears_one(word, way) for word in words[1:]))


def _persons(query: Select[UUID]) -> int:
    """How many they are, told up to `MOST`. Who bears two such words stands there twice: seldom so many as all."""
    for most in (MOST * 5 // 4, MOST * 2):
        rows = query.limit(most).subquery()
        counted = select(func.count(), func.count(rows.c.id.distinct())).select_from(rows)
        total, persons = db.session.execute(counted).one()
        if persons >= MOST or total < most:
            break
    return min(MOST, int(persons))


def _bears(words: tuple[str, ...], way: Way) -> ColumnElement[bool]:
    """That a person bears every word in this way. Each asks the index under an alias of its own."""
    return and_(*(_bears_one(word, way) for word in words))


def _bears_one(word: str, way: Way) -> ColumnElement[bool]:
    mine = person_words.c.person_id == Person.id
    return exists(select(person_words.c.person_id).where(mine, way(word)).correlate(Person))
