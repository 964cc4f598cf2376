"""What a campaign text consists of, as plain typed data that pages and letters both are made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain


@dataclass(frozen=True, slots=True)
class Run:
    r"""Words of one style; "\n" alone is a line break.

    `link` is where the words lead; `aside` marks the address of a link as shown behind it. `note` is the number of the
    footnote that this run is the mark of, `repeat` tells that the same note has a number from an earlier place.
    """

    text: str
    emphasis: bool = False
    strong: bool = False
    link: str = ""
    aside: bool = False
    note: int = 0
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the text; its level in a page is for the page to say."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; one that is ordered counts from `start`. `marker` is the sign that was typed, no part of what it says."""

    ordered: bool
    start: int
    items: "tuple[tuple[Block, ...], ...]"
    marker: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; `marked` tells whether a mark leads to it: in the text itself, or only in another note.

    `label` is what was typed to mark it, no part of what it says.
    """

    number: int
    blocks: "tuple[Block, ...]"
    marked: bool
    label: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Notes:
    """All footnotes, by number; always the last block."""

    notes: tuple[Note, ...]


Block = Paragraph | Heading | Listing | Notes


def all_runs(blocks: Iterable[Block]) -> Iterator[tuple[Run, ...]]:
    """Yield the runs of every paragraph and heading, in reading order, notes last."""
    for block in blocks:
        match block:
            case Paragraph(runs) | Heading(runs):
                yield runs
            case Listing(items=items):
                yield from all_runs(chain.from_iterable(items))
            case Notes(notes):
                yield from all_runs(chain.from_iterable(note.blocks for note in notes))
