"""A version of a text as a Word file. Pure: the same version gives the same bytes.

Lists are Word's own, each counting from where it begins; footnotes are Word's own; each paragraph carries its number in
a bookmark, and the file says which version it was made from.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.part import Part

from petitions.core.blocks import Block, Heading, Listing, Note, Paragraph, Run, all_runs
from petitions.core.i18n import direction
from petitions.core.markdown import to_blocks
from petitions.drafting.word.commenting import add_comments
from petitions.drafting.word.elements import Element, new, text
from petitions.drafting.word.look import dress
from petitions.drafting.word.markup import tidied
from petitions.drafting.word.numbering import Numbering
from petitions.drafting.word.origin import NOTE, NOTE_NUMBER, PARAGRAPH, UNMARKED, UNMARKED_MORE, Origin
from petitions.drafting.word.paragraph_writing import Manner, ParagraphWriter
from petitions.drafting.word.parts import add_properties, part_of_notes, start_footnotes, without_ballast
from petitions.drafting.word.sayings import Beside
from petitions.drafting.word.units import notes_of, take_apart

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file bears: the earliest that an archive can name."""


@dataclass(frozen=True)
class Letter:
    """What becomes a file: a version's words, the version, when it was saved, and what is said of it, if asked for."""

    subject: str
    body: str
    language: str
    origin: Origin
    saved_at: datetime
    talks: Sequence[Beside] = ()


def write(letter: Letter) -> bytes:
    """The version as a .docx. Raises `TextTooLong` and `NestedTooDeep`."""
    document = docx.Document()
    without_ballast(document)
    dress(document, letter.subject, letter.language, letter.saved_at)
    add_properties(document, letter.origin.properties())
    _Writer(document, tidied(to_blocks(letter.body)), right_to_left=direction(letter.language) == "rtl").write(letter)
    add_comments(document, letter.talks)
    return _packed(document)


class _Writer:
    def __init__(self, document: Document, blocks: Sequence[Block], *, right_to_left: bool) -> None:
        self.document = document
        self.blocks = blocks
        self.notes = {note.number: note for note in notes_of(blocks)}
        marked = [run.note for block in blocks[: len(blocks) - bool(self.notes)] for run in _runs(block)]
        self.referable = frozenset(marked) - {0}
        self.right_to_left = right_to_left
        self.numbering = Numbering(document)
        self.main = self._writer(document.part)
        self.body: list[Element] = []

    def write(self, letter: Letter) -> None:
        """Put subject, text and notes into the document."""
        self.body = [self.main.paragraph((Run(letter.subject),), Manner("Title"))]
        names = _names(letter.body)
        for unit_blocks in self.blocks[: len(self.blocks) - bool(self.notes)]:
            self._block(self.main, self.body, unit_blocks, Manner(), names)
        for number, note in self.notes.items():
            if number not in self.referable:
                self._unmarked(note)
        if self.referable:
            self._footnotes()
        body = self.document.element.body
        for element in self.body:
            body.sectPr.addprevious(element)

    def _writer(self, part: Part) -> ParagraphWriter:
        ids = self.main.ids if hasattr(self, "main") else None
        return ParagraphWriter(part, right_to_left=self.right_to_left, referable=self.referable, ids=ids)

    def _block(
        self, writer: ParagraphWriter, into: list[Element], block: Block, around: Manner, names: list[str]
    ) -> None:
        """Write a block; each unit at the top takes the next of the names."""
        match block:
            case Paragraph(runs):
                into.append(writer.paragraph(runs, around, _next(names)))
            case Heading(runs):
                inside = around.style or around.level >= 0
                manner = Manner(around.style, around.list_number, around.level, True) if inside else Manner("Heading1")
                into.append(writer.paragraph(runs, manner, _next(names)))
            case Listing():
                self._listing(writer, into, block, around, names)

    def _listing(
        self, writer: ParagraphWriter, into: list[Element], listing: Listing, around: Manner, names: list[str]
    ) -> None:
        level = around.level + 1
        number = self.numbering.add(ordered=listing.ordered, level=level, start=listing.start)
        note = around.style.startswith(UNMARKED)
        for item in listing.items:
            style = (UNMARKED_MORE if note else "") or around.style if around.style else "ListParagraph"
            style = "ListParagraph" if style.startswith("ListContinue") else style
            begun = Manner(style, number, level)
            first, rest = _apart(item)
            inside = Manner(f"{UNMARKED_MORE}{level + 1}" if note else _continued(level), 0, level)
            name = [_next(names)]
            self._block(writer, into, first or Paragraph(()), begun, name)
            for block in rest:
                self._block(writer, into, block, inside, [])

    def _unmarked(self, note: Note) -> None:
        """A note that no footnote of Word can be, since nothing in the text marks it."""
        mark = self.main.run(text("t", str(note.number)), style=NOTE_NUMBER)
        first, rest = _apart(note.blocks)
        manner = Manner(UNMARKED, heading=isinstance(first, Heading))
        words = first.runs if isinstance(first, Paragraph | Heading) else ()
        number = self.main.bookmarked(f"{NOTE}{note.number}", [mark])
        self.body.append(self.main.paragraph(words, manner, first=[*number, self.main.run(text("t", " "))]))
        for block in rest:
            self._block(self.main, self.body, block, Manner(UNMARKED_MORE), [])

    def _footnotes(self) -> None:
        root = start_footnotes(self.document)
        writer = self._writer(part_of_notes(self.document))
        # Word has no footnotes of footnotes: what a note marks is referred to.
        writer.marked = set(self.referable)
        for number in sorted(self.referable):
            inside: list[Element] = []
            first, rest = _apart(self.notes[number].blocks)
            mark = [writer.run(new("footnoteRef"), style="FootnoteReference"), writer.run(text("t", " "))]
            words = first.runs if isinstance(first, Paragraph | Heading) else ()
            manner = Manner("FootnoteText", heading=isinstance(first, Heading))
            inside.append(writer.paragraph(words, manner, first=mark))
            for block in rest:
                self._block(writer, inside, block, Manner("FootnoteText"), [])
            root.append(new("footnote", *inside, id=number))


def _apart(blocks: tuple[Block, ...]) -> tuple[Paragraph | Heading | None, tuple[Block, ...]]:
    """The words that stand first, and what follows them."""
    first = blocks[0] if blocks else None
    return (first, blocks[1:]) if isinstance(first, Paragraph | Heading) else (None, blocks)


def _continued(level: int) -> str:
    return "ListContinue" if level == 0 else f"ListContinue{level + 1}"


def _names(body: str) -> list[str]:
    """The bookmark of each unit in turn, last first: the number of its paragraph, and which of its units it is."""
    taken = take_apart(body)
    seen: Counter[int] = Counter()
    names: list[str] = []
    for home in taken.homes if taken else []:
        names.append(f"{PARAGRAPH}{home}_{seen[home]}" if seen[home] else f"{PARAGRAPH}{home}")
        seen[home] += 1
    return names[::-1]


def _next(names: list[str]) -> str:
    return names.pop() if names else ""


def _runs(block: Block) -> Iterable[Run]:
    return (run for runs in all_runs([block]) for run in runs)


def _packed(document: Document) -> bytes:
    """The bytes of the file, without the time at which they were written."""
    written, fixed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as archive, ZipFile(fixed, "w") as result:
        for part in archive.infolist():
            named = ZipInfo(part.filename, _EARLIEST)
            named.compress_type = ZIP_DEFLATED
            result.writestr(named, archive.read(part))
    return fixed.getvalue()
