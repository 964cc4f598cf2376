"""Which words of a text a comment of Word hangs on. Pure."""

from collections.abc import Collection
from typing import NamedTuple

from petitions.core.text import printable
from petitions.drafting.word.elements import Element, W

_MOST = 5_000
"""How many characters of what a comment marks are read."""

_START, _END, _PARAGRAPH, _TEXT, _DELETED = (
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "p", "t", "delText")
)


class Marked(NamedTuple):
    """The words that a comment marks, and whether they are all the words of one paragraph."""

    words: str = ""
    is_whole: bool = False


class _Range:
    """The words that a comment marks, while they are read; those that are deleted count where no others are."""

    def __init__(self, paragraph: Element | None) -> None:
        self.paragraph = paragraph
        self.words: dict[str, str] = {_TEXT: "", _DELETED: ""}

    def add(self, kind: str, words: str) -> bool:
        """Take words in. Returns whether it can take more."""
        self.words[kind] = (self.words[kind] + words)[:_MOST]
        return max(map(len, self.words.values())) < _MOST

    def read(self, paragraphs: dict[Element | None, str]) -> Marked:
        """What was marked; ``paragraphs`` keeps what whole paragraphs say."""
        words = _squeezed(self.words[_TEXT]) or _squeezed(self.words[_DELETED])
        if self.paragraph not in paragraphs:
            inside = self.paragraph.itertext(_TEXT) if self.paragraph is not None else ()
            paragraphs[self.paragraph] = _squeezed("".join(inside)[:_MOST])
        return Marked(words, bool(words) and words == paragraphs[self.paragraph])


def marked(root: Element, keys: Collection[str]) -> dict[str, Marked]:
    """The words that each of these comments marks, by its key. Where one begins twice, the first counts."""
    ranges: dict[str, _Range] = {}
    growing: dict[str, _Range] = {}
    outside: dict[str, _Range] = {}
    for element in root.iter(_START, _END, _PARAGRAPH, _TEXT, _DELETED):
        key = element.get(f"{W}id", "")
        if element.tag == _PARAGRAPH:
            for row in outside.values():
                row.paragraph = element
            outside.clear()
        elif element.tag == _START and key in keys and key not in ranges:
            growing[key] = ranges[key] = row = _Range(next(element.iterancestors(_PARAGRAPH), None))
            if row.paragraph is None:
                outside[key] = row
        elif element.tag == _END:
            growing.pop(key, None)
            outside.pop(key, None)
        elif element.text:
            growing = {key: row for key, row in growing.items() if row.add(element.tag, element.text)}
    paragraphs: dict[Element | None, str] = {}
    return {key: row.read(paragraphs) for key, row in ranges.items()}


def _squeezed(words: str) -> str:
    return " ".join(printable(words).split())
