"""The quotation marks of a text: which are not those of its language, and how they would be. Pure.

Only double marks are looked at, since a single one may be an apostrophe, and only those of which both stand in one
paragraph. Nothing is changed that is right, nor in the address of a link.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from petitions.drafting.paragraphs import paragraphs
from petitions.drafting.translations.conventions import Convention, Marks, convention

ASIDE = r"\]\((?:(?!\]\()[^)\n])*\)|<[^<>\s]+>|https?://\S+"
"""What in a text is an address, not words."""

_DOUBLE = '"“”„‟«»＂'
_MARK = re.compile(rf"(?P<aside>{ASIDE}|\\\\)|(?P<mark>\\?[{_DOUBLE}])")
_NEAR = 8
_UNSEEN = "*_\\\u00a0\u202f"
_BEFORE_WORDS = frozenset("([{—–-/‘‚'" + _DOUBLE)
_AFTER_WORDS = frozenset(")]}—–-/’'.,;:!?…[" + _DOUBLE)
_PARAGRAPH_ENDS = re.compile(r"(\n{2,})")
_SPACES = " \u00a0\u202f"


class Quotation(NamedTuple):
    """Where the two marks of a quotation stand, and how many quotations it stands inside of."""

    opening: tuple[int, int]
    closing: tuple[int, int]
    depth: int


@dataclass(frozen=True, slots=True)
class OddMarks:
    """Marks that are not the language's: which, and in which paragraphs, counted from 1; 0 is the subject."""

    written: Marks
    paragraphs: tuple[int, ...]


def odd_marks(subject: str, body: str, language: str) -> list[OddMarks]:
    """The quotation marks that are not those of the language."""
    known = convention(language)
    found: dict[Marks, dict[int, None]] = {}
    for number, paragraph in enumerate([subject, *paragraphs(body)]):
        for text in _PARAGRAPH_ENDS.split(paragraph):
            for quotation in quotations(text):
                if not _is_right(text, quotation, known):
                    found.setdefault(_written(text, quotation), {})[number] = None
    return [OddMarks(marks, tuple(numbers)) for marks, numbers in found.items()]


def with_marks(text: str, language: str) -> str:
    """The text with the quotation marks of its language."""
    known = convention(language)
    return "".join(_mended(piece, known) for piece in _PARAGRAPH_ENDS.split(text))


def quotations(text: str) -> list[Quotation]:
    """The quotations of one paragraph, outer ones before those inside them."""
    waiting: list[tuple[int, int]] = []
    pairs: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for span, opens in _marks(text):
        if opens or (opens is None and not waiting):
            waiting.append(span)
        elif waiting:
            pairs.append((waiting.pop(), span))
    found: list[Quotation] = []
    around: list[tuple[int, int]] = []
    for opening, closing in sorted(pairs):
        while around and around[-1] < opening:
            around.pop()
        found.append(Quotation(opening, closing, len(around)))
        around.append(closing)
    return found


def _marks(text: str) -> Iterator[tuple[tuple[int, int], bool | None]]:
    """Each mark, and whether it opens; None where what stands around it does not tell."""
    for match in _MARK.finditer(text):
        if match["mark"] is None:
            continue
        before = text[max(match.start() - _NEAR, 0) : match.start()].rstrip(_UNSEEN)[-1:]
        after = text[match.end() : match.end() + _NEAR].lstrip(_UNSEEN)[:1]
        may_open = not before or before.isspace() or before in _BEFORE_WORDS
        may_close = not after or after.isspace() or after in _AFTER_WORDS
        opens = may_open if may_open != may_close else None
        yield match.span(), True if match["mark"].endswith("„") else opens


def _written(text: str, quotation: Quotation) -> Marks:
    return Marks(text[quotation.opening[1] - 1], text[quotation.closing[1] - 1])


def _is_right(text: str, quotation: Quotation, known: Convention) -> bool:
    written = _written(text, quotation)
    usual = {known.outer, *known.also} | ({known.inner} if quotation.depth % 2 else set())
    return written in usual and (not known.inside or written != known.outer or _is_spaced(text, quotation))


def _is_spaced(text: str, quotation: Quotation) -> bool:
    return text[quotation.opening[1]] in "\u00a0\u202f" and text[quotation.closing[0] - 1] in "\u00a0\u202f"


def _mended(text: str, known: Convention) -> str:
    edits: list[tuple[int, int, str]] = []
    for quotation in quotations(text):
        if _is_right(text, quotation, known):
            continue
        marks = known.inner if quotation.depth % 2 else known.outer
        inside = known.inside if "«" in marks else ""
        end, start = quotation.opening[1], quotation.closing[0]
        while end < start and text[end] in _SPACES:
            end += 1
        while start > end and text[start - 1] in _SPACES:
            start -= 1
        edits.append((quotation.opening[0], end, marks.opening + inside))
        edits.append((start, quotation.closing[1], inside + marks.closing))
    pieces, here = [], 0
    for start, end, words in sorted(edits):
        pieces += [text[here:start], words]
        here = end
    return "".join([*pieces, text[here:]])
