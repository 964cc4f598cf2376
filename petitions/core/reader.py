"""Reads the parser's tokens into blocks, leaving nothing out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from petitions.core.blocks import Block, Heading, Listing, Note, Notes, Paragraph, Run

_OPENED = {"em_open": "emphasis", "strong_open": "strong"}
_TEXT = {"softbreak": " ", "hardbreak": "\n"}
_CLOSED = {"em_close": "emphasis", "strong_close": "strong"}


class Definition:
    """The tokens of one footnote, apart from the text around it."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.tokens: list[Token] = []


class Reader:
    """Turns tokens into blocks, numbering notes in the order in which their marks are met."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self.text, self.definitions = _apart(tokens)
        # Of two notes with one label the first is the one marked; the second is kept as a note without a mark.
        self.labelled = {definition.label: definition for definition in reversed(self.definitions)}
        self.numbers: dict[Definition, int] = {}
        self.order: list[Definition] = []

    def read(self) -> list[Block]:
        """Return the text's blocks, then its notes."""
        blocks = list(self._blocks(iter(self.text)))
        notes = tuple(self._notes())
        return [*blocks, Notes(notes)] if notes else blocks

    def _notes(self) -> Iterator[Note]:
        """Yield the notes that the text marks, those that these mark in turn, then the rest."""
        rest = iter(self.definitions)
        unmarked: set[Definition] = set()
        read = 0
        while True:
            for definition in self.order[read:]:
                read += 1
                inside = tuple(self._blocks(iter(definition.tokens)))
                yield Note(read, inside, definition not in unmarked, definition.label)
            if read < len(self.order):
                continue
            left = next((definition for definition in rest if definition not in self.numbers), None)
            if left is None:
                return
            unmarked.add(left)
            self._number(left)

    def _number(self, definition: Definition) -> int:
        if definition not in self.numbers:
            self.order.append(definition)
            self.numbers[definition] = len(self.order)
        return self.numbers[definition]

    def _blocks(self, tokens: Iterator[Token]) -> Iterator[Block]:
        for token in tokens:
            match token.type:
                case "paragraph_open":
                    yield Paragraph(tuple(self._runs(next(tokens).children or [])))
                case "heading_open":
                    yield Heading(tuple(self._runs(next(tokens).children or [])))
                case "ordered_list_open" | "bullet_list_open":
                    ordered = token.type == "ordered_list_open"
                    start = int(token.attrs.get("start", 1))
                    yield Listing(ordered, start, tuple(self._items(tokens)), token.markup)
                case "list_item_close":
                    return

    def _items(self, tokens: Iterator[Token]) -> Iterator[tuple[Block, ...]]:
        for token in tokens:
            if token.type != "list_item_open":
                return
            yield tuple(self._blocks(tokens))

    def _runs(self, tokens: Sequence[Token]) -> Iterator[Run]:
        style, title, said = Run(""), "", ""
        depth = {"emphasis": 0, "strong": 0}
        for token in tokens:
            kind = token.type
            if kind in _OPENED or kind in _CLOSED:
                depth[(_OPENED | _CLOSED)[kind]] += token.nesting
                style = replace(style, emphasis=depth["emphasis"] > 0, strong=depth["strong"] > 0)
            elif kind == "link_open":
                style, said = replace(style, link=str(token.attrs["href"])), ""
                title = str(token.attrs.get("title", ""))
            elif kind == "link_close":
                if title or style.link not in {said, f"mailto:{said}"}:
                    yield replace(style, text=_address(style.link, title), aside=True)
                style = replace(style, link="")
            elif kind == "footnote_ref":
                yield self._mark(token, style)
            else:
                said += token.content
                yield replace(style, text=_TEXT.get(kind, token.content))

    def _mark(self, token: Token, style: Run) -> Run:
        definition = self.labelled[token.meta["label"]]
        repeat = definition in self.numbers
        number = self._number(definition)
        return replace(style, text=str(number), note=number, repeat=repeat)


def _address(link: str, title: str) -> str:
    return f" ({link}, “{title}”)" if title else f" ({link})"


def _apart(tokens: Iterable[Token]) -> tuple[list[Token], list[Definition]]:
    """Return the tokens of the text, and each definition of a note with its own; one may stand inside another."""
    text: list[Token] = []
    definitions: list[Definition] = []
    inside = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            definitions.append(Definition(token.meta["label"]))
            inside.append(definitions[-1].tokens)
        elif token.type == "footnote_reference_close":
            inside.pop()
        else:
            inside[-1].append(token)
    return text, definitions
