"""The index of names: which words stand in whose name, and under which keys a distinct word is found.

It says nothing that the persons' names don't say, and can be made anew from them at any time. Words are folded
(`spelling.fold`), so that they are ordered by their letters on every database.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import chain
from typing import TypeVar

from sqlalchemy import Column, ForeignKey, Index, SmallInteger, Table, Text, Uuid

from petitions.core.db import Base
from petitions.people.near_words import keys_of
from petitions.people.spelling import sound, words

T = TypeVar("T")
_AT_ONCE = 1_000
LETTERS = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its letters, so that PostgreSQL too finds a beginning in its index."""


class Part(IntEnum):
    """Where a word stands in a name; `WHOLE` is the sound of the whole name written as one word."""

    GIVEN = 0
    SURNAME = 1
    WHOLE = 2


person_words = Table(
    "person_words",
    Base.metadata,
    Column("word", LETTERS, primary_key=True),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("person_id", Uuid, ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "person_id"),
    sqlite_with_rowid=False,
)
name_words = Table(
    "name_words",
    Base.metadata,
    Column("word", LETTERS, primary_key=True),
    Column("sound", LETTERS, nullable=False),
    Index(None, "sound"),
    sqlite_with_rowid=False,
)
name_word_keys = Table(
    "name_word_keys",
    Base.metadata,
    Column("key", LETTERS, primary_key=True),
    Column("word", LETTERS, primary_key=True),
    sqlite_with_rowid=False,
)


def filed_as(given_name: str, surname: str) -> str:
    """What a person is sorted by in a list: the folded surname, then the given name."""
    return "\t".join(" ".join(words(name)) for name in (surname, given_name))


def parts_of(given_name: str, surname: str) -> set[tuple[str, Part]]:
    """Every word of a name with its place, and the whole name in both orders."""
    given, family = words(given_name), words(surname)
    whole = {sound("".join(chain(*order))) for order in ((given, family), (family, given))}
    return {
        *((word, Part.GIVEN) for word in given),
        *((word, Part.SURNAME) for word in family),
        *((form, Part.WHOLE) for form in whole if form),
    }


def entries_of(word: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The rows of one distinct word: its own, and those of its keys."""
    return {"word": word, "sound": sound(word)}, [{"key": key, "word": word} for key in sorted(keys_of(word))]


def batches(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """The things in portions that one statement takes as values."""
    for start in range(0, len(things), _AT_ONCE):
        yield things[start : start + _AT_ONCE]
