"""A name printed whole, parted into given name and surname; and an id for a member whom the list gives none."""

import re
from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256

from petitions.people.spelling import PARTICLES, fold

_MORE_PARTICLES = frozenset("am bin d dalla degli dei dell delle ibn lo op vander".split())
_BEFORE_CAPITALS = re.compile(r"(\w{1,4}['’‘ʼ]|Ma?c|Fitz)(?=\w)")
_LONGEST_ID = 40
_INITIALS = 2


class NameOrder(StrEnum):
    """How a list writes a name in one column."""

    CAPITALS = "capitals"
    SURNAME_LAST = "surname_last"
    SURNAME_FIRST = "surname_first"


def split_name(printed: str, order: NameOrder = NameOrder.CAPITALS) -> tuple[str, str]:
    """Given name and surname; the surname is empty where the print doesn't tell, so that the row waits.

    The surname is the run of capitals at the end with the particles that belong to it (`Jan van de TESTEN`,
    `Ona De TESTER`, `Eva Maria TEST`), else the one at the beginning (`de TESTER Ona`), or what stands before a comma.
    """
    surname, comma, given = printed.partition(",")
    if comma:
        return given.strip(), surname.strip()
    words = printed.split()
    if order is NameOrder.SURNAME_FIRST:
        end = next((place for place, word in enumerate(words) if not _is_particle(word)), 0) + 1
        return " ".join(words[end:]), " ".join(words[:end])
    if order is NameOrder.CAPITALS and (end := _end_of_leading_capitals(words)):
        return " ".join(words[end:]), " ".join(words[:end])
    start = _start_of_capitals(words) if order is NameOrder.CAPITALS else len(words) - 1
    while start > 1 and _is_particle(words[start - 1]):
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def print_name(given_name: str, surname: str) -> str:
    """The name as `split_name` reads it back: `Mart van de VEN`, `Vanessa D'AMBROSIO`, `Eerik-Niiles KROSS`.

    Particles before the surname stand as they are written, and so does a word in capitals. A given name in capitals
    would be read as surname, so it is not printed so. Scripts without capitals stay as they are.
    """
    return " ".join([*map(_given, re.sub(r"\.(?=\w)", ". ", given_name).split()), *_surname(surname.split())])


def made_id(first_name: str, last_name: str, country: str) -> str:
    """A member id out of folded name and delegation, for lists that give none. One name in one country is one id."""
    text = fold(f"{country} {last_name} {first_name}").replace(" ", "-")
    if len(text) <= _LONGEST_ID:
        return text
    return f"{text[: _LONGEST_ID - 9]}-{sha256(text.encode()).hexdigest()[:8]}"


def _given(word: str) -> str:
    if not _is_capitals(word):
        return word
    return word.capitalize() if len(word) > 1 else f"{word}."


def _surname(words: Sequence[str]) -> list[str]:
    core = next((place for place, word in enumerate(words) if not _is_particle(word)), 0)
    return [*words[:core], *(word if _is_capitals(word) else _capitals(word) for word in words[core:])]


def _capitals(word: str) -> str:
    """In capitals; the letter ß, which has none in use, stays."""
    return "ß".join(part.upper() for part in word.split("ß"))


def _start_of_capitals(words: Sequence[str]) -> int:
    start = len(words)
    while start and _is_capitals(words[start - 1]):
        start -= 1
    return start


def _end_of_leading_capitals(words: Sequence[str]) -> int:
    """How many words at the beginning are a surname in capitals with its particles; 0 where the print doesn't tell.

    Two letters (`JP Tester`) may as well be initials.
    """
    if words and _is_capitals(words[-1]):
        return 0
    start = next((place for place, word in enumerate(words) if not _is_particle(word)), len(words))
    end = start
    while end < len(words) and _is_capitals(words[end]):
        end += 1
    return end if any(len(word) > _INITIALS for word in words[start:end]) else 0


def _is_capitals(word: str) -> bool:
    """`VEN`, `D'AMBROSIO`, `McALLISTER`, `Ó`; but not the initial `J.`."""
    bare = _BEFORE_CAPITALS.sub("", word, count=1).replace("ß", "")
    initial = bare.endswith(".") and len(bare) == 2
    return any(map(str.isupper, bare)) and not any(map(_is_small, bare)) and not initial


def _is_small(sign: str) -> bool:
    """A small letter that has a capital: `ĸ` has none, so it stands among capitals as it is."""
    return sign.islower() and sign.upper() != sign


def _is_particle(word: str) -> bool:
    plain = fold(word)
    return plain in PARTICLES or plain in _MORE_PARTICLES
