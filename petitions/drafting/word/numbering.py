"""Lists as Word numbers them: each with a numbering of its own, that begins where the list begins. Pure."""

from typing import ClassVar

from docx.document import Document

from petitions.drafting.word.elements import Element, new

_LEVELS = 9
_STEP = 360
"""How far a level stands in from the one around it, in twentieths of a point."""
_SIGNS = ("•", "–", "◦")


class Numbering:
    """The numbering part of a new document."""

    ABSTRACT: ClassVar[dict[bool, int]] = {True: 1, False: 2}

    def __init__(self, document: Document) -> None:
        self.root: Element = document.part.numbering_part.element
        for child in list(self.root):
            self.root.remove(child)
        for ordered, number in self.ABSTRACT.items():
            self.root.append(_abstract(number, ordered=ordered))
        self.count = 0

    def add(self, *, ordered: bool, level: int, start: int) -> int:
        """The number of a new list that stands at this level, 0 being the outermost."""
        self.count += 1
        # A bulleted list has one too: it tells two of them that stand beside each other apart.
        override = new("lvlOverride", new("startOverride", val=start), ilvl=level)
        self.root.append(new("num", new("abstractNumId", val=self.ABSTRACT[ordered]), override, numId=self.count))
        return self.count


def indent_of(level: int) -> int:
    """How far the words of an item of this level stand in."""
    return _STEP * (level + 1)


def _abstract(number: int, *, ordered: bool) -> Element:
    levels = [_level(level, ordered=ordered) for level in range(_LEVELS)]
    return new("abstractNum", new("multiLevelType", val="multilevel"), *levels, abstractNumId=number)


def _level(level: int, *, ordered: bool) -> Element:
    return new(
        "lvl",
        new("start", val=1),
        new("numFmt", val="decimal" if ordered else "bullet"),
        new("lvlText", val=f"%{level + 1}." if ordered else _SIGNS[level % len(_SIGNS)]),
        new("lvlJc", val="left"),
        new("pPr", new("ind", left=indent_of(level), hanging=_STEP)),
        ilvl=level,
    )
