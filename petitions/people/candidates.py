"""Whom a name may mean, asked of the index of names: everyone whom `NameIndex.match` would need, and few besides.

That is whoever bears, in some spelling, every word that was asked for; whoever bears the whole name as one word; and
the rivals, who bear one of the words as surname. The words on file are asked for first, then who bears them: given as
values they let each database count what they cost, and take its index.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Select, and_, intersect, or_, select, union

from petitions.core.db import db
from petitions.people.name_tables import Part, name_word_keys, name_words, person_words
from petitions.people.names import query_words
from petitions.people.near_words import edits_allowed, keys_near
from petitions.people.spelling import is_heard, sound, tells, words

_AFTER_LETTERS = "{"
"""The sign that follows z: no folded word holds it or what is after it."""

MANY_ALIKE = 200
"""More words on file than this whose sound begins so: `jarr`, heard as `jar`, is no slip for all of them."""

_word, _part, _person = person_words.c.word, person_words.c.part, person_words.c.person_id


def candidates(text: str) -> Sequence[UUID]:
    """The persons whose names may be meant by the text as typed into a search box, and their rivals."""
    asked = tuple(dict.fromkeys(query_words(text)))
    if not asked:
        return ()
    near, heard = _misspelt(asked), _heard(asked)
    every = [select(_person).where(_may_be(word, near[word], heard)) for word in asked]
    fitting = intersect(*every).subquery() if len(every) > 1 else every[0].subquery()
    whole = select(_person).where(_part == Part.WHOLE, _word == sound("".join(words(text))))
    sounds = {sound(word) for word in asked if tells(word)}
    alike = [word for word, other in heard.items() if other in sounds]
    rivals = select(_person).where(_part == Part.SURNAME, _word.in_(alike))
    return db.session.execute(union(select(fitting.c.person_id), whole, rivals)).scalars().all()


def bearers(word: str) -> Select[UUID]:
    """Who bears this very word."""
    return select(_person).where(is_word(word))


def begins(word: str) -> ColumnElement[bool]:
    """The condition on an index row that its word is this one or begins with it; a single letter is an initial."""
    if len(word) == 1:
        return or_(is_word(word), and_(_starts(_word, word), _part == Part.GIVEN))
    return and_(_starts(_word, word), _part != Part.WHOLE)


def is_word(word: str) -> ColumnElement[bool]:
    """The condition on an index row that its word is this very one."""
    return and_(_word == word, _part != Part.WHOLE)


def _may_be(word: str, near: Iterable[str], heard: dict[str, str]) -> ColumnElement[bool]:
    """The condition on an index row that its word may be the one asked for."""
    if len(word) == 1:
        return begins(word)
    others = sorted(other for other in {*near, *_alike(word, heard)} if not other.startswith(word))
    ways = [_starts(_word, word), *([_word.in_(others)] if others else [])]
    return and_(or_(*ways), _part != Part.WHOLE)


def _alike(word: str, heard: dict[str, str]) -> list[str]:
    """The words that sound like this one, and those whose sound begins with it unless they are too many to mean it."""
    ear = sound(word)
    same = [other for other, its in heard.items() if its == ear]
    longer = [other for other, its in heard.items() if its != ear and its.startswith(ear)] if is_heard(word) else []
    return same if len(longer) > MANY_ALIKE else same + longer


def _starts(column: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    return and_(column >= beginning, column < beginning + _AFTER_LETTERS)


def _heard(asked: Sequence[str]) -> dict[str, str]:
    """The words on file that sound like one asked for, or whose sound begins with it, each with its sound."""
    ways = [
        _starts(name_words.c.sound, ear) if is_heard(word) else name_words.c.sound == ear
        for word in asked
        for ear in [sound(word)]
    ]
    query = select(name_words.c.word, name_words.c.sound).where(or_(*ways))
    return {row.word: row.sound for row in db.session.execute(query)}


def _misspelt(asked: Sequence[str]) -> dict[str, list[str]]:
    """For each word asked for those on file that are one or two edits away."""
    every = sorted(set().union(*(keys_near(word) for word in asked)))
    query = select(name_word_keys.c.word).where(name_word_keys.c.key.in_(every)).distinct()
    kept = db.session.execute(query).scalars().all() if every else []
    return {word: [other for other in kept if _is_near(word, other)] for word in asked}


def _is_near(word: str, other: str) -> bool:
    allowed = edits_allowed(word)
    return allowed > 0 and OSA.distance(word, other, score_cutoff=allowed) <= allowed
