"""What a case is made of, as plain data, and the rules on it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import category
from uuid import UUID

from flask_babel import gettext as _
from rapidfuzz.distance import OSA

from petitions.core.dates import UNKNOWN_DATE, UncertainDate, problem
from petitions.people.spelling import fold, sound, words

SHORTEST_NAME = 3
LONG_NAME = 6
AROUND = 40
# Vowel signs and accents of their own are part of a word; what nobody sees can't part it either.
_INSIDE_WORDS = frozenset({"Mn", "Mc", "Me", "Cf"})
# What is left of a word that was cut through, where words are parted by spaces.
_CUT_LEFT, _CUT_RIGHT = re.compile(r"^\S*\s+"), re.compile(r"\s+\S*$")
_POSSESSIVE = re.compile("['’ʼ]s$", re.IGNORECASE)
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Thai, Lao, Tibetan, Burmese, Khmer, Japanese and Chinese put no spaces between words."""


@dataclass(frozen=True)
class Profile:
    """The head of a case page. ``other_names`` holds other spellings of the name, one a line."""

    name: str
    other_names: str = ""
    home_country: str = ""
    host_country: str = ""
    lede: str = ""
    summary: str = ""
    status_title: str = ""
    status_body: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True)
class EventFacts:
    """Something that happened."""

    title: str
    when: UncertainDate = UNKNOWN_DATE
    category: str = ""
    country: str = ""
    body: str = ""
    source_id: UUID | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class ProceedingFacts:
    """A procedure before a court or an authority."""

    title: str
    authority: str
    kind: str = ""
    country: str = ""
    opened: UncertainDate = UNKNOWN_DATE
    decided: UncertainDate = UNKNOWN_DATE
    outcome: str = ""
    note: str = ""
    is_open: bool = False
    appeals_id: UUID | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class SourceFacts:
    """Where something is known from."""

    title: str
    publisher: str = ""
    published: str = ""
    address: str = ""
    note: str = ""
    is_withheld: bool = False


@dataclass(frozen=True)
class DocumentFacts:
    """What is said of a document. It is internal unless somebody decides otherwise."""

    title: str
    when: UncertainDate = UNKNOWN_DATE
    source_id: UUID | None = None
    is_withheld: bool = True


@dataclass(frozen=True)
class ReleasedDocument:
    """A document as a release vouches for it: exactly these bytes."""

    title: str
    media_type: str
    ending: str
    size: int | None
    sha256: str
    when: UncertainDate = UNKNOWN_DATE
    source_id: UUID | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class ProtectedFacts:
    """A name that must not appear in public texts: of whom or what it is, and why."""

    name: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class FoundName:
    """A protected name in a text: the name, how it is written there, and the words around it."""

    name: str
    written: str
    around: str


@dataclass(frozen=True)
class ConsentFacts:
    """The defender's consent to be shown."""

    given_by: str
    given_on: date
    scope: str
    next_review: date


def circular(appeals: Mapping[UUID, UUID | None], proceeding: UUID, appealed: UUID | None) -> bool:
    """Whether a proceeding that appeals this one would, followed back, appeal itself."""
    while appealed is not None:
        if appealed == proceeding:
            return True
        appealed = appeals.get(appealed)
    return False


def consent_problem(consent: ConsentFacts, on: date) -> str | None:
    """What is wrong with a recorded consent on the day it is recorded, in a sentence, or None."""
    if not consent.given_by or not consent.scope:
        return _("Say who gave the consent, and for what.")
    if consent.given_on > on:
        return _("Consent can’t be given on a day that is still to come.")
    if consent.next_review <= on:
        return _("The next review has to be on a later day than today.")
    return None


def date_problem(*dates: UncertainDate) -> str | None:
    """What is wrong with the first of these dates that can’t stand, or None."""
    return next((sentence for sentence in map(problem, dates) if sentence), None)


def protected_problem(name: str, others: Iterable[str]) -> str | None:
    """Why a name can't be protected, in a sentence, or None."""
    if len(fold(name).replace(" ", "")) < SHORTEST_NAME:
        return _("Write at least three letters: a shorter name would be found in every text.")
    if words(name) in {words(other) for other in others}:
        return _("This name is protected already.")
    return None


def protected_found(text: str, names: Iterable[str]) -> list[FoundName]:
    """Where a text holds protected names: whole words, in any case, script and accents, and spelt a little otherwise.

    A word counts as the same when it sounds the same or, from six letters on, differs by one letter; endings that a
    language puts on names are found that way. The surname may stand first. It warns too often rather than too seldom:
    a person decides.
    """
    written = [(match, word) for match in _written_words(text) for word in words(_POSSESSIVE.sub("", match[0]))]
    heard: dict[str, set[str]] = {}
    stands: dict[str, list[int]] = {}
    for place, (_match, word) in enumerate(written):
        heard.setdefault(sound(word), set()).add(word)
        stands.setdefault(word, []).append(place)
    found: list[FoundName] = []
    for name in names:
        if _UNSPACED.search(name):
            found.extend(_found(text, name, *match.span()) for match in re.finditer(re.escape(name), text))
            continue
        wanted = [_alike(part, heard) for part in words(name)]
        ends = wanted[0] | wanted[-1] if wanted else ()
        for start in sorted(place for word in ends for place in stands[word]):
            stretch = written[start : start + len(wanted)]
            if len(stretch) == len(wanted) and (_is_stretch(stretch, wanted) or _is_stretch(stretch, wanted[::-1])):
                found.append(_found(text, name, stretch[0][0].start(), stretch[-1][0].end()))
    return found


def _written_words(text: str) -> Iterator[re.Match[str]]:
    inside = "".join(re.escape(sign) for sign in sorted(set(text)) if category(sign) in _INSIDE_WORDS)
    letters = rf"(?:[^\W_]|[{inside}])+" if inside else r"[^\W_]+"
    return re.finditer(f"{letters}(?:['’ʼ]{letters})*", text)


def _is_stretch(stretch: Sequence[tuple[re.Match[str], str]], wanted: Sequence[Collection[str]]) -> bool:
    return all(word in alike for (_match, word), alike in zip(stretch, wanted, strict=True))


def _alike(part: str, heard: Mapping[str, Collection[str]]) -> set[str]:
    """The words that count as this part of a name, of a text whose words are given by their sound."""
    own = sound(part)
    found = {word for word in heard.get(own, ()) if word == part or len(part) >= SHORTEST_NAME}
    if len(part) >= LONG_NAME:
        near = (other for other in heard if abs(len(other) - len(own)) <= 1)
        found.update(*(heard[other] for other in near if OSA.distance(other, own, score_cutoff=1) <= 1))
    return found


def _found(text: str, name: str, start: int, end: int) -> FoundName:
    before, after = max(start - AROUND, 0), min(end + AROUND, len(text))
    left = "…" + _CUT_LEFT.sub("", text[before:start]) if before else text[:start]
    right = _CUT_RIGHT.sub("", text[end:after]) + "…" if after < len(text) else text[end:]
    return FoundName(name, text[start:end], " ".join(f"{left}{text[start:end]}{right}".split()))
