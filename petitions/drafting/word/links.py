"""Paragraphs changed one by one, and links as they were before an office program rewrote them. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from petitions.core.blocks import Block, Heading, Listing, Notes, Paragraph, Run, all_runs
from petitions.drafting.word.spans import Span, runs_of, spans_of

Runs = tuple[Run, ...]


def each_paragraph(blocks: Iterable[Block], change: Callable[[Runs], Runs]) -> list[Block]:
    """The blocks with the words of each paragraph and heading changed, those inside lists and notes too."""
    return [_changed(block, change) for block in blocks]


def as_known(blocks: Sequence[Block], known: Iterable[Block]) -> list[Block]:
    """The blocks with links written as in the known ones.

    LibreOffice adds a slash to the address of a bare host, and drops what a link says besides its words.
    """
    titles: dict[str, set[str]] = {}
    for runs in all_runs(known):
        for span in spans_of(runs) if any(run.link for run in runs) else ():
            titles.setdefault(span.link, set()).add(span.title)

    def mended(span: Span) -> Span:
        bare = span.link.removesuffix("/")
        link = bare if bare in titles and span.link not in titles else span.link
        only = titles.get(link, set())
        return span._replace(link=link, title=span.title or (next(iter(only)) if len(only) == 1 else ""))

    def change(runs: Runs) -> Runs:
        if not any(run.link for run in runs):
            return runs
        return runs_of([mended(span) if span.link else span for span in spans_of(runs)])

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
