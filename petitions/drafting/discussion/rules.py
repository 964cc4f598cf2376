"""Where a thread stands when the text changes, what may be said, and who is meant. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.errors import DomainError
from petitions.core.text import BIDI_CONTROLS, canonical
from petitions.drafting.paragraphs import carried, paragraphs
from petitions.drafting.rules import canonical_body

MAX_COMMENT = 5_000
"""The longest comment, in characters: about two pages."""

QUOTED = 300
"""How many characters of a comment a mail quotes."""

# An address such as ada@ngo.example names nobody.
_AT = re.compile(r"(?<!\w)@")
_ENDS = re.compile(r"(?!\w|-\w)")


class Place(NamedTuple):
    """Where words stand in a text: the paragraph's number, counted from 0, and what it says there."""

    paragraph: int
    words: str


def places(old: str, new: str) -> list[Place | None]:
    """For each paragraph of the old text its place in the new one; None where its words are gone."""
    now = paragraphs(new)
    if old == new:
        return [Place(number, words) for number, words in enumerate(now)]
    return [None if to is None else Place(to, now[to]) for to in carried(paragraphs(old), now)]


def found_again(standing: Sequence[str], number: int, wordings: Sequence[str]) -> Place | None:
    """Where one of these very wordings stands among paragraphs: the first that does, nearest to where it was."""
    for words in wordings:
        where = [place for place, text in enumerate(standing) if text == words]
        if where:
            return Place(min(where, key=lambda place: abs(place - number)), words)
    return None


def comment_words(text: str) -> str:
    """What is said, in canonical form. Raises `DomainError` where it is nothing or too long, and `UnprintableText`."""
    words = canonical(text).strip()
    if not words:
        raise DomainError(_("Write the comment."))
    if len(words) > MAX_COMMENT:
        raise DomainError(_("A comment has %(most)d characters at most. Shorten it.", most=MAX_COMMENT))
    return words


def reason_words(text: str) -> str:
    """Why a suggestion is declined, in canonical form; it may be nothing. Raises as `comment_words` does."""
    return comment_words(text) if text.strip() else ""


def replacement_words(text: str) -> str:
    """Suggested wording in canonical form. Raises `UnprintableText`, `TextTooLong` and `NestedTooDeep`."""
    return canonical_body(text).strip()


def mentioned(words: str, names: Mapping[UUID, str]) -> set[UUID]:
    """Which colleagues a comment names as “@Full Name”, by the id of each.

    Capitals and spaces make no difference. Where names begin alike the longest that stands there is meant; where two
    colleagues bear the same name, both are.
    """
    folded = _folded(words)
    bearers: dict[str, set[UUID]] = {}
    for bearer, name in names.items():
        bearers.setdefault(_folded(name), set()).add(bearer)
    longest_first = sorted(filter(None, bearers), key=len, reverse=True)
    called = (_called(folded[at.end() :], longest_first) for at in _AT.finditer(folded))
    return {bearer for name in called if name for bearer in bearers[name]}


def visible(text: str) -> str:
    """The text with every character that turns the direction of words shown as its code: [U+202E]."""
    return "".join(f"[U+{ord(sign):04X}]" if sign in BIDI_CONTROLS else sign for sign in text)


def shortened(text: str, most: int = QUOTED) -> str:
    """The text in one line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _called(after: str, names: Sequence[str]) -> str | None:
    """Which of the names stands at the beginning, and ends there: “Ann” is not called in “Anna” or “Ann-Marie”."""
    return next((name for name in names if after.startswith(name) and _ENDS.match(after, len(name))), None)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
