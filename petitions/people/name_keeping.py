"""Keeps the index of names in step with persons: whatever verb adds or renames one, the same flush indexes the name."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, event, insert, inspect, select, text
from sqlalchemy.orm import Session

from petitions.people.models import Person
from petitions.people.name_tables import (
    Part,
    batches,
    entries_of,
    filed_as,
    name_word_keys,
    name_words,
    parts_of,
    person_words,
)

_RENAMED = "persons whose names are to be indexed"


@event.listens_for(Session, "before_flush")
def _note(session: Session, _context: object, _instances: object) -> None:
    """File every new or renamed person anew, and remember whom the index has to follow."""
    renamed = session.info[_RENAMED] = {}
    for person in (*session.new, *session.dirty):
        if isinstance(person, Person) and not person.of_public:
            filed = filed_as(person.given_name, person.surname)
            if filed != person.filed_as:
                person.filed_as = filed
                renamed[person.id] = person


@event.listens_for(Session, "after_flush")
def _follow(session: Session, _context: object) -> None:
    """Write the index rows of whoever was noted, in a few statements for all."""
    noted: dict[UUID, Person] = session.info.pop(_RENAMED)
    if noted:
        known = [person.id for person in noted.values() if not inspect(person).pending]
        keep(session, {person.id: (person.given_name, person.surname) for person in noted.values()}, known)


def keep(session: Session, names: dict[UUID, tuple[str, str]], known: Sequence[UUID] = ()) -> None:
    """Index these names, of which the `known` persons bore another before."""
    for some in batches(known):
        session.execute(delete(person_words).where(person_words.c.person_id.in_(some)))
    rows = [(word, part, person_id) for person_id, name in names.items() for word, part in parts_of(*name)]
    _add_words(session, {word for word, part, _person in rows if part != Part.WHOLE})
    _add(session, person_words, [{"word": word, "part": part, "person_id": person} for word, part, person in rows])


def _add_words(session: Session, wanted: set[str]) -> None:
    """Add the words that nobody bore before. On PostgreSQL one at a time does so; reading goes on meanwhile."""
    if not wanted - _known(session, wanted):
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE name_words IN SHARE ROW EXCLUSIVE MODE"))
    entries = [entries_of(word) for word in sorted(wanted - _known(session, wanted))]
    _add(session, name_words, [word for word, _keys in entries])
    _add(session, name_word_keys, [key for _word, keys in entries for key in keys])


def _known(session: Session, wanted: set[str]) -> set[str]:
    return {
        word
        for some in batches(sorted(wanted))
        for word in session.execute(select(name_words.c.word).where(name_words.c.word.in_(some))).scalars()
    }


def _add(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)
