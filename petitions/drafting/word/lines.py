"""The paragraphs of a part of a Word file: what each says, and what it is. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from petitions.drafting.word.elements import Element, W, names, value
from petitions.drafting.word.file import UNMARKED_STYLE, NoteKey, WordFile
from petitions.drafting.word.left_out import without_end
from petitions.drafting.word.origin import PARAGRAPH, number_in
from petitions.drafting.word.package import WordUnreadable
from petitions.drafting.word.spans import Span, tidy
from petitions.drafting.word.strange import ALTERNATIVES, inside, kinds_in
from petitions.drafting.word.words import ACCEPTED, DELETED, Words

_CONTAINERS = ACCEPTED | {"customXml", "smartTag", "sdt", ALTERNATIVES}
_SILENT = DELETED | {"sectPr"}
_GOES_ON = re.compile(r"(?:list continue|undersigned note more)(?: (\d))?")


@dataclass(frozen=True)
class Line:
    """One paragraph. ``number`` is its list and level, ``inside`` the level of the item that it goes on in.

    ``begins`` is the note that begins with it; ``hint`` the paragraph of the text that its bookmark names.
    ``remarks`` are the keys of the comments that begin in it, each with the hint of its own paragraph where all words
    of that are deleted.
    """

    spans: Sequence[Span]
    heading: bool = False
    title: bool = False
    number: tuple[str, int] | None = None
    inside: int = -1
    begins: NoteKey | None = None
    of_note: bool = False
    hint: int | None = None
    remarks: tuple[tuple[str, int | None], ...] = ()


class Lines:
    """Reads the paragraphs of one part of a file."""

    def __init__(self, file: WordFile, part: str) -> None:
        self.file = file
        self.words = Words(file, part)
        self.waiting: list[Line] = []
        self.hint: int | None = None
        self.stray: list[str] = []

    def read(self, element: Element) -> list[Line]:
        """The paragraphs inside an element. Raises `WordUnreadable` where a field in them never ends."""
        lines = list(self._inside(element))
        if self.words.fields.open:
            raise WordUnreadable(without_end())
        if self.waiting:
            lines.append(self._joined())
        return _kept(lines, [(key, None) for key in self.stray])

    def _inside(self, element: Element) -> Iterator[Line]:
        for name, child in names(element):
            self.file.counted["tracked"] += name in ACCEPTED | DELETED
            if name == "p":
                yield from self._paragraph(child)
            elif name in _CONTAINERS:
                for inner in inside(name, child):
                    yield from self._inside(inner)
            elif name == "bookmarkStart":
                self.hint = number_in(child.get(f"{W}name", ""), PARAGRAPH)
            else:
                self.stray += _comments(child)
                self.file.counted.update(kinds_in(name, child) if name not in _SILENT else ())

    def _paragraph(self, element: Element) -> Iterator[Line]:
        self.waiting.append(self._line(element))
        if _is_end_deleted(element):
            self.file.counted["tracked"] += 1
        else:
            yield self._joined()

    def _joined(self) -> Line:
        """The paragraphs that wait, as one: where an end was deleted, the paragraph after it says what both are."""
        rows, self.waiting = self.waiting, []
        if len(rows) == 1 and not rows[0].spans:
            return rows[0]
        spans = [span for row in rows for span in row.spans]
        hint = next((row.hint for row in rows if row.spans), rows[-1].hint)
        remarks = tuple(remark for row in rows for remark in row.remarks)
        return replace(rows[-1], spans=tidy(spans, in_one_line=rows[-1].heading), hint=hint, remarks=remarks)

    def _line(self, element: Element) -> Line:
        self.file.grow(1)
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle") or self.file.styles.usual
        known = self.file.styles.names(style)
        heading = self.file.styles.is_heading(style, properties)
        own_level = value(properties, "outlineLvl") is not None
        number = self._number(style, properties, heading=heading and not own_level)
        goes_on = next((found for name in known if (found := _GOES_ON.fullmatch(name))), None)
        spans, hint = self.words.of(element, style), self._hint(element)
        keys, self.stray = [*self.stray, *_comments(element)], []
        return Line(
            spans,
            heading=heading,
            title=known[:1] == ["title"],
            number=number,
            inside=-1 if number or goes_on is None else self._level(goes_on),
            begins=self.file.unmarked.get(element),
            of_note=any(name.startswith(UNMARKED_STYLE) for name in known),
            hint=hint,
            remarks=tuple((key, None if _says_something(spans) else hint) for key in keys),
        )

    def _level(self, goes_on: re.Match[str]) -> int:
        level = int(goes_on[1] or 1) - 1
        return -1 if goes_on[0] == f"{UNMARKED_STYLE} more" else level

    def _number(self, style: str, properties: Element | None, *, heading: bool) -> tuple[str, int] | None:
        """The list that a paragraph is an item of. A heading that Word numbers is no item."""
        found = self.file.styles.numbering(style, properties)
        level = self.file.numberings.level(*found) if found else None
        if found is None or level is None or level.form == "none":
            return None
        if heading:
            self.file.counted["numbered"] += 1
            return None
        return found

    def _hint(self, element: Element) -> int | None:
        named = (bookmark.get(f"{W}name", "") for bookmark in element.iter(f"{W}bookmarkStart"))
        numbers = (number_in(name, PARAGRAPH) for name in named)
        hint, self.hint = self.hint, None
        return next((number for number in numbers if number is not None), hint)


def _kept(lines: Sequence[Line], stray: Sequence[tuple[str, int | None]]) -> list[Line]:
    """The paragraphs that say something; comments on others stand with the next of them, or with the last."""
    kept: list[Line] = []
    waiting: list[tuple[str, int | None]] = []
    for line in lines:
        waiting += line.remarks
        if line.spans or line.number or line.begins:
            kept.append(replace(line, remarks=tuple(waiting)))
            waiting = []
    if kept:
        kept[-1] = replace(kept[-1], remarks=(*kept[-1].remarks, *waiting, *stray))
    return kept


def _comments(element: Element) -> list[str]:
    """The keys of the comments that begin in an element, itself included."""
    return [mark.get(f"{W}id", "") for mark in element.iter(f"{W}commentRangeStart", f"{W}commentReference")]


def _says_something(spans: Sequence[Span]) -> bool:
    return any(span.note or span.text.strip() for span in spans)


def _is_end_deleted(element: Element) -> bool:
    look = element.find(f"{W}pPr/{W}rPr")
    return look is not None and any(look.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))
