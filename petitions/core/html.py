"""Blocks as HTML, and what of HTML may remain after sanitising."""

from collections.abc import Iterable
from itertools import groupby

from markupsafe import escape

from petitions.core.blocks import Block, Heading, Listing, Note, Notes, Paragraph, Run

TAGS = {"p", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "li", "em", "strong", "a", "sup", "br", "span", "div", "section"}
ATTRIBUTES = {
    "a": {"href", "id", "class", "role", "rel"},
    "ol": {"start"},
    "div": {"id", "class"},
    "span": {"class"},
    "section": {"class"},
}
SCHEMES = {"https", "http", "mailto"}
REL = "nofollow noopener noreferrer"


def render(blocks: Iterable[Block], prefix: str, heading: int) -> str:
    """Return blocks as HTML; every id begins with `prefix`."""
    return "\n".join(_block(block, prefix, heading) for block in blocks)


def _block(block: Block, prefix: str, heading: int) -> str:
    match block:
        case Paragraph(runs):
            return f"<p>{_runs(runs, prefix)}</p>"
        case Heading(runs):
            return f"<h{heading}>{_runs(runs, prefix)}</h{heading}>"
        case Listing(ordered, start, items):
            inside = "\n".join(f"<li>{_item(item, prefix, heading)}</li>" for item in items)
            first = f' start="{start}"' if start != 1 else ""
            return f"<ol{first}>\n{inside}\n</ol>" if ordered else f"<ul>\n{inside}\n</ul>"
        case Notes(notes):
            inside = "\n".join(_note(note, prefix, heading) for note in notes)
            return f'<section class="notes">\n{inside}\n</section>'


def _item(blocks: tuple[Block, ...], prefix: str, heading: int) -> str:
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _runs(blocks[0].runs, prefix)
    return render(blocks, prefix, heading)


def _note(note: Note, prefix: str, heading: int) -> str:
    mark = f'<span class="note-mark">{note.number}</span>'
    if note.marked:
        back = f"{escape(prefix)}mark-{note.number}"
        mark = f'<a class="note-mark" href="#{back}" role="doc-backlink">{note.number}</a>'
    inside = _item(note.blocks, prefix, heading)
    return f'<div class="note" id="{escape(prefix)}note-{note.number}">{mark} <div>{inside}</div></div>'


def _runs(runs: Iterable[Run], prefix: str) -> str:
    """Return runs as HTML, a link of several runs as one."""
    result = ""
    for link, group in groupby(runs, key=lambda run: "" if run.aside or run.note else run.link):
        words = "".join(_run(run, prefix) for run in group)
        result += f'<a href="{escape(link)}" rel="{REL}">{words}</a>' if link else words
    return result


def _run(run: Run, prefix: str) -> str:
    if run.note:
        words = _mark(run, prefix)
    elif run.aside:
        words = f'<span class="address">{escape(run.text)}</span>'
    else:
        words = "<br>" if run.text == "\n" else str(escape(run.text))
    words = f"<strong>{words}</strong>" if run.strong else words
    return f"<em>{words}</em>" if run.emphasis else words


def _mark(run: Run, prefix: str) -> str:
    own = "" if run.repeat else f' id="{escape(prefix)}mark-{run.note}"'
    return f'<sup><a href="#{escape(prefix)}note-{run.note}"{own} role="doc-noteref">{run.note}</a></sup>'
