"""A Word file as a text: what it says in our blocks, what was left out, which version it was made from. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from petitions.core.blocks import Block
from petitions.drafting.word.assembling import Assembler, Counting
from petitions.drafting.word.elements import W
from petitions.drafting.word.file import ENDNOTE, FOOTNOTE, NoteKey, WordFile
from petitions.drafting.word.lines import Line, Lines
from petitions.drafting.word.note_numbers import numbered
from petitions.drafting.word.origin import Origin, origin_of
from petitions.drafting.word.package import Package, WordUnreadable, damaged
from petitions.drafting.word.remarks import Remark, Spot, remarks_in
from petitions.drafting.word.strange import has_words
from petitions.drafting.word.units import marks, units


@dataclass(frozen=True)
class Read:
    """A file that was read. ``subject`` is empty where the file has no title.

    ``hints`` tell of each unit of the blocks which paragraph its bookmark names, ``note_hints`` of each note its number
    in the text that the file was made from; ``counted`` is what was left out or taken in otherwise, by kind.
    """

    subject: str
    blocks: list[Block]
    hints: list[int | None]
    note_hints: dict[int, int]
    origin: Origin | None
    counted: dict[str, int]
    remarks: list[Remark]


def read(data: bytes) -> Read:
    """Read a .docx, every tracked change as accepted.

    Raises `WordUnreadable` for what is none or can't be read, `TextTooLong` for what no text can hold.
    """
    try:
        return _Reader(Package(data)).read()
    except RecursionError as error:
        raise damaged() from error


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.file = WordFile.of(package)
        self.counting = Counting(self.file)
        self.spots: dict[str, Spot] = {}
        self.in_notes: dict[str, int] = {}

    def read(self) -> Read:
        """Read text, then notes, then what stands beside them."""
        body = self.package.root.find(f"{W}body")
        lines = Lines(self.file, self.package.main).read(body) if body is not None else []
        subject = ""
        if lines and lines[0].title:
            subject = " ".join("".join(span.text for span in lines[0].spans).split())
            self.spots |= {key: Spot(on_subject=True) for key, _taken_out in lines[0].remarks}
            lines = lines[1:]
        text, unmarked = _apart(lines)
        assembler = Assembler(self.file, self.counting)
        blocks = assembler.put(text)
        self.spots = assembler.spots | self.spots
        notes = self._footnotes() | {
            note: self._note(note, own) for key, own in unmarked.items() for note in [self.file.note(key)]
        }
        if not subject and not blocks and not notes:
            raise WordUnreadable(_("There are no words in this file that could be taken in."))
        finished, places = numbered(blocks, notes, [self.file.note(key) for key in unmarked])
        self._look_beside()
        known = {places[key]: number for key, number in self.file.hints().items() if key in places}
        remarks = remarks_in(self.file, self._beside_notes(finished, places) | self.spots)
        return Read(subject, finished, assembler.hints, known, self._origin(), dict(+self.file.counted), remarks)

    def _note(self, note: int, lines: Sequence[Line]) -> list[Block]:
        assembler = Assembler(self.file, self.counting)
        blocks = assembler.put(lines)
        self.in_notes |= dict.fromkeys(assembler.spots, note)
        return blocks

    def _beside_notes(self, blocks: Sequence[Block], places: Mapping[int, int]) -> dict[str, Spot]:
        """Where the comments stand that somebody made in notes."""
        first: dict[int, int] = {}
        for place, unit in enumerate(units(blocks) if self.in_notes else ()):
            for number in marks(unit):
                first.setdefault(number, place)
        numbers = {key: places[note] for key, note in self.in_notes.items() if note in places}
        return {key: Spot(first.get(number), note=number) for key, number in numbers.items()}

    def _footnotes(self) -> dict[int, list[Block]]:
        """What the notes say that Word keeps in parts of their own, those at the end of the file included."""
        notes: dict[int, list[Block]] = {}
        for kind in (FOOTNOTE, ENDNOTE):
            part = self.package.related(self.package.main, f"{kind}s")
            root = self.package.xml(part) if part else None
            lines = Lines(self.file, part)
            for element in root.iterfind(f"{W}{kind}") if root is not None else ():
                key = self.file.keys.get((kind, element.get(f"{W}id", "")))
                if key is not None:
                    self.file.grow(len("\n[^1]:"))
                    notes[key] = self._note(key, lines.read(element))
        return notes

    def _look_beside(self) -> None:
        """Count what stands on every page, and so in no text."""
        parts = {
            target
            for _key, kind, target, outside in self.package.relations(self.package.main)
            if kind in {"header", "footer"} and not outside
        }
        roots = (root for part in parts if (root := self.package.xml(part)) is not None)
        self.file.counted["header"] += sum(map(has_words, roots))

    def _origin(self) -> Origin | None:
        part = self.package.related("", "custom-properties")
        root = self.package.xml(part) if part else None
        said = {row.get("name", ""): "".join(row.itertext()) for row in root} if root is not None else {}
        return origin_of(said)


def _apart(lines: Sequence[Line]) -> tuple[list[Line], dict[NoteKey, list[Line]]]:
    """The text, and the notes at its end that nothing in it marks."""
    text: list[Line] = []
    notes: dict[NoteKey, list[Line]] = {}
    now: list[Line] | None = None
    for line in lines:
        if line.begins is not None:
            now = notes.setdefault(line.begins, [])
        if line.of_note or line.begins is not None:
            if now is not None and (line.spans or line.number):
                now.append(line)
            elif now is None:
                text.append(line)
            continue
        text.append(line)
    return text, notes
