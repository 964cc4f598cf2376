"""What the notes of a text that came back are marked by: as they were, where they are known again. Pure."""

from collections.abc import Collection, Iterator, Mapping
from itertools import count

from petitions.core.blocks import Note
from petitions.drafting.paragraphs import carried
from petitions.drafting.word.markup import Markup

_MOST_COMPARED = 300


class _Anything(dict[int, str]):
    """Labels for holding notes against each other before they have any."""

    def __missing__(self, number: int) -> str:
        return "?"


def labelled(old: Mapping[int, Note], new: Collection[Note], same: Mapping[int, int]) -> dict[int, str]:
    """The label of each new note by its number: that of the old note which it is, or the next number that is free."""
    taken = {note.label for note in old.values()}
    free = (str(number) for number in count(1) if str(number) not in taken)
    return {note.number: old[same[note.number]].label if note.number in same else next(free) for note in new}


def known_again(old: Mapping[int, Note], new: Collection[Note], hints: Mapping[int, int]) -> dict[int, int]:
    """Of each new note that was in the old text its number there.

    ``hints`` tell it of those that brought it along; the others are known by their words.
    """
    waiting = set(old)
    same: dict[int, int] = {}
    for note, number in _pairs(old, new, hints):
        if note not in same and number in waiting:
            same[note] = number
            waiting.remove(number)
    return same


def _pairs(old: Mapping[int, Note], new: Collection[Note], hints: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Pairs that may be the same, the surest first."""
    yield from hints.items()
    markup = Markup(_Anything())
    words = {number: markup.blocks(note.blocks) for number, note in old.items()}
    numbers: dict[str, list[int]] = {}
    for number, said in words.items():
        numbers.setdefault(said, []).append(number)
    changed = []
    for note in new:
        said = markup.blocks(note.blocks)
        yield from ((note.number, number) for number in numbers.get(said, []))
        if said not in numbers:
            changed.append((note.number, said))
    yield from _alike(words, dict(changed), hints)


def _alike(old: Mapping[int, str], new: Mapping[int, str], hints: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    known = set(hints.values())
    before = [number for number in old if number not in known]
    after = [number for number in new if number not in hints]
    if max(len(before), len(after)) <= _MOST_COMPARED:
        places = carried([old[number] for number in before], [new[number] for number in after])
        yield from ((after[place], number) for number, place in zip(before, places, strict=True) if place is not None)
