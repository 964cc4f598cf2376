"""One paragraph of a text as one of Word: words, links, marks of notes, and what the paragraph is. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from petitions.core.blocks import Run
from petitions.drafting.word.elements import Element, R, new, text
from petitions.drafting.word.numbering import indent_of
from petitions.drafting.word.origin import NOTE
from petitions.drafting.word.spans import Span, spans_of


@dataclass(frozen=True)
class Manner:
    """What a paragraph is. ``list_number`` is that of its list in the file; ``level`` says how deep in lists it stands.

    A paragraph with a level and without a list number goes on inside an item.
    """

    style: str = ""
    list_number: int = 0
    level: int = -1
    heading: bool = False


class ParagraphWriter:
    """Writes paragraphs of one part of the file; all of them share the ids of bookmarks."""

    def __init__(self, part: Part, *, right_to_left: bool, referable: frozenset[int], ids: Iterator[int] | None = None):
        self.part = part
        self.right_to_left = right_to_left
        self.referable = referable
        self.ids = ids or count(1)
        self.marked: set[int] = set()

    def paragraph(
        self, runs: Sequence[Run], manner: Manner, bookmark: str = "", first: Sequence[Element] = ()
    ) -> Element:
        """A paragraph, its words inside the bookmark, ``first`` before them."""
        words = [*first, *self._words(spans_of(runs))]
        if bookmark:
            words = self.bookmarked(bookmark, words)
        return new("p", self._properties(manner), *words)

    def bookmarked(self, name: str, words: Sequence[Element]) -> list[Element]:
        """The words between the two ends of a bookmark."""
        number = next(self.ids)
        return [new("bookmarkStart", id=number, name=name), *words, new("bookmarkEnd", id=number)]

    def run(self, *content: Element, span: Span | None = None, style: str = "") -> Element:
        """A run of this style and stress."""
        look = new("rPr")
        if style:
            look.append(new("rStyle", val=style))
        for name, wanted in (("b", span and span.strong), ("i", span and span.emphasis)):
            look.extend([new(name), new(f"{name}Cs")] if wanted else [])
        if self.right_to_left:
            look.append(new("rtl"))
        return new("r", *([look] if len(look) else []), *content)

    def _properties(self, manner: Manner) -> Element:
        found = new("pPr")
        if manner.style:
            found.append(new("pStyle", val=manner.style))
        if manner.list_number:
            found.append(new("numPr", new("ilvl", val=manner.level), new("numId", val=manner.list_number)))
        if self.right_to_left:
            found.append(new("bidi"))
        if manner.level >= 0 and not manner.list_number:
            found.append(new("ind", left=indent_of(manner.level)))
        if manner.heading and not manner.style.startswith("Heading"):
            found.append(new("outlineLvl", val=0))
        return found

    def _words(self, spans: Sequence[Span]) -> Iterator[Element]:
        for (link, title), group in groupby(spans, key=lambda span: (span.link, span.title)):
            style = "Hyperlink" if link else ""
            words = [element for span in group for element in self._span(span, style)]
            if not link:
                yield from words
                continue
            key = self.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            element = new("hyperlink", *words, **({"tooltip": title} if title else {}))
            element.set(f"{R}id", key)
            yield element

    def _span(self, span: Span, style: str) -> list[Element]:
        if span.note:
            return self._mark(span)
        if span.text == "\n":
            return [self.run(new("br"), span=span, style=style)]
        pieces = span.text.split("\t")
        content = [text("t", pieces[0])]
        for piece in pieces[1:]:
            content += [new("tab"), text("t", piece)]
        return [self.run(*content, span=span, style=style)]

    def _mark(self, span: Span) -> list[Element]:
        """A footnote where Word can have one; else a reference to where the note stands."""
        name = f"{NOTE}{span.note}"
        if span.note in self.referable and span.note not in self.marked:
            self.marked.add(span.note)
            mark = self.run(new("footnoteReference", id=span.note), span=span, style="FootnoteReference")
            return self.bookmarked(name, [mark])
        code = f" NOTEREF {name} \\f \\h " if span.note in self.referable else f" REF {name} \\h "
        content = (
            new("fldChar", fldCharType="begin"),
            text("instrText", code),
            new("fldChar", fldCharType="separate"),
            text("t", str(span.note)),
            new("fldChar", fldCharType="end"),
        )
        return [self.run(piece, span=span, style="FootnoteReference") for piece in content]
