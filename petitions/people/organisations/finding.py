"""Which organisation somebody means: over accents, case, abbreviations and the order of words. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from petitions.people.spelling import PARTICLES, fold, sound, words

LONGEST_QUERY = 12
EXACT, ABBREVIATED, BEGUN, HEARD, MISSPELT = 1.0, 0.98, 0.9, 0.85, 0.7
# Two spellings that share this much (0 to 100, words in any order) are shown to a person as perhaps one organisation.
ALIKE = 88
_LONG = 8
_SMALL = PARTICLES | {"against", "and", "for", "of", "on", "the"}

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """An organisation to be found. `ref` is the caller's own; by the words in `other` it may be asked for too."""

    ref: R
    name: str
    abbreviation: str = ""
    other: str = ""


def find(query: str, entries: Iterable[Entry[R]]) -> list[R]:
    """Those in whose name every word asked for is found, best first; one word of five letters may be misspelt."""
    asked = words(query[:300])[:LONGEST_QUERY]
    if not asked:
        return []
    scored = [(_score(asked, entry), fold(entry.name), place, entry) for place, entry in enumerate(entries)]
    ranked = sorted((hit for hit in scored if hit[0] > 0), key=lambda hit: (-hit[0], hit[1], hit[2]))
    return [hit[-1].ref for hit in ranked]


class Names:
    """Names as keys (`rules.name_key`), among which one spelt in another way is found."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._joined: dict[str, str] = {}
        self._sorted: list[str] = []
        self._keys: list[str] = []
        for key in keys:
            self.add(key)

    def add(self, key: str) -> None:
        """Put one more among them."""
        if self._joined.setdefault(key.replace(" ", ""), key) == key and len(key) >= _LONG:
            self._sorted.append(_in_order(key))
            self._keys.append(key)

    def nearest(self, key: str) -> str | None:
        """The name that may be the same one spelt otherwise: its words in another order, together, or misspelt."""
        together = self._joined.get(key.replace(" ", ""))
        if together is not None or len(key) < _LONG:
            return together
        hit = process.extractOne(_in_order(key), self._sorted, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self._keys[hit[2]] if hit else None


def initials(name: str) -> str:
    """The first letters of a name's words, small words left out: `odf` for Open Dialogue Foundation."""
    return "".join(word[0] for word in words(name) if word not in _SMALL)


def _in_order(key: str) -> str:
    """The words of a key in alphabetical order, so that two names of the same words are one."""
    return " ".join(sorted(key.split()))


def _score(asked: Sequence[str], entry: Entry[R]) -> float:
    name = words(f"{entry.name} {entry.other}")
    short = fold(entry.abbreviation).replace(" ", "")
    joined = "".join(asked)
    if joined in {short, fold(entry.name).replace(" ", "")}:
        return EXACT + 1
    if len(joined) >= 3 and joined == initials(entry.name):
        return ABBREVIATED
    qualities = [_quality(word, (*name, short) if short else name) for word in asked]
    if min(qualities) == 0 or qualities.count(MISSPELT) > 1:
        return 0.0
    return sum(qualities) / len(qualities) - 0.01 * max(0, len(name) - len(asked))


def _quality(word: str, name: Sequence[str]) -> float:
    """How well the word fits the best of the name's words; 0 when it fits none."""
    if word in name:
        return EXACT
    if any(other.startswith(word) for other in name):
        return BEGUN
    if len(word) >= 4 and any(sound(other) == sound(word) for other in name):
        return HEARD
    allowed = 2 if len(word) >= 8 else 1 if len(word) >= 5 else 0
    near = allowed and any(OSA.distance(word, other, score_cutoff=allowed) <= allowed for other in name)
    return MISSPELT if near else 0.0
