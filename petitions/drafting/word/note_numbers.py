"""Notes in the order in which a text counts them: as it marks them, as other notes do, then the rest. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from petitions.core.blocks import Block, Note, Notes, Run, all_runs
from petitions.drafting.word.links import each_paragraph


def numbered(
    blocks: Sequence[Block], notes: Mapping[int, Sequence[Block]], unmarked: Iterable[int]
) -> tuple[list[Block], dict[int, int]]:
    """The blocks with their notes behind them, and the number that each note has got.

    ``notes`` are by the numbers that they bore while the file was read; those that nothing marks are in ``unmarked``.
    A mark without a note is one of an empty note.
    """
    places: dict[int, int] = {}
    _count(blocks, places)
    marked: dict[int, bool] = {}
    rest = iter(unmarked)
    for key in _in_order(places, rest, marked):
        _count(notes.get(key, ()), places)
    text = each_paragraph(blocks, lambda runs: _marks(runs, places))
    found = tuple(
        Note(number, tuple(each_paragraph(notes.get(key, ()), lambda runs: _marks(runs, places))), marked[key])
        for key, number in places.items()
    )
    return ([*text, Notes(found)] if found else text), places


def _in_order(places: dict[int, int], rest: Iterator[int], marked: dict[int, bool]) -> Iterator[int]:
    """The notes one by one, while those before them may add more."""
    read = 0
    while True:
        for key in list(places)[read:]:
            read += 1
            marked.setdefault(key, True)
            yield key
        if read < len(places):
            continue
        left = next((key for key in rest if key not in places), None)
        if left is None:
            return
        places[left] = len(places) + 1
        marked[left] = False


def _count(blocks: Iterable[Block], places: dict[int, int]) -> None:
    for runs in all_runs(blocks):
        for run in runs:
            if run.note:
                places.setdefault(run.note, len(places) + 1)


def _marks(runs: Iterable[Run], places: Mapping[int, int]) -> tuple[Run, ...]:
    return tuple(replace(run, text=str(places[run.note]), note=places[run.note]) if run.note else run for run in runs)
