"""Fields of Word, such as links, dates and references: what of them is code, and what they show. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from petitions.drafting.word.file import WordFile
from petitions.drafting.word.package import damaged

_ADDRESS = re.compile(r'\bHYPERLINK\s+"([^"]*)"', re.IGNORECASE)
_INSIDE = re.compile(r"^\s*HYPERLINK\b", re.IGNORECASE)
_REFERENCE = re.compile(r"^\s*(?:NOTE)?REF\s+(\S+)", re.IGNORECASE)
_CONTENTS = re.compile(r"^\s*(TOC|TOA|INDEX|BIBLIOGRAPHY)\b", re.IGNORECASE)

_DEEPEST = 50
"""How many fields are open at once, at most: each word asks all of them."""


@dataclass
class _Field:
    """A field of Word; until it shows something its words are code."""

    code: str = ""
    shows: bool = False
    is_contents: bool = False
    link: str = ""
    note: int = 0


class Fields:
    """The fields that are open where somebody reads; ``link_to`` says what link an address may become."""

    def __init__(self, file: WordFile, link_to: Callable[[str], str]) -> None:
        self.file = file
        self.link_to = link_to
        self.open: list[_Field] = []

    @property
    def link(self) -> str:
        """The link that the words here lead to."""
        return next((field.link for field in reversed(self.open) if field.link), "")

    @property
    def hide_words(self) -> bool:
        """Whether the words here are code, or stand for what is taken in otherwise or left out."""
        return self.hide_marks or any(field.note for field in self.open)

    @property
    def hide_marks(self) -> bool:
        """Whether even the mark of a note here is none of the text."""
        return any(not field.shows or field.is_contents for field in self.open)

    def add_code(self, words: str) -> None:
        """Take in a piece of the innermost field's code."""
        if self.open and not self.open[-1].shows:
            self.open[-1].code += words

    def begin(self, code: str = "") -> None:
        """A field begins. Raises `WordUnreadable` where it stands deeper inside others than any letter needs."""
        if len(self.open) == _DEEPEST:
            raise damaged()
        self.open.append(_Field(code))

    def show(self) -> None:
        """From here on the words of the innermost field are what it shows."""
        if not self.open:
            return
        field = self.open[-1]
        field.shows = True
        address, reference = _ADDRESS.search(field.code), _REFERENCE.match(field.code)
        key = self.file.bookmarks.get(reference[1]) if reference else None
        if address:
            field.link = self.link_to(address[1])
        elif key:
            field.note = self.file.note(key)
        elif not _INSIDE.match(field.code):
            field.is_contents = bool(_CONTENTS.match(field.code))
            self.file.counted["contents" if field.is_contents else "field"] += 1

    def end(self) -> int:
        """The innermost field ends; returns the note that it referred to, or 0."""
        return self.open.pop().note if self.open else 0
