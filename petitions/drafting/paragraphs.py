"""A text as its paragraphs: where each of them went when the text changed, and changes of single ones. Pure.

A paragraph is a stretch of Markdown between empty lines, with what is indented below it; its number counts from 0.
Everything that is said about a piece of a text (a comment, a suggestion, the state of its translation) is said of one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz.distance import Indel

from petitions.core.text import alikeness, canonical, tokens

_PIECES = re.compile(r"(?P<text>[ \t]*\S.*(?:\n(?!\n).*|\n+(?=[ \t]{2,}\S).*)*)(?P<gap>\n*)|(?P<lead>\s+)")
_SAME = 0.5
"""Two paragraphs that share half of their words are the same one, changed."""
_NEIGHBOURS = 40
"""How many candidates a changed paragraph is compared with: those nearest to its place."""


class Change(NamedTuple):
    """One paragraph, as it was read, and what it shall be: nothing takes it out, several paragraphs add to it."""

    paragraph: int
    base: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A text with changes made. ``taken`` and ``refused`` are places in the list of changes that was given.

    Refused are those that touch the same words as another, or whose paragraph is not there any more. ``sizes`` says
    how many paragraphs each one of the text before has become.
    """

    body: str
    taken: list[int]
    refused: list[int]
    sizes: list[int]


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a text, without the empty lines between them."""
    return [text for text, _gap in _pieces(body)]


def carried(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each old paragraph the number of the new one that it has become; None where its words are gone.

    A paragraph that only moved is found at its new place. No two become the same one.
    """
    places = _kept(old, new)
    taken = {place for place in places if place is not None}
    _move(old, new, places, taken)
    scores = sorted(_alike(old, new, places, taken), key=itemgetter(0), reverse=True)
    for _score, before, after in scores:
        if places[before] is None and after not in taken:
            places[before] = after
            taken.add(after)
    return places


def changes(old: str, new: str) -> list[Change]:
    """What has to be changed, paragraph by paragraph, for the old text to become the new one."""
    before, after = paragraphs(old), paragraphs(new)
    if not before:
        return []
    follows = _in_order(before, after)
    origin = {place: number for number, place in enumerate(follows) if place is not None}
    made: list[list[str]] = [[] for _text in before]
    lead: list[str] = []
    number = -1
    for place, text in enumerate(after):
        if place in origin:
            number = origin[place]
        elif number + 1 < len(before) and follows[number + 1] is None:
            # What replaces a paragraph stands where that one stood.
            number += 1
        (made[number] if number >= 0 else lead).append(text)
    made[0] = lead + made[0]
    pairs = enumerate(zip(before, map("\n\n".join, made), strict=True))
    return [Change(number, text, wanted) for number, (text, wanted) in pairs if text != wanted]


def applied(body: str, wanted: Sequence[Change]) -> Applied:
    """The text with as many of the changes as go together, in the order given.

    A change made from an older state of its paragraph is merged with what was changed since, word by word.
    """
    pieces = _pieces(body)
    taken: list[int] = []
    refused: list[int] = []
    for place, change in enumerate(wanted):
        here = 0 <= change.paragraph < len(pieces)
        made = merged(change.base, pieces[change.paragraph][0], change.replacement) if here else None
        if made is None:
            refused.append(place)
            continue
        taken.append(place)
        pieces[change.paragraph] = (made, pieces[change.paragraph][1])
    whole = "".join(text + (gap if gap.count("\n") > 1 else "\n\n") for text, gap in pieces if text)
    sizes = [len(paragraphs(text)) for text, _gap in pieces]
    return Applied(canonical(whole) if whole else "", taken, refused, sizes)


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of one paragraph together, or None where they touch the same words."""
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    words = tokens(base)
    ours, others = _edits(words, tokens(mine)), _edits(words, tokens(theirs))
    added = [edit for edit in others if edit not in ours]
    if any(a.start <= b.stop and b.start <= a.stop for a in ours for b in added):
        return None
    for edit in sorted([*ours, *added], reverse=True):
        words[edit.start : edit.stop] = edit.words
    return "".join(words)


class _Edit(NamedTuple):
    start: int
    stop: int
    words: tuple[str, ...]


def _pieces(body: str) -> list[tuple[str, str]]:
    found = (match for match in _PIECES.finditer(body) if match["text"] is not None)
    return [(match["text"].rstrip(), match["gap"]) for match in found]


def _edits(base: list[str], changed: list[str]) -> list[_Edit]:
    """What was changed, as stretches of the base that other words take the place of."""
    edits: list[_Edit] = []
    for step in Indel.opcodes(base, changed):
        if step.tag == "equal":
            continue
        edit = _Edit(step.src_start, step.src_end, tuple(changed[step.dest_start : step.dest_end]))
        if edits and edits[-1].stop == edit.start:
            last = edits.pop()
            edit = _Edit(last.start, edit.stop, last.words + edit.words)
        edits.append(edit)
    return edits


def _kept(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    places: list[int | None] = [None] * len(old)
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            for offset in range(step.src_end - step.src_start):
                places[step.src_start + offset] = step.dest_start + offset
    return places


def _move(old: Sequence[str], new: Sequence[str], places: list[int | None], taken: set[int]) -> None:
    free: dict[str, list[int]] = {}
    for place in reversed(range(len(new))):
        if place not in taken:
            free.setdefault(new[place], []).append(place)
    for number, text in enumerate(old):
        if places[number] is None and free.get(text):
            places[number] = free[text].pop()
            taken.add(places[number] or 0)


def _alike(
    old: Sequence[str], new: Sequence[str], places: Sequence[int | None], taken: set[int]
) -> Iterator[tuple[float, int, int]]:
    free = [place for place in range(len(new)) if place not in taken]
    for number, text in enumerate(old):
        if places[number] is None:
            here = bisect_left(free, number)
            near = free[max(here - _NEIGHBOURS, 0) : here + _NEIGHBOURS]
            for place in sorted(near, key=lambda place: abs(place - number))[:_NEIGHBOURS]:
                score = alikeness(text, new[place])
                if score >= _SAME:
                    yield score, number, place


def _in_order(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """As `carried`, but never crossing: what moved counts as taken out here and put in there."""
    places = _kept(old, new)
    last = -1
    for number, text in enumerate(old):
        if places[number] is None:
            end = next((place for place in places[number:] if place is not None), len(new))
            near = range(last + 1, min(end, last + 1 + _NEIGHBOURS))
            places[number] = next((place for place in near if alikeness(text, new[place]) >= _SAME), None)
        last = last if places[number] is None else places[number] or 0
    return places
