"""What the styles and numberings of a Word file make of a paragraph and of words. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from petitions.drafting.word.elements import Element, W, is_on, value

_DEEPEST_CHAIN = 12


@dataclass(frozen=True)
class Style:
    """One style, as far as it matters here, and the one that it rests on."""

    name: str
    based_on: str
    paragraph: Element | None
    run: Element | None


@dataclass(frozen=True)
class Level:
    """How one level of a numbering counts; ``form`` is Word's word, such as ``decimal`` or ``bullet``."""

    form: str
    start: int


@dataclass
class Styles:
    """The styles of a file by their ids."""

    known: dict[str, Style] = field(default_factory=dict)
    usual: str = ""
    """The style of a paragraph that names none."""
    _chains: dict[str, tuple[Style, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None) -> "Styles":
        """Read the part of styles; a file without one has none."""
        styles = cls()
        for style in root.iter(f"{W}style") if root is not None else ():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                styles.usual = style.get(f"{W}styleId", "")
            styles.known[style.get(f"{W}styleId", "")] = Style(
                (value(style, "name") or "").lower(),
                value(style, "basedOn") or "",
                style.find(f"{W}pPr"),
                style.find(f"{W}rPr"),
            )
        return styles

    def chain(self, key: str) -> tuple[Style, ...]:
        """A style and what it rests on, nearest first; found once, however many paragraphs are of it."""
        if key not in self._chains:
            self._chains[key] = tuple(self._links(key))
        return self._chains[key]

    def _links(self, key: str) -> Iterator[Style]:
        for _step in range(_DEEPEST_CHAIN):
            style = self.known.get(key)
            if style is None:
                return
            yield style
            key = style.based_on

    def names(self, key: str) -> list[str]:
        """The names of a style and of what it rests on, in small letters."""
        return [style.name for style in self.chain(key)]

    def switch(self, key: str, name: str) -> bool:
        """Whether the style turns a switch of words on."""
        said = (is_on(style.run, name) for style in self.chain(key))
        return next((on for on in said if on is not None), False)

    def is_heading(self, key: str, direct: Element | None) -> bool:
        """Whether a paragraph of this style is a heading; what is said of the paragraph itself goes first."""
        said = [value(direct, "outlineLvl")] + [value(style.paragraph, "outlineLvl") for style in self.chain(key)]
        level = next((level for level in said if level is not None), "9")
        named = any(re.fullmatch(r"heading [1-9]|subtitle|title", name) for name in self.names(key))
        return named or level in set("012345678")

    def numbering(self, key: str, direct: Element | None) -> tuple[str, int] | None:
        """The number of the list that a paragraph belongs to, and its level; None outside lists."""
        number = level = None
        for place in (direct, *(style.paragraph for style in self.chain(key))):
            said = place.find(f"{W}numPr") if place is not None else None
            number = value(said, "numId") if number is None else number
            level = value(said, "ilvl") if level is None else level
        return (number, _whole(level, 0)) if number and number != "0" else None


@dataclass
class Numberings:
    """The numberings of a file: for each list what it counts with, and where it begins anew."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    of_list: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None) -> "Numberings":
        """Read the part of numberings; a file without one has no lists."""
        found = cls()
        named: dict[str, str] = {}
        borrowed: dict[str, str] = {}
        for abstract in root.iter(f"{W}abstractNum") if root is not None else ():
            key = abstract.get(f"{W}abstractNumId", "")
            found.abstract[key] = dict(map(_level, abstract.findall(f"{W}lvl")))
            named[value(abstract, "styleLink") or ""] = key
            borrowed[key] = value(abstract, "numStyleLink") or ""
        for number in root.iter(f"{W}num") if root is not None else ():
            key = value(number, "abstractNumId") or ""
            found._add(number, named.get(borrowed.get(key) or key, key))
        return found

    def level(self, number: str, level: int) -> Level | None:
        """How a list counts at a level, or None where the file doesn't say."""
        return self.abstract.get(self.of_list.get(number, ""), {}).get(level)

    def _add(self, number: Element, abstract: str) -> None:
        key = number.get(f"{W}numId", "")
        self.of_list[key] = abstract
        for override in number.findall(f"{W}lvlOverride"):
            level = _whole(override.get(f"{W}ilvl"), 0)
            start = value(override, "startOverride") or value(override.find(f"{W}lvl"), "start")
            if start is not None:
                self.starts[key, level] = _whole(start, 1)


def _level(element: Element) -> tuple[int, Level]:
    form = value(element, "numFmt") or "decimal"
    return _whole(element.get(f"{W}ilvl"), 0), Level(form, _whole(value(element, "start"), 0))


def _whole(said: str | None, otherwise: int) -> int:
    """A number as XML says it; what is none, or beyond what a list counts, is the usual one."""
    return int(said) if said and re.fullmatch(r"\d{1,9}", said, re.ASCII) else otherwise
