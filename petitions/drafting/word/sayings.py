"""What is said of a text as comments of a Word file say it: who, when to the minute, which words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from petitions.core.text import BIDI_CONTROLS, printable

MOST_NAME = 100
"""The longest name of an author, in characters."""


class Outgoing(NamedTuple):
    """One thing said, on its way out. ``key`` is the id that it has here."""

    key: UUID
    author: str
    at: datetime
    words: str


@dataclass(frozen=True)
class Beside:
    """A thread on its way out: the paragraph that it stands on, None for the subject, and what was said, in order."""

    paragraph: int | None
    said: Sequence[Outgoing]


SUBJECT = -1
"""Where the subject stands, among paragraphs that count from 0."""


class Said(NamedTuple):
    """One thing that was said already: the thread, its own key, and the paragraph that the thread stands on."""

    thread: UUID
    key: UUID
    paragraph: int


class Identity(NamedTuple):
    """What is the same of a comment before and after an office program saved it."""

    author: str
    at: str
    words: str

    @classmethod
    def of(cls, author: str, at: str, words: str) -> "Identity":
        """Programs set spaces anew or drop them, and keep a comment's time to the minute."""
        return cls(one_name(author), at, "".join(words.split()))


def one_name(name: str) -> str:
    """A name in one line, without what hides or turns, and no longer than a page shows."""
    straight = "".join(sign for sign in name if sign not in BIDI_CONTROLS)
    return " ".join(printable(straight).split())[:MOST_NAME].strip()


def minute(at: datetime) -> str:
    """A moment to the minute, as Word writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
