"""The words of a paragraph as Markdown that is read back as the same words. Pure.

Text is escaped only where it would be read as something else, and what Markdown can't stress is said to be lost.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, takewhile

from petitions.core.blocks import Heading, Paragraph
from petitions.core.errors import DomainError
from petitions.core.markdown import to_blocks
from petitions.drafting.word.spans import Span, spans_of, tidy

_HARMLESS = re.compile(r"(?![#+\-\d])[^\\*_\[<\n]+")
_SIGNS = re.compile(r"([\\*_\[\]<>])")
_NOTE = re.compile(r"\[(?=\^)")
_STARTS = re.compile(r"^([#+\-])|^(\d{1,9})([.)])", re.MULTILINE)
_ENDS = re.compile(r"(#+)$")
_BREAK = "\\\n"

Style = tuple[str, str]
_STYLES: tuple[tuple[Style, Style], ...] = (
    (("strong", "**"), ("emphasis", "*")),
    (("strong", "**"), ("emphasis", "_")),
    (("emphasis", "*"), ("strong", "**")),
    (("emphasis", "_"), ("strong", "**")),
)


class Inline:
    """Writes the words of paragraphs; ``lost`` counts those in which stress or a link could not be kept."""

    def __init__(self, labels: Mapping[int, str]) -> None:
        self.labels = labels
        self.lost = 0

    def write(self, spans: Sequence[Span], *, heading: bool = False) -> str:
        """One paragraph or heading in Markdown, without what stands before it in a list."""
        start = "# " if heading else ""
        if len(spans) == 1 and spans[0] == Span(spans[0].text) and _HARMLESS.fullmatch(spans[0].text):
            return start + spans[0].text
        wanted = _renumbered(spans)
        for text, kept in self._candidates(spans):
            if self._reads(start + text, wanted if kept is None else _renumbered(kept), spans, heading=heading):
                self.lost += kept is not None
                return start + text
        self.lost += 1
        plain = [span._replace(emphasis=False, strong=False, link="", title="") for span in spans]
        return start + self._joined(plain, _fully, _STYLES[0])

    def _candidates(self, spans: Sequence[Span]) -> Iterator[tuple[str, list[Span] | None]]:
        """Ways to write it, the plainest first, and what of it each of them keeps; None for all."""
        for escape in (_barely, _fully):
            stressed = any(span.emphasis or span.strong for span in spans)
            texts = [self._joined(spans, escape, styles) for styles in (_STYLES if stressed else _STYLES[:1])]
            yield from ((text, None) for text in sorted(texts, key=len))
        calm = tidy(span._replace(emphasis=False, strong=False) for span in spans)
        for escape in (_barely, _fully):
            yield self._joined(calm, escape, _STYLES[0]), calm

    def _reads(self, text: str, wanted: list[Span], spans: Sequence[Span], *, heading: bool) -> bool:
        used = sorted({self.labels[span.note] for span in spans if span.note})
        notes = "".join(f"\n\n[^{label}]: x" for label in used)
        try:
            blocks = to_blocks(text + notes)
        except DomainError:
            return False
        match blocks[:1]:
            case [Heading(runs)] if heading:
                return len(blocks) == 1 + bool(used) and _renumbered(spans_of(runs)) == wanted
            case [Paragraph(runs)] if not heading:
                return len(blocks) == 1 + bool(used) and _renumbered(spans_of(runs)) == wanted
        return False

    def _joined(self, spans: Sequence[Span], escape: Callable[[str], str], styles: Sequence[Style]) -> str:
        text = "".join(self._styled(_atoms(spans), escape, styles))
        return _ENDS.sub(r"\\\1", _STARTS.sub(_start, text)) if escape is _fully else text

    def _styled(
        self, atoms: Sequence[tuple[Span, ...]], escape: Callable[[str], str], styles: Sequence[Style]
    ) -> Iterator[str]:
        """Words with the signs of their stress; what reaches further stands around what is shorter."""
        place = 0
        while place < len(atoms):
            reaches = [_reach(atoms, place, name) for name, _sign in styles]
            reach = max(reaches, default=0)
            if not reach:
                yield self._atom(atoms[place], escape)
                place += 1
                continue
            chosen = styles[reaches.index(reach)]
            inner = [style for style in styles if style != chosen]
            inside = "".join(self._styled(atoms[place : place + reach], escape, inner))
            yield f"{chosen[1]}{inside}{chosen[1]}"
            place += reach

    def _atom(self, atom: tuple[Span, ...], escape: Callable[[str], str]) -> str:
        first = atom[0]
        if not first.link:
            return self._plain(first, escape)
        words = "".join(span.text for span in atom)
        if not first.title and words == first.link and not any(span.note for span in atom):
            return f"<{words}>"
        # What all of it is stressed by stands around the link.
        calm, quiet = all(span.emphasis for span in atom), all(span.strong for span in atom)
        inner = [
            (Span(span.text, span.emphasis and not calm, span.strong and not quiet, note=span.note),) for span in atom
        ]
        title = f' "{_SIGNS.sub(_escaped, first.title).replace(chr(34), chr(92) + chr(34))}"' if first.title else ""
        address = re.sub(r"([()\\])", r"\\\1", first.link)
        return f"[{''.join(self._styled(inner, escape, _STYLES[0]))}]({address}{title})"

    def _plain(self, span: Span, escape: Callable[[str], str]) -> str:
        if span.note:
            return f"[^{self.labels[span.note]}]"
        return _BREAK if span.text == "\n" else escape(span.text)


def _reach(atoms: Sequence[tuple[Span, ...]], start: int, name: str) -> int:
    """How many atoms from this one on are stressed in this way."""
    stressed = takewhile(lambda place: all(getattr(span, name) for span in atoms[place]), range(start, len(atoms)))
    return sum(1 for _place in stressed)


def _atoms(spans: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Single spans, the spans of one link together."""
    atoms: list[tuple[Span, ...]] = []
    for (link, _title), group in groupby(spans, key=lambda span: (span.link, span.title)):
        together = tuple(group)
        atoms.extend([together] if link else [(span,) for span in together])
    return atoms


def _barely(text: str) -> str:
    return _NOTE.sub(r"\\[", text)


def _fully(text: str) -> str:
    return _SIGNS.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[1]}"


def _start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _renumbered(spans: Iterable[Span]) -> list[Span]:
    """As a paragraph numbers its notes when it stands alone."""
    numbers: dict[int, int] = {}
    return [
        span._replace(note=numbers.setdefault(span.note, len(numbers) + 1)) if span.note else span for span in spans
    ]
