"""Single paragraphs of a text as they read in the whole of it, their footnotes' numbers included. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup, escape

from petitions.core.blocks import Block, Heading, Listing, Note, Notes, Paragraph, Run
from petitions.core.markdown import as_html, to_blocks
from petitions.core.text import visible
from petitions.drafting.paragraphs import paragraphs

MOST = 500
"""With more paragraphs than this each is shown as it was typed: reading so many one by one takes too long."""

_MARK = re.compile(r"\[\^([^\]\s]+)\]")


def rendered(body: str) -> list[Markup]:
    """Every paragraph of the text as HTML. Raises `TextTooLong` and `NestedTooDeep`."""
    texts = paragraphs(body)
    if len(texts) > MOST:
        return [Markup("<p>{}</p>").format(visible(text)) for text in texts]
    renderer = _Renderer(body)
    return [renderer.html(text) for text in texts]


def rendered_one(body: str, number: int) -> Markup:
    """One paragraph of the text, counted from 0. Raises as `rendered` does, and `IndexError`."""
    return _Renderer(body).html(paragraphs(body)[number])


class _Renderer:
    """Renders paragraphs by themselves; what they mark and what the notes are called is looked up in the whole text."""

    def __init__(self, body: str) -> None:
        notes = [note for block in to_blocks(body) if isinstance(block, Notes) for note in block.notes]
        self.notes = {note.label: note for note in reversed(notes)}
        self.met: set[int] = set()

    def html(self, text: str) -> Markup:
        """One paragraph as HTML, with what could turn its direction written out."""
        own = _notes(to_blocks(text))
        elsewhere = (label for label in _MARK.findall(text) if label in self.notes and label not in own)
        # The parser takes a mark for one only where its note is there too.
        blocks = to_blocks("\n\n".join([text, *(f"[^{label}]:." for label in dict.fromkeys(elsewhere))]))
        labels = {note.number: label for label, note in _notes(blocks).items()}
        return visible(as_html(self._blocks(blocks, labels, own))) or escape(visible(text))

    def _blocks(self, blocks: Iterable[Block], labels: dict[int, str], own: Iterable[str]) -> Iterator[Block]:
        for block in blocks:
            match block:
                case Paragraph(runs):
                    yield Paragraph(tuple(self._runs(runs, labels)))
                case Heading(runs):
                    yield Heading(tuple(self._runs(runs, labels)))
                case Listing(items=items):
                    yield replace(block, items=tuple(tuple(self._blocks(item, labels, own)) for item in items))
                case Notes(notes):
                    kept = tuple(self._note(note, labels, own) for note in notes if note.label in own)
                    yield from [Notes(kept)] if kept else []

    def _runs(self, runs: Sequence[Run], labels: dict[int, str]) -> Iterator[Run]:
        for run in runs:
            note = self.notes.get(labels[run.note]) if run.note else None
            if note is None:
                yield run
                continue
            yield replace(run, text=str(note.number), note=note.number, repeat=note.number in self.met)
            self.met.add(note.number)

    def _note(self, note: Note, labels: dict[int, str], own: Iterable[str]) -> Note:
        known = self.notes.get(note.label, note)
        return replace(known, blocks=tuple(self._blocks(note.blocks, labels, own)))


def _notes(blocks: Iterable[Block]) -> dict[str, Note]:
    """The notes of blocks by what they are called."""
    return {note.label: note for block in blocks if isinstance(block, Notes) for note in reversed(block.notes)}
