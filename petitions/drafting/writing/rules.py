"""What a letter consists of, found in its words alone. Pure: no Flask request, no session."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from petitions.core.blocks import Block, Heading, Listing, Note, Notes, Paragraph, Run, all_runs
from petitions.core.markdown import to_blocks
from petitions.drafting.writing.annexes import divided, said

_LOOSE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
_SALUTES = (",", "،", "，", ":", "!")
_ENDS = (".", "?", "!", "؟", "…", ";", ":")
_LONGEST_SALUTATION = 200
_LONGEST_CLOSING = 8
"""Words: a closing formula is short and no sentence."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note as its reader finds it. One that names a source has a link, or a number: a date, an article, a page."""

    number: int
    text: str
    marked: bool
    sourced: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a letter that stand in its text; what is not there is empty.

    ``loose_marks`` are marks of notes that were never written; they would be printed as typed.
    """

    salutation: str
    demands: tuple[str, ...]
    closing: str
    notes: tuple[Footnote, ...]
    loose_marks: tuple[str, ...]
    annexes: tuple[str, ...]


def outline(body: str, language: str) -> Outline:
    """Find the parts of a letter. Raises `TextTooLong` and `NestedTooDeep`."""
    blocks = to_blocks(body)
    parts = divided(blocks, language)
    last = _last_list(parts.main)
    return Outline(
        salutation=_salutation(parts.main),
        demands=_items(parts.main[last]) if last >= 0 else (),
        closing=_closing(parts.main, after=max(last, 0)),
        notes=tuple(_footnotes(parts.notes)),
        loose_marks=tuple(dict.fromkeys(_loose_marks(blocks))),
        annexes=tuple(said(annex[0].runs) for annex in parts.annexes if isinstance(annex[0], Heading)),
    )


def _salutation(main: tuple[Block, ...]) -> str:
    first = said(main[0].runs) if main and isinstance(main[0], Paragraph) else ""
    is_one = first.endswith(_SALUTES) and len(first) <= _LONGEST_SALUTATION and "\n" not in first
    return first if is_one else ""


def _last_list(main: tuple[Block, ...]) -> int:
    """Where the last numbered list stands; -1 where there is none. What is asked for comes after what is told."""
    found = (place for place, block in enumerate(main) if isinstance(block, Listing) and block.ordered)
    return max(found, default=-1)


def _items(block: Block) -> tuple[str, ...]:
    items = block.items if isinstance(block, Listing) else ()
    return tuple(" ".join(map(said, all_runs(item))) for item in items)


def _closing(main: tuple[Block, ...], *, after: int) -> str:
    """The last paragraph, where it is a formula: it ends in a comma, or is a few words that are no sentence."""
    if len(main) < 2 or len(main) - 1 <= after or not isinstance(main[-1], Paragraph):
        return ""
    last = said(main[-1].runs)
    is_formula = last.endswith(_SALUTES[:3]) or (len(last.split()) <= _LONGEST_CLOSING and not last.endswith(_ENDS))
    return last if is_formula else ""


def _footnotes(blocks: Iterable[Block]) -> Iterator[Footnote]:
    for block in blocks:
        if isinstance(block, Notes):
            yield from map(_footnote, block.notes)


def _footnote(note: Note) -> Footnote:
    runs = [run for runs in all_runs(note.blocks) for run in runs]
    text = said(runs)
    return Footnote(note.number, text, note.marked, _names_source(text, runs))


def _names_source(text: str, runs: Iterable[Run]) -> bool:
    return any(run.link for run in runs) or any(character.isdigit() for character in text)


def _loose_marks(blocks: Iterable[Block]) -> Iterator[str]:
    for runs in all_runs(blocks):
        for run in runs:
            yield from _LOOSE_MARK.findall(run.text)
