"""Paragraphs of Word put together: items to lists, lists inside one another, each counting as Word counts it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from petitions.core.blocks import Block, Heading, Listing, Paragraph
from petitions.core.markdown import MAX_DEPTH
from petitions.drafting.word.file import WordFile
from petitions.drafting.word.lines import Line
from petitions.drafting.word.remarks import Spot
from petitions.drafting.word.spans import runs_of


@dataclass
class _List:
    """A list that is being put together."""

    abstract: str
    level: int
    ordered: bool
    start: int
    items: "list[list[Block | _List]]" = field(default_factory=list)


class Counting:
    """Where each list of a file stands. Lists that share a numbering go on counting, as in Word."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.counts: dict[tuple[str, int], int] = {}
        self.begun: set[tuple[str, int]] = set()

    def begins_anew(self, number: str, level: int) -> bool:
        """Whether the next item of a list at a level begins another list, though its numbering may be known."""
        return (number, level) in self.file.numberings.starts and (number, level) not in self.begun

    def abstract(self, number: str) -> str:
        """What a list counts with; lists that share it are one."""
        return self.file.numberings.of_list.get(number, number)

    def next(self, number: str, level: int) -> int:
        """The number of the next item of a list at a level."""
        numberings = self.file.numberings
        abstract = self.abstract(number)
        for deeper in [key for key in self.counts if key[0] == abstract and key[1] > level]:
            del self.counts[deeper]
        place = abstract, level
        anew = numberings.starts.get((number, level))
        if anew is not None and self.begins_anew(number, level):
            self.counts[place] = anew
        elif place in self.counts:
            self.counts[place] += 1
        else:
            known = numberings.level(number, level)
            self.counts[place] = anew if anew is not None else known.start if known else 1
        self.begun.add((number, level))
        return self.counts[place]


class Assembler:
    """Puts lines together; ``hints`` has one for each unit at the top, ``spots`` one for each comment by its key."""

    def __init__(self, file: WordFile, counting: Counting) -> None:
        self.file = file
        self.counting = counting
        self.top: list[Block | _List] = []
        self.open: list[_List] = []
        self.hints: list[int | None] = []
        self.spots: dict[str, Spot] = {}

    def put(self, lines: Iterable[Line]) -> list[Block]:
        """The blocks that the lines make."""
        for line in lines:
            if line.number:
                self._item(line, *line.number)
            elif line.inside >= 0 and self.open:
                del self.open[line.inside + 1 :]
                self.open[-1].items[-1].append(_block(line))
            else:
                self.open = []
                self.hints.append(line.hint)
                self.top.append(_block(line))
            for key, taken_out in line.remarks:
                self.spots.setdefault(key, Spot(len(self.hints) - 1, taken_out))
        return list(map(_finished, self.top))

    def _item(self, line: Line, number: str, level: int) -> None:
        anew, abstract = self.counting.begins_anew(number, level), self.counting.abstract(number)
        count = self.counting.next(number, level)
        while self.open and self.open[-1].level > level:
            self.open.pop()
        if self.open and self.open[-1].level == level and (anew or self.open[-1].abstract != abstract):
            self.open.pop()
        if not self.open or self.open[-1].level != level:
            self._begin(number, level, count)
        if len(self.open) == 1:
            self.hints.append(line.hint)
        self.open[-1].items.append([_block(line)] if line.spans else [])

    def _begin(self, number: str, level: int, count: int) -> None:
        """Open a list inside the item that is open; at the deepest level the item joins the list there."""
        if len(self.open) == MAX_DEPTH:
            self.file.counted["deep"] += 1
            return
        known = self.file.numberings.level(number, level)
        ordered = known is None or known.form != "bullet"
        if known is not None and ordered and not known.form.startswith("decimal"):
            self.file.counted["lettered"] += 1
        begun = _List(self.counting.abstract(number), level, ordered, count if ordered else 1)
        (self.open[-1].items[-1] if self.open else self.top).append(begun)
        self.open.append(begun)


def _block(line: Line) -> Block:
    return Heading(runs_of(line.spans)) if line.heading else Paragraph(runs_of(line.spans))


def _finished(block: "Block | _List") -> Block:
    if not isinstance(block, _List):
        return block
    return Listing(block.ordered, block.start, tuple(tuple(map(_finished, item)) for item in block.items))
