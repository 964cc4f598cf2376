"""The quotation marks of a text: which are not those of its language, and how they would be. Pure.

Nothing is changed that is right, nor in the address of a link, nor an apostrophe.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from petitions.drafting.paragraphs import paragraphs
from petitions.drafting.translations.conventions import Convention, Marks, convention
from petitions.drafting.translations.quotations import Quotation, quotations

_PARAGRAPH_ENDS = re.compile(r"(\n{2,})")
_SPACES = " \u00a0\u202f"


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
            for quotation, _wanted in _wrong(text, known):
                found.setdefault(_written(text, quotation), {})[number] = None
    return [OddMarks(marks, tuple(numbers)) for marks, numbers in found.items()]


def with_marks(text: str, language: str) -> str:
    """The text with the quotation marks of its language."""
    known = convention(language)
    return "".join(_mended(piece, known) for piece in _PARAGRAPH_ENDS.split(text))


def _wrong(text: str, known: Convention) -> Iterator[tuple[Quotation, Marks]]:
    """The quotations whose marks are not the language's, each with those that it should have.

    Inner marks stand inside outer ones; outer ones inside those.
    """
    around: list[tuple[Quotation, bool]] = []
    for quotation in quotations(text, known.apostrophes):
        while around and around[-1][0].closing < quotation.opening:
            around.pop()
        is_inside, is_in_outer = bool(around), bool(around) and not around[-1][1]
        written = _written(text, quotation)
        is_right = known.takes(written, is_inside=is_inside) and _is_spaced(text, quotation, known)
        if not is_right:
            yield quotation, known.inner if is_in_outer else known.outer
        is_inner = is_in_outer or (is_right and not is_inside and not known.takes_outside(written))
        around.append((quotation, is_inner))


def _written(text: str, quotation: Quotation) -> Marks:
    return Marks(text[quotation.opening[1] - 1], text[quotation.closing[1] - 1])


def _is_spaced(text: str, quotation: Quotation, known: Convention) -> bool:
    """Whether between marks and words stands what belongs there."""
    if not known.inside or _written(text, quotation) != known.outer:
        return True
    return text[quotation.opening[1]] in "\u00a0\u202f" and text[quotation.closing[0] - 1] in "\u00a0\u202f"


def _mended(text: str, known: Convention) -> str:
    edits: list[tuple[int, int, str]] = []
    for quotation, marks in _wrong(text, known):
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
