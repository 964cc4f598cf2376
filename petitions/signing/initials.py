"""A name as initials: its bearer knows who is meant, and nobody can look it up. Pure."""

import re
import unicodedata

import icu
from anyascii import anyascii

from petitions.people.spelling import PARTICLES, fold

NOTHING = "…"
"""Stands for a name of which no letter can be shown."""

_HYPHENS = re.compile("[-‐‑–]")
_ARTICLE = "ال"
_SYLLABLES = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")


def initials(name: str, surname: str = "") -> str:
    """The first letter of each word, its accents with it and its case as it is spelt, particles included.

    `Anna-Maria van den Berg` is `A.-M. v. d. B.`, `Олена Тестенко` is `О. Т.`. In Arabic a word is known by what
    follows its article: `ليلى التجريبية` is `ل. ت.`. Where a sign is a syllable or a word, the first one may be the
    whole surname: each gives a Latin letter of how it sounds, and `王小明` is `WXM`. A surname of one letter is left
    out. Initials are never longer than the name: where dots would make them so, they go.
    """
    name = unicodedata.normalize("NFC", name)
    whole = _one_letter_parts(unicodedata.normalize("NFC", surname))
    words = ["-".join(filter(None, (_initial(part, whole) for part in _HYPHENS.split(word)))) for word in name.split()]
    shown = " ".join(filter(None, words)) or NOTHING
    return shown if len(shown) <= len(name) else shown.replace(".", "")


def _one_letter_parts(surname: str) -> set[str]:
    """The parts of a surname of which one letter is the whole; particles say nothing, unless there is nothing else."""
    parts = [part for word in surname.split() for part in _HYPHENS.split(word)]
    telling = [_letters(part) for part in parts if fold(part) not in PARTICLES] or [_letters(part) for part in parts]
    return {part[0].casefold() for part in telling if len(part) == 1 and not _is_syllable(part[0])}


def _initial(part: str, whole: set[str]) -> str:
    letters = _letters(part)
    if not letters or "".join(letters).casefold() in whole:
        return ""
    if _is_syllable(letters[0]):
        sounds = (anyascii(letter)[:1].upper() for letter in letters if _is_syllable(letter))
        return "".join(filter(str.isalpha, sounds))
    spoken = letters[len(_ARTICLE) :] if "".join(letters).startswith(_ARTICLE) and len(letters) > 3 else letters
    return f"{spoken[0]}."


def _letters(text: str) -> list[str]:
    """The letters as readers see them, each with what stands above or below it; every other sign left out."""
    breaks = icu.BreakIterator.createCharacterInstance(icu.Locale.getRoot())
    # ICU counts in UTF-16, in which some letters are two.
    units = text.encode("utf-16-le")
    breaks.setText(text)
    ends = list(breaks)
    seen = [units[2 * start : 2 * end].decode("utf-16-le") for start, end in zip([0, *ends], ends, strict=False)]
    return [letter for letter in seen if letter[0].isalpha()]


def _is_syllable(letter: str) -> bool:
    return unicodedata.name(letter[0], "").startswith(_SYLLABLES)
