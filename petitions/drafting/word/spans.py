"""The words of a paragraph in the one form in which Word and Markdown can be held against each other. Pure.

Spaces at the edge of stressed words are not stressed; neighbours of one style are one; a link that has no words of its
own shows its address.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from petitions.core.blocks import Run

_EDGE = re.compile(r"\s+|\S+(?:\s+\S+)*")
_STRANGE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


class Span(NamedTuple):
    """Words of one style, a line break, or the mark of a note. ``title`` is what a link says besides its words."""

    text: str
    emphasis: bool = False
    strong: bool = False
    link: str = ""
    title: str = ""
    note: int = 0


def spans_of(runs: Iterable[Run]) -> list[Span]:
    """The runs of a paragraph, without the addresses that are shown behind links."""
    found: list[Span] = []
    begun = 0
    for run in runs:
        if not run.aside:
            begun = len(found) if not found or found[-1].link != run.link else begun
            text = "" if run.note else run.text
            found.append(Span(text, run.emphasis, run.strong, run.link, "", run.note))
            continue
        linked = found[begun:] if found and found[-1].link == run.link else []
        found[len(found) - len(linked) :] = [
            span._replace(title=_title(run)) for span in linked or [Span(run.link, link=run.link)]
        ]
        begun = len(found)
    return tidy(found)


def runs_of(spans: Sequence[Span]) -> tuple[Run, ...]:
    """The spans as runs, each link with its address where its words don't say it."""
    return tuple(_runs(spans))


def tidy(spans: Iterable[Span], *, in_one_line: bool = False) -> list[Span]:
    """The spans in their one form; `in_one_line` for headings, which have no line breaks."""
    pieces = [piece for span in spans for piece in _pieces(span, in_one_line=in_one_line)]
    return _merged(_calmed(_trimmed(pieces)))


def _title(run: Run) -> str:
    said = run.text.removeprefix(f" ({run.link}").removesuffix(")")
    return said.removeprefix(", “").removesuffix("”")


def _runs(spans: Sequence[Span]) -> Iterator[Run]:
    for (link, title), group in groupby(spans, key=lambda span: (span.link, span.title)):
        said = ""
        for span in group:
            said += "" if span.note or span.text == "\n" else span.text
            yield Run(str(span.note) if span.note else span.text, span.emphasis, span.strong, span.link, note=span.note)
        if title or link not in {said, f"mailto:{said}", ""}:
            address = f" ({link}, “{title}”)" if title else f" ({link})"
            yield Run(address, link=link, aside=True)


def _pieces(span: Span, *, in_one_line: bool) -> Iterator[Span]:
    """Line breaks, spaces and words apart."""
    if span.note:
        yield span._replace(text="")
        return
    text = _STRANGE_ENDS.sub("\n", unicodedata.normalize("NFC", span.text))
    for number, line in enumerate(text.split("\n")):
        if number:
            yield span._replace(text=" " if in_one_line else "\n")
        yield from (span._replace(text=piece) for piece in _EDGE.findall(line))


def _is_space(span: Span) -> bool:
    return not span.note and not span.text.strip()


def _trimmed(spans: list[Span]) -> list[Span]:
    """Without spaces at either end, and around line breaks."""
    kept: list[Span] = []
    for span in spans:
        after_break = not kept or kept[-1].text == "\n"
        if span.text == "\n" or not _is_space(span):
            while span.text == "\n" and kept and _is_space(kept[-1]) and kept[-1].text != "\n":
                kept.pop()
            if span.text != "\n" or kept:
                kept.append(span)
        elif not after_break:
            kept.append(span)
    while kept and _is_space(kept[-1]):
        kept.pop()
    return kept


def _calmed(spans: list[Span]) -> list[Span]:
    """Spaces are stressed only between words that are."""
    words = [place for place, span in enumerate(spans) if not _is_space(span)]
    result = list(spans)
    for before, after in pairwise(words):
        one, other = spans[before], spans[after]
        for place in range(before + 1, after):
            span = spans[place]
            result[place] = span._replace(
                emphasis=span.emphasis and one.emphasis and other.emphasis,
                strong=span.strong and one.strong and other.strong,
            )
    return result


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        alone = span.note or span.text == "\n"
        if last is None or alone or last.note or last.text == "\n" or last._replace(text="") != span._replace(text=""):
            merged.append(span)
        else:
            merged[-1] = last._replace(text=last.text + span.text)
    return merged
