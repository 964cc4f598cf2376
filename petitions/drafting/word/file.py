"""What the readers of a Word file share: its parts, styles, numberings and notes, and what was left out. Pure."""

from collections import Counter
from dataclasses import dataclass, field

from petitions.core.markdown import MAX_BYTES, TextTooLong
from petitions.drafting.word.elements import Element, W, value
from petitions.drafting.word.origin import NOTE, number_in
from petitions.drafting.word.package import Package
from petitions.drafting.word.styles import Numberings, Styles

FOOTNOTE, ENDNOTE, UNMARKED = "footnote", "endnote", "unmarked"
UNMARKED_STYLE = "undersigned note"
NoteKey = tuple[str, str]
"""Which kind of note, and its id among them."""

_MOST_OPEN = 8
"""How many bookmarks that are open at once are looked at."""


@dataclass
class WordFile:
    """One file while it is read. ``keys`` holds notes in the order in which they are met, counted from 1."""

    package: Package
    styles: Styles
    numberings: Numberings
    counted: Counter[str] = field(default_factory=Counter)
    keys: dict[NoteKey, int] = field(default_factory=dict)
    bookmarks: dict[str, NoteKey] = field(default_factory=dict)
    unmarked: dict[Element, NoteKey] = field(default_factory=dict)
    size: int = 0

    @classmethod
    def of(cls, package: Package) -> "WordFile":
        """Open what reading needs."""
        file = cls(
            package, Styles.read(package.related_xml("styles")), Numberings.read(package.related_xml("numbering"))
        )
        file._find_bookmarks()
        file._find_unmarked()
        return file

    def note(self, key: NoteKey) -> int:
        """The number that a note bears while the file is read."""
        return self.keys.setdefault(key, len(self.keys) + 1)

    def grow(self, characters: int) -> None:
        """Count what was read. Raises `TextTooLong` as soon as no text can hold it."""
        self.size += characters
        if self.size > MAX_BYTES:
            raise TextTooLong(self.size)

    def hints(self) -> dict[int, int]:
        """Of each note that brings a bookmark of ours the number that it names."""
        found: dict[int, int] = {}
        for name, key in self.bookmarks.items():
            number = number_in(name, NOTE)
            if number is not None and key in self.keys:
                found.setdefault(self.keys[key], number)
        return found

    def _find_bookmarks(self) -> None:
        """Which note each bookmark stands around: Word refers to notes by them.

        LibreOffice leaves the bookmark empty and lets the note's mark follow it.
        """
        kinds = {f"{W}footnoteReference": FOOTNOTE, f"{W}endnoteReference": ENDNOTE}
        opened: dict[str, tuple[str, int]] = {}
        before: list[str] = []
        words = 0
        for element in self.package.root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}t", *kinds):
            key = element.get(f"{W}id", "")
            if element.tag == f"{W}bookmarkStart":
                opened[key] = element.get(f"{W}name", ""), words
            elif element.tag == f"{W}bookmarkEnd":
                name, begun = opened.pop(key, ("", -1))
                before += [name] if begun == words else []
            else:
                around = [*(name for name, _begun in list(opened.values())[-_MOST_OPEN:]), *before[-_MOST_OPEN:]]
                for name in around if element.tag in kinds else ():
                    self.bookmarks.setdefault(name, (kinds[element.tag], key))
                before, words = [], words + 1

    def _find_unmarked(self) -> None:
        """The paragraphs that begin a note which nothing in the text marks, as `writing` writes them."""
        for paragraph in self.package.root.iter(f"{W}p"):
            style = value(paragraph.find(f"{W}pPr"), "pStyle") or ""
            if UNMARKED_STYLE in self.styles.names(style):
                key = self.unmarked[paragraph] = (UNMARKED, str(len(self.unmarked)))
                for bookmark in paragraph.iter(f"{W}bookmarkStart"):
                    self.bookmarks.setdefault(bookmark.get(f"{W}name", ""), key)
