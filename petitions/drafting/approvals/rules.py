"""Which needed approvals a version has, as data. Pure: no Flask request, no session.

An approval counts for one exact version, and one for safety for what its giver saw of it. A refusal stands against the
version that it was said of, whatever becomes of the need: whoever said it may think again, or the text has to change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What an approval vouches for."""

    LEGAL = "legal"
    SAFETY = "safety"
    PARTNER = "partner"
    QUOTED = "quoted"


WITHOUT_PARTY = frozenset({Kind.LEGAL, Kind.SAFETY})
"""Kinds of which a campaign needs one at most; each other one names a party."""


class State(StrEnum):
    """How one needed approval stands for one version."""

    APPROVED = "approved"
    LAPSED = "lapsed"
    MISSING = "missing"
    EARLIER = "earlier"
    REFUSED = "refused"
    OWN_TEXT = "own_text"
    OWN_REMOVAL = "own_removal"


@dataclass(frozen=True)
class Need:
    """One needed approval. ``identity`` tells who gives it, ``removed_by`` who took it away; empty while in force."""

    id: UUID
    kind: str
    party: str
    giver: str
    identity: str
    is_of_colleague: bool = True
    removed_by: str = ""


@dataclass(frozen=True)
class Word:
    """What somebody said of one version of a text: for a need, or, without one, of the version as a whole.

    ``about`` is what the need is of, its kind and party; so a need taken away and one named anew are about the same.
    An approval has ``lapsed`` where there is more to look at now than was looked at then.
    """

    number: int
    approved: bool
    identity: str
    who: str
    at: datetime
    need: UUID | None = None
    about: str = ""
    lapsed: bool = False


@dataclass(frozen=True)
class Point:
    """One thing that whoever vouches for safety looks at: a question on a kind or, with a ``name``, a protected name
    and its place. ``since`` is when the name became protected.
    """

    key: str
    kind: str
    name: str = ""
    around: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """One needed approval and how it stands. ``kind`` is empty for the rule that holds without any need.

    ``earlier`` is the newest version before this one that was approved for it; 0: none.
    """

    kind: str
    party: str
    state: State
    giver: str = ""
    earlier: int = 0
    need: UUID | None = None


def standings(needs: Sequence[Need], said: Sequence[Word], number: int, author: str) -> list[Standing]:
    """How each needed approval stands for version ``number``, and who else refused it.

    Where no need is a colleague's to give, a colleague other than the author has to approve the version besides: who
    names somebody outside, at an address of her own choice, must not open a text alone.
    """
    in_force = [need for need in needs if not need.removed_by]
    found = [_standing(need, said, number, author) for need in in_force]
    told = {need.identity for need, one in zip(in_force, found, strict=True) if one.state == State.REFUSED}
    if not any(need.is_of_colleague for need in in_force):
        found.append(_second_person(said, number, author))
    found += _waved_away(needs, in_force, author)
    return found + [
        Standing("", "", State.REFUSED, word.who) for word in _last_words(said, number) if _bars(word, told)
    ]


def unmet(needs: Sequence[Need], said: Sequence[Word], number: int, author: str) -> list[Standing]:
    """What keeps version ``number`` from being approved; empty when nothing does."""
    return [one for one in standings(needs, said, number, author) if one.state != State.APPROVED]


def not_looked_at(points: Iterable[Point], answers: Iterable[Mapping[str, str]]) -> list[Point]:
    """The points that these answers leave open: where there is one, an approval given with them counts no more.

    A point is known by its key: two names may stand among the same words.
    """
    known = {one.get("key") for one in answers}
    return [point for point in points if point.key not in known]


def _standing(need: Need, said: Iterable[Word], number: int, author: str) -> Standing:
    own = [word for word in said if word.need == need.id]
    here = next((word for word in own if word.number == number), None)
    earlier = max((word.number for word in own if word.approved and word.number < number), default=0)
    if here is not None and here.approved:
        state = State.LAPSED if here.lapsed else State.APPROVED
    elif here is not None:
        state = State.REFUSED
    elif need.identity == author:
        state = State.OWN_TEXT
    else:
        state = State.EARLIER if earlier else State.MISSING
    return Standing(need.kind, need.party, state, need.giver, earlier, need.id)


def _waved_away(needs: Sequence[Need], in_force: Sequence[Need], author: str) -> list[Standing]:
    """Needs that the version's own author took away, before or after writing it: of hers they still bar it."""
    named = {(need.kind, need.party) for need in in_force}
    own = {(need.kind, need.party): need for need in needs if need.removed_by == author}
    return [Standing(*key, State.OWN_REMOVAL, need.giver) for key, need in own.items() if key not in named]


def _second_person(said: Iterable[Word], number: int, author: str) -> Standing:
    approved = [word for word in said if word.approved and word.need is None and word.identity != author]
    here = next((word for word in approved if word.number == number), None)
    earlier = max((word.number for word in approved if word.number < number), default=0)
    if here is not None:
        return Standing("", "", State.APPROVED, here.who, earlier)
    return Standing("", "", State.EARLIER if earlier else State.MISSING, "", earlier)


def _last_words(said: Iterable[Word], number: int) -> list[Word]:
    """The last word of each person on each matter. A word on the whole version is the last on every matter.

    A verdict for a need is kept as one on the version too, at the same moment: that one tells nothing more.
    """
    here = [word for word in said if word.number == number]
    for_needs = {(word.identity, word.at) for word in here if word.need is not None}
    last: dict[tuple[str, str], Word] = {}
    for word in sorted(here, key=lambda word: word.at):
        if word.need is not None:
            last[word.identity, word.about] = word
        elif (word.identity, word.at) not in for_needs:
            last = {key: one for key, one in last.items() if one.identity != word.identity}
            last[word.identity, ""] = word
    return list(last.values())


def _bars(word: Word, told: set[str]) -> bool:
    return not word.approved and word.identity not in told
