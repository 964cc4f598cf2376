"""What a text is made of at its top level: paragraphs, headings, single items of lists, and notes. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from petitions.core.blocks import Block, Listing, Note, Notes, all_runs
from petitions.core.markdown import to_blocks
from petitions.drafting.paragraphs import paragraphs
from petitions.drafting.word.markup import tidied


class Unit(NamedTuple):
    """One of them. For the item of a list ``block`` is the whole list, ``place`` the item's place in it.

    ``serial`` tells lists apart.
    """

    block: Block
    place: int = 0
    serial: int = -1

    @property
    def listing(self) -> Listing | None:
        """The list that it is an item of."""
        return self.block if isinstance(self.block, Listing) else None


@dataclass(frozen=True)
class Taken:
    """A text taken apart: its units, its notes by number, and of both the number of the paragraph that they stand in.

    `paragraphs` is what `drafting.paragraphs` makes of it; a unit never spans two of them.
    """

    paragraphs: list[str]
    units: list[Unit]
    homes: list[int]
    notes: dict[int, Note]
    note_homes: dict[int, int]


def units(blocks: Iterable[Block]) -> list[Unit]:
    """The units of blocks; notes are none."""
    return list(_units(blocks))


def marks(unit: Unit) -> Iterator[int]:
    """The numbers of the notes that a unit marks, in reading order."""
    blocks = unit.listing.items[unit.place] if unit.listing else (unit.block,)
    return (run.note for runs in all_runs(blocks) for run in runs if run.note)


def notes_of(blocks: Sequence[Block]) -> tuple[Note, ...]:
    """The notes of a text."""
    return blocks[-1].notes if blocks and isinstance(blocks[-1], Notes) else ()


def take_apart(body: str) -> Taken | None:
    """The units of a text, each with its paragraph; None where a paragraph by itself reads otherwise than in its place.

    Raises `TextTooLong` and `NestedTooDeep`.
    """
    blocks = tidied(to_blocks(body))
    pieces = paragraphs(body)
    homes: list[int] = []
    defined: list[tuple[str, int]] = []
    for number, piece in enumerate(pieces):
        alone = tidied(to_blocks(piece))
        homes += [number] * len(units(alone))
        defined += [(note.label, number) for note in notes_of(alone)]
    found, notes = units(blocks), notes_of(blocks)
    if len(found) != len(homes) or len(notes) != len(defined):
        return None
    return Taken(pieces, found, homes, {note.number: note for note in notes}, _note_homes(notes, defined))


def _note_homes(notes: Iterable[Note], defined: Iterable[tuple[str, int]]) -> dict[int, int]:
    """Of several notes with one label the first typed has the lowest number, or is the only one that is marked."""
    waiting: dict[str, list[int]] = {}
    for label, number in defined:
        waiting.setdefault(label, []).append(number)
    ordered = sorted(notes, key=lambda note: (not note.marked, note.number))
    return {note.number: waiting[note.label].pop(0) for note in ordered if waiting.get(note.label)}


def _units(blocks: Iterable[Block]) -> Iterator[Unit]:
    for serial, block in enumerate(blocks):
        if isinstance(block, Listing):
            yield from (Unit(block, place, serial) for place in range(len(block.items)))
        elif not isinstance(block, Notes):
            yield Unit(block)
