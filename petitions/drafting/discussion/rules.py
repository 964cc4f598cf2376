"""Where a thread stands when the text changes, what may be said, and who is meant. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.errors import DomainError
from petitions.core.text import canonical
from petitions.drafting.paragraphs import carried, paragraphs
from petitions.drafting.rules import MAX_SUBJECT, canonical_body, canonical_subject

MAX_COMMENT = 5_000
"""The longest comment, in characters: about two pages."""

QUOTED = 300
"""How many characters of a comment a mail quotes."""

# An address such as ada@ngo.example names nobody.
_AT = re.compile(r"(?<!\w)@")
_ENDS = re.compile(r"(?!\w|-\w)")
# Keyboards and word processors write these marks of names in their own ways.
_MARKS = str.maketrans("‐’ʼ", "-''")


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


def came(before: Sequence[str], now: Sequence[str]) -> list[str | None]:
    """The paragraphs of a text by their numbers, None for each that stood there as often before: it did not come back.

    So words that are gone are not found in a paragraph that only reads the same.
    """
    more = Counter(now) - Counter(before)
    return [words if words in more else None for words in now]


def found_again(standing: Sequence[str | None], number: int, wordings: Sequence[str]) -> Place | None:
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


def subject_words(text: str) -> str:
    """A suggested subject in canonical form.

    Raises `UnprintableText`, and `DomainError` where it is nothing or too long.
    """
    subject = canonical_subject(text)
    if not subject:
        raise DomainError(_("Write the subject."))
    if len(subject) > MAX_SUBJECT:
        raise DomainError(_("A subject has %(most)d characters at most. Shorten it.", most=MAX_SUBJECT))
    return subject


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


def shortened(text: str, most: int = QUOTED) -> str:
    """The text in one line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _called(after: str, names: Sequence[str]) -> str | None:
    """Which of the names stands at the beginning, and ends there: “Ann” is not called in “Anna” or “Ann-Marie”."""
    return next((name for name in names if after.startswith(name) and _ends(after, len(name))), None)


def _ends(text: str, place: int) -> bool:
    """Whether a word ends here. A vowel sign or an accent that stands by itself goes on with it."""
    return _ENDS.match(text, place) is not None and unicodedata.category(text[place : place + 1] or " ")[0] != "M"


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_MARKS).split())
