"""Which words of a text a comment of Word hangs on. Pure."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from lxml import etree

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

    def read(self, paragraphs: Mapping[Element, str]) -> Marked:
        """What was marked; ``paragraphs`` tell what whole paragraphs say."""
        words = _squeezed(self.words[_TEXT]) or _squeezed(self.words[_DELETED])
        return Marked(words, bool(words) and words == paragraphs.get(self.paragraph, ""))


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
    paragraphs = _said(root, [row.paragraph for row in ranges.values() if row.paragraph is not None])
    return {key: row.read(paragraphs) for key, row in ranges.items()}


def _said(root: Element, paragraphs: Collection[Element]) -> dict[Element, str]:
    """What each of these paragraphs says, read in one walk however they are nested."""
    said = dict.fromkeys(paragraphs, "")
    inside: list[Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=(_PARAGRAPH, _TEXT)) if said else ():
        if event == "end":
            inside = inside[:-1] if inside[-1:] == [element] else inside
        elif element in said:
            inside.append(element)
        elif element.tag == _TEXT and element.text:
            said |= {row: (said[row] + element.text)[:_MOST] for row in inside}
            inside = [row for row in inside if len(said[row]) < _MOST]
    return {row: _squeezed(words) for row, words in said.items()}


def _squeezed(words: str) -> str:
    return " ".join(printable(words).split())
