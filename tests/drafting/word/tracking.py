"""An office that edits a file while Word tracks its changes."""

from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any


class Tracked:
    """A file that is edited as Word does it when it tracks changes."""

    def __init__(self, data: bytes) -> None:
        self.document = docx.Document(BytesIO(data))
        self.count = 100

    def saved(self) -> bytes:
        """The file as it is now."""
        data = BytesIO()
        self.document.save(data)
        return data.getvalue()

    def paragraph(self, begins: str) -> Element:
        """The paragraph that begins with these words."""
        return next(row._p for row in self.document.paragraphs if row.text.startswith(begins))

    def replace(self, old: str, new: str, root: Element = None) -> None:
        """Put other words in the place of some that stand in one run."""
        runs = (root if root is not None else self.document.element.body).iter(qn("w:r"))
        run = next(run for run in runs if old in "".join(run.itertext(qn("w:t"))))
        before, after = "".join(run.itertext(qn("w:t"))).split(old, 1)
        for kind, words in (("", before), ("w:del", old), ("w:ins", new), ("", after)):
            piece = _said(run, words, deleted=kind == "w:del")
            run.addprevious(self._mark(kind, piece) if kind else piece)
        run.getparent().remove(run)

    def delete(self, paragraph: Element) -> None:
        """Delete a paragraph with its end."""
        self._wrap(paragraph, "w:del")
        for run in paragraph.iter(qn("w:t")):
            run.tag = qn("w:delText")

    def insert_after(self, paragraph: Element, words: str) -> Element:
        """Put a paragraph of the same kind behind another."""
        fresh = OxmlElement("w:p")
        if paragraph.pPr is not None:
            fresh.append(deepcopy(paragraph.pPr))
        run = OxmlElement("w:r")
        fresh.append(_said(run, words))
        paragraph.addnext(fresh)
        self._wrap(fresh, "w:ins")
        return fresh

    def move_after(self, paragraph: Element, target: Element) -> None:
        """Move a paragraph behind another."""
        copy = deepcopy(paragraph)
        for bookmark in [*copy.iter(qn("w:bookmarkStart")), *copy.iter(qn("w:bookmarkEnd"))]:
            bookmark.getparent().remove(bookmark)
        target.addnext(copy)
        self._wrap(paragraph, "w:moveFrom")
        self._wrap(copy, "w:moveTo")
        for element, name in ((paragraph, "moveFrom"), (copy, "moveTo")):
            element.addprevious(self._mark(f"w:{name}RangeStart", name="move1"))
            element.addnext(OxmlElement(f"w:{name}RangeEnd"))

    def _wrap(self, paragraph: Element, kind: str) -> None:
        """Track all of a paragraph, its end included."""
        for run in list(paragraph.iterchildren(qn("w:r"))):
            mark = self._mark(kind)
            run.addprevious(mark)
            mark.append(run)
        look = OxmlElement("w:rPr")
        look.append(self._mark(kind))
        paragraph.get_or_add_pPr().append(look)

    def _mark(self, kind: str, *children: Element, **more: str) -> Element:
        self.count += 1
        mark = OxmlElement(kind)
        for name, value in {"id": str(self.count), "author": "Bo Reader", **more}.items():
            mark.set(qn(f"w:{name}"), value)
        mark.extend(children)
        return mark


def _said(run: Element, words: str, *, deleted: bool = False) -> Element:
    """A run like another, with other words."""
    piece = deepcopy(run)
    for child in [child for child in piece if child.tag != qn("w:rPr")]:
        piece.remove(child)
    text = OxmlElement("w:delText" if deleted else "w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    piece.append(text)
    return piece


def tracked(data: bytes, edit: Callable[[Tracked], object]) -> bytes:
    """The file after an edit that Word tracked."""
    file = Tracked(data)
    edit(file)
    return file.saved()
