"""Paragraphs changed one by one, and links as they were before an office program rewrote them. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from petitions.core.blocks import Block, Heading, Listing, Notes, Paragraph, Run, all_runs
from petitions.drafting.word.spans import runs_of, spans_of

Runs = tuple[Run, ...]


def each_paragraph(blocks: Iterable[Block], change: Callable[[Runs], Runs]) -> list[Block]:
    """The blocks with the words of each paragraph and heading changed, those inside lists and notes too."""
    return [_changed(block, change) for block in blocks]


def as_known(blocks: Sequence[Block], known: Iterable[Block]) -> list[Block]:
    """The blocks with links written as in the known ones: LibreOffice adds a slash to the address of a bare host."""
    links = {run.link for runs in all_runs(known) for run in runs if run.link}

    def change(runs: Runs) -> Runs:
        if not any(run.link.endswith("/") and run.link[:-1] in links for run in runs):
            return runs
        spans = spans_of(runs)
        bare = (span.link[:-1] if span.link[:-1] in links and span.link not in links else span.link for span in spans)
        return runs_of([span._replace(link=link) for span, link in zip(spans, bare, strict=True)])

    return each_paragraph(blocks, change)


def _changed(block: Block, change: Callable[[Runs], Runs]) -> Block:
    match block:
        case Paragraph(runs):
            return Paragraph(change(runs))
        case Heading(runs):
            return Heading(change(runs))
        case Listing(items=items):
            return replace(block, items=tuple(tuple(each_paragraph(item, change)) for item in items))
        case Notes(notes):
            return Notes(tuple(replace(note, blocks=tuple(each_paragraph(note.blocks, change))) for note in notes))
