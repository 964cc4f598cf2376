"""Where a text ends and its annexes begin. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from petitions.core.blocks import Block, Heading, Notes, Run

ANNEX_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("Annex", "Appendix"),
    "fr": ("Annexe",),
    "de": ("Anhang", "Anlage"),
    "es": ("Anexo",),
    "it": ("Allegato",),
    "pl": ("Załącznik", "Aneks"),
    "lt": ("Priedas",),
    "uk": ("Додаток",),
    "ru": ("Приложение",),
    "kk": ("Қосымша",),
    "tr": ("Ek",),
    "ar": ("ملحق", "الملحق", "مرفق", "المرفق"),
}
"""What a heading begins with that begins an annex, by the language of the text; other languages take the English."""


@dataclass(frozen=True, slots=True)
class Divided:
    """A text as it is printed: what stands above the signatures, what begins a new page below them, and the notes."""

    main: tuple[Block, ...]
    annexes: tuple[tuple[Block, ...], ...]
    notes: tuple[Block, ...]


def divided(blocks: Iterable[Block], language: str) -> Divided:
    """Part a text at its headings of annexes. Notes belong to the whole text, so they are told apart from both."""
    main: list[Block] = []
    annexes: list[list[Block]] = []
    notes: list[Block] = []
    for block in blocks:
        if isinstance(block, Notes):
            notes.append(block)
            continue
        if isinstance(block, Heading) and begins_annex(block, language):
            annexes.append([])
        (annexes[-1] if annexes else main).append(block)
    return Divided(tuple(main), tuple(map(tuple, annexes)), tuple(notes))


def begins_annex(heading: Heading, language: str) -> bool:
    """Whether the heading begins with the language's word for annex, in small or capital letters."""
    words = ANNEX_WORDS.get(language.partition("-")[0].lower(), ANNEX_WORDS["en"])
    return re.match(rf"(?:{'|'.join(words)})\b", said(heading.runs), re.IGNORECASE) is not None


def said(runs: Sequence[Run]) -> str:
    """The words of a heading or paragraph, without the marks of notes and the addresses behind links."""
    return "".join(run.text for run in runs if not (run.note or run.aside)).strip()
