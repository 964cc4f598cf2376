"""Blocks as Markdown in one plain hand, which is read back as the same blocks. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent

from petitions.core.blocks import Block, Heading, Listing, Note, Notes, Paragraph
from petitions.drafting.word.inline import Inline
from petitions.drafting.word.spans import runs_of, spans_of, tidy

_MOST = 999_999_999
"""The highest number that Markdown reads at the beginning of an item."""

_NOTE_INDENT = " " * 4


class Markup:
    """Writes blocks with these labels of notes; ``inline.lost`` tells in how many paragraphs stress was lost."""

    def __init__(self, labels: Mapping[int, str]) -> None:
        self.labels = labels
        self.inline = Inline(labels)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Blocks with empty lines between them; notes as definitions."""
        written: list[str] = []
        last: tuple[bool, str] | None = None
        for block in blocks:
            if isinstance(block, Listing):
                marker = other_marker(*last) if last and last[0] == block.ordered else standard_marker(block.ordered)
                written.append("\n".join(self.item(block, place, marker) for place in range(len(block.items))))
                last = (block.ordered, marker)
            else:
                written.append(self._block(block))
                last = None
        return "\n\n".join(written)

    def item(self, listing: Listing, place: int, marker: str, *, more: Sequence[str] = ()) -> str:
        """One item of a list, with ``more`` paragraphs inside it."""
        number = min(listing.start + place, _MOST)
        sign = f"{number}{marker}" if listing.ordered else marker
        inside = "\n\n".join(part for part in (self.blocks(listing.items[place]), *more) if part)
        return f"{sign} {indent(inside, ' ' * (len(sign) + 1)).lstrip(' ')}" if inside else sign

    def definition(self, note: Note) -> str:
        """What a note says, after its mark."""
        inside = indent(self.blocks(note.blocks), _NOTE_INDENT).lstrip(" ")
        return f"[^{self.labels[note.number]}]: {inside}".rstrip()

    def _block(self, block: Block) -> str:
        match block:
            case Heading(runs):
                return self.inline.write(spans_of(runs), heading=True)
            case Paragraph(runs):
                return self.inline.write(spans_of(runs))
            case Notes(notes):
                return "\n\n".join(map(self.definition, notes))
            case Listing():
                return self.blocks([block])


def standard_marker(ordered: bool) -> str:
    """What stands before an item, where nobody has chosen otherwise."""
    return "." if ordered else "-"


def other_marker(ordered: bool, marker: str) -> str:
    """What begins another list right behind one with this marker."""
    if ordered:
        return ")" if marker == "." else "."
    return "*" if marker == "-" else "-"


def tidied(blocks: Iterable[Block]) -> list[Block]:
    """Blocks in the form in which they are held against each other: words as in `spans`, nothing without words."""
    return [tidy_block for block in blocks if (tidy_block := _tidied(block))]


def _tidied(block: Block) -> Block | None:
    match block:
        case Paragraph(runs):
            words = runs_of(spans_of(runs))
            return Paragraph(words) if words else None
        case Heading(runs):
            words = runs_of(tidy(spans_of(runs), in_one_line=True))
            return Heading(words) if words else None
        case Listing(ordered, start, items, marker):
            return Listing(ordered, start, tuple(tuple(tidied(item)) for item in items), marker)
        case Notes(notes):
            return Notes(tuple(Note(n.number, tuple(tidied(n.blocks)), n.marked, n.label) for n in notes))
