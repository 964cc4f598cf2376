"""Whom a name may mean, asked of the index of names: everyone whom `NameIndex.match` would need, and few besides.

That is whoever bears, in some spelling, every word that was asked for; whoever bears the whole name as one word; the
rivals, who bear one of the words as surname; and one bearer of each word, who shows that it stands on the roster.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Select, and_, intersect, or_, select, union

from petitions.core.db import db
from petitions.people.name_tables import Part, name_word_keys, name_words, person_words
from petitions.people.names import query_words
from petitions.people.near_words import edits_allowed, keys_near
from petitions.people.spelling import sound, words

_AFTER_LETTERS = "{"
"""The sign that follows z: no folded word holds it or what is after it."""

_word, _part, _person = person_words.c.word, person_words.c.part, person_words.c.person_id


def fitting(text: str) -> Select[UUID] | None:
    """The persons whose names may be meant by the text as typed into a search box; None when it holds no word."""
    asked = query_words(text)
    if not asked:
        return None
    near = _misspelt(asked)
    every = [select(_person).where(_may_be(word, near[word])) for word in dict.fromkeys(asked)]
    bearing = intersect(*every).subquery() if len(every) > 1 else every[0].subquery()
    whole = select(_person).where(_part == Part.WHOLE, _word == sound("".join(words(text))))
    return select(union(select(bearing.c.person_id), whole, _rivals(asked)).subquery().c.person_id)


def bearing(word: str) -> ColumnElement[bool]:
    """The condition on an index row that this very word stands in the name."""
    return and_(_word == word, _part != Part.WHOLE)


def _may_be(word: str, near: Sequence[str]) -> ColumnElement[bool]:
    """The condition on an index row that its word may be the one asked for."""
    if len(word) == 1:
        return or_(bearing(word), and_(_starts(_word, word), _part == Part.GIVEN))
    ways = [_starts(_word, word), _word.in_(_heard(name_words.c.sound == sound(word)))]
    if len(word) >= 3:
        ways.append(_word.in_(_heard(_starts(name_words.c.sound, sound(word)))))
    if near:
        ways.append(_word.in_(near))
    return and_(or_(*ways), _part != Part.WHOLE)


def _rivals(asked: Iterable[str]) -> Select[UUID]:
    alike = _heard(name_words.c.sound.in_(sorted({sound(word) for word in asked})))
    return select(_person).where(_part == Part.SURNAME, _word.in_(alike))


def _heard(condition: ColumnElement[bool]) -> Select[str]:
    return select(name_words.c.word).where(condition)


def _starts(column: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    return and_(column >= beginning, column < beginning + _AFTER_LETTERS)


def _misspelt(asked: Sequence[str]) -> dict[str, list[str]]:
    """For each word asked for those on file that are one or two edits away."""
    keys = {word: keys_near(word) for word in asked}
    every = sorted(set().union(*keys.values()))
    query = select(name_word_keys.c.word).where(name_word_keys.c.key.in_(every)).distinct()
    kept = list(db.session.execute(query).scalars()) if every else []
    return {
        word: [other for other in kept if OSA.distance(word, other, score_cutoff=allowed) <= allowed]
        if (allowed := edits_allowed(word))
        else []
        for word in asked
    }
