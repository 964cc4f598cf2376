"""A translation beside its source, paragraph by paragraph. Pure.

Each paragraph of the source has words of its own in the translation: none yet, one paragraph, or several where a
language needs more. How many is kept with each version (`Beside`), so it is known and not guessed; where the source
changes, the words go where their paragraph has gone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from petitions.core.text import Part, difference
from petitions.drafting.paragraphs import carried, paragraphs

MOST = 300
"""With more paragraphs than this the text stands in one row: nobody reads so many fields."""


class Since(StrEnum):
    """What became of a paragraph of the source since the version that the translation follows."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Beside:
    """How many paragraphs of a translation stand beside each of the authoritative version of this number."""

    number: int
    parts: tuple[int, ...]

    @classmethod
    def read(cls, kept: Mapping[str, Any] | None) -> "Beside | None":
        """What a version keeps of it; None where it was saved without."""
        return cls(int(kept["number"]), tuple(kept["parts"])) if kept else None

    def kept(self) -> dict[str, Any]:
        """As a version keeps it."""
        return {"number": self.number, "parts": list(self.parts)}

    def after(self, sizes: Sequence[int]) -> "Beside":
        """Where they stand once each paragraph of the translation has become so many: beside what it stood beside."""
        left = iter(sizes)
        return Beside(self.number, tuple(sum(islice(left, number)) for number in self.parts))


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of the source with its translation. Without a ``place`` it is not in the source any more.

    ``before`` are its words in the version that the translation follows.
    """

    place: int | None
    source: str
    text: str
    since: Since = Since.SAME
    before: str = ""

    @property
    def parts(self) -> list[Part]:
        """What changed in the source, word by word."""
        return difference(self.before, self.source if self.place is not None else "")


@dataclass(frozen=True, slots=True)
class Arranged:
    """A translation's words, and the text of the source that they stand beside."""

    text: str
    source: str
    parts: Sequence[int] = ()


def side_by_side(source: str, followed: str, own: Arranged) -> list[Row]:
    """The rows in which a translation is edited: every paragraph of the source, and between them what has left it."""
    now, seen, arranged = paragraphs(source), paragraphs(followed), paragraphs(own.source)
    if max(map(len, (now, seen, arranged))) > MOST:
        return [Row(0, source, own.text, Since.SAME if source == followed else Since.CHANGED, followed)]
    texts = beside(len(arranged), own)
    places = carried(arranged, now)
    here = {place: text for place, text in zip(places, texts, strict=True) if place is not None}
    origin = {place: old for place, old in zip(carried(seen, now), seen, strict=True) if place is not None}
    rows = [_row(place, words, here.get(place, ""), origin.get(place)) for place, words in enumerate(now)]
    between = _left_over(arranged, places, texts)
    for after, words in _gone(seen, carried(seen, now)):
        if all(row.before != words for row in between.get(after, [])):
            between.setdefault(after, []).append(Row(None, words, "", Since.GONE, words))
    return between.get(-1, []) + [row for place, found in enumerate(rows) for row in [found, *between.get(place, [])]]


def changed(followed: str, source: str) -> int:
    """How many paragraphs were changed, added or taken out."""
    return sum(row.since != Since.SAME for row in side_by_side(source, followed, Arranged("", source)))


def beside(count: int, own: Arranged) -> list[str]:
    """The translation's words beside each of ``count`` paragraphs."""
    rest = iter(paragraphs(own.text))
    return ["\n\n".join(islice(rest, number)) for number in parts_beside(count, own)]


def parts_beside(count: int, own: Arranged) -> list[int]:
    """How many paragraphs of the translation stand beside each of ``count`` of the source.

    Where it is not known how many belong to each, they stand one beside one, and what is left beside the last.
    """
    written, parts = len(paragraphs(own.text)), list(own.parts)
    if len(parts) != count or sum(parts) != written:
        parts = [int(place < written) for place in range(count)]
        parts[-1:] = [written - sum(parts[:-1])] if count else []
    return parts


def gathered(rows: Sequence[tuple[int | None, str]]) -> tuple[str, tuple[int, ...]]:
    """The text that was typed beside the paragraphs of a source, by place, and how many paragraphs stand at each.

    What stood beside nothing any more belongs to the paragraph above it, so that no word is lost.
    """
    parts = [0] * max(1, sum(place is not None for place, _text in rows))
    here = 0
    for place, text in rows:
        here = here if place is None else place
        parts[here] += len(paragraphs(text))
    return "\n\n".join(text.strip() for _place, text in rows if text.strip()), tuple(parts)


def _row(place: int, words: str, text: str, before: str | None) -> Row:
    if before is None:
        return Row(place, words, text, Since.NEW)
    return Row(place, words, text, Since.SAME if before == words else Since.CHANGED, before)


def _left_over(arranged: Sequence[str], places: Sequence[int | None], texts: Sequence[str]) -> dict[int, list[Row]]:
    """Words whose paragraph has left the source, by the place that they stand behind."""
    left: dict[int, list[Row]] = {}
    after = -1
    for words, place, text in zip(arranged, places, texts, strict=True):
        if place is not None:
            after = place
        elif text:
            left.setdefault(after, []).append(Row(None, words, text, Since.GONE, words))
    return left


def _gone(seen: Sequence[str], places: Sequence[int | None]) -> Iterator[tuple[int, str]]:
    after = -1
    for words, place in zip(seen, places, strict=True):
        if place is None:
            yield after, words
        else:
            after = place
