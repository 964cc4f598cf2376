"""How names are spelt: one folded form, and one form for what sounds alike."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

PARTICLES = frozenset(
    "af al av da das de del della den der di do dos du e el fon i in la las le los"
    " t te ten ter und van vom von y zu zum zur".split()
)

SOUNDS_HEARD = 3

_APOSTROPHES = re.compile(r"['’‘ʼʹ`´]")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_SOUNDS = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        ("tsch|tch", "k"),
        ("sch|sh|sz", "s"),
        ("kh", "h"),
        ("ch|ck|cz", "k"),
        ("[cq]", "k"),
        ("x", "ks"),
        ("ph", "f"),
        ("[td]z|ts", "z"),
        ("([tdgrzb])h", r"\1"),
        ("w", "v"),
        ("[jy]", "i"),
        ("([aou])e", r"\1"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The name in plain lower-case Latin letters, words divided by one space.

    Accents fall, other scripts are transliterated, apostrophes join and every other mark divides:
    `IN 'T VELD` becomes `in t veld`, `D’Amato` becomes `damato`, `Шольц` becomes `sholts`.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    latin = _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", plain))).lower()
    return _SEPARATORS.sub(" ", latin).strip()


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """What a folded word sounds like, roughly and in no one language: `khassenov` and `hasenov` are the same."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


def is_heard(beginning: str) -> bool:
    """Whether the beginning of a word is long enough to be known by its sound: one or two begin thousands."""
    return len(sound(beginning)) >= SOUNDS_HEARD


def tells(word: str) -> bool:
    """Whether a word says who is meant: a single letter or a particle doesn't."""
    return len(word) > 1 and word not in PARTICLES


def bears(name: str, surname: str) -> bool:
    """Whether a name holds a word of the surname, as it is spelt or as it sounds; particles alone say nothing."""
    core = [word for word in words(surname) if word not in PARTICLES] or words(surname)
    return not {sound(word) for word in core}.isdisjoint(map(sound, words(name)))


def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, particles included."""
    return tuple(fold(name).split())
