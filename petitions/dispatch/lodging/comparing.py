"""Who stands on a published list, held against those who committed here. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from petitions.people.names import Candidate, NameIndex
from petitions.people.spelling import fold


@dataclass(frozen=True, slots=True)
class Name:
    """One name on either side. ``ref`` is the caller's own key; ``country`` an ISO code, empty if not known."""

    ref: Hashable
    given_name: str
    surname: str
    country: str

    @property
    def whole(self) -> str:
        """Given name and surname."""
        return f"{self.given_name} {self.surname}".strip()

    @property
    def spelt(self) -> tuple[str, str]:
        """What two names share that are spelt alike, capitals and accents apart."""
        return fold(self.whole), self.country


@dataclass(frozen=True, slots=True)
class Unclear:
    """A published name that may mean these of the committed, the likeliest first: a person chooses."""

    published: Name
    options: Sequence[Name]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two lists held against each other. Whoever is an option of an unclear name is in no other list."""

    both: Sequence[tuple[Name, Name]]
    not_published: Sequence[Name]
    not_committed: Sequence[Name]
    unclear: Sequence[Unclear]

    @property
    def is_clear(self) -> bool:
        """Whether no person has to choose."""
        return not self.unclear

    @property
    def differs(self) -> bool:
        """Whether the lists are not certainly the same."""
        return bool(self.not_published or self.not_committed or self.unclear)


def compare(
    committed: Sequence[Name], published: Sequence[Name], chosen: Mapping[Hashable, Hashable | None]
) -> Comparison:
    """Hold the published names against the committed, both in their order.

    ``chosen`` are decisions of persons: the ref of a published name with that of the committed one it means, or None
    for nobody. Otherwise names spelt alike within one delegation are one person; so is a single clear winner of the
    matching of names within the delegation. Two that are close, and a like name of another delegation, stay unclear.
    """
    pairs: dict[Hashable, Hashable | None] = {**_spelt_alike(committed, published), **chosen}
    taken = {ref for ref in pairs.values() if ref is not None}
    left = [one for one in committed if one.ref not in taken]
    options = {one.ref: _options(one, left) for one in published if one.ref not in pairs}
    pairs |= _winners(options)
    pairs |= {ref: None for ref, found in options.items() if not found.names and ref not in pairs}
    return _sorted_out(committed, published, pairs, {ref: found.names for ref, found in options.items()})


@dataclass(frozen=True, slots=True)
class _Options:
    names: Sequence[Name]
    sure: bool = False


def _spelt_alike(committed: Sequence[Name], published: Sequence[Name]) -> dict[Hashable, Hashable]:
    here, there = _alone(committed), _alone(published)
    return {there[key].ref: here[key].ref for key in there.keys() & here.keys()}


def _alone(names: Iterable[Name]) -> dict[tuple[str, str], Name]:
    """Those whose spelling no other on their list shares."""
    by_spelling = {name.spelt: name for name in names}
    count = Counter(name.spelt for name in names)
    return {spelt: name for spelt, name in by_spelling.items() if count[spelt] == 1}


def _options(published: Name, committed: Sequence[Name]) -> _Options:
    """Who may be meant: within the delegation first, and only doubtfully outside it."""
    own = [one for one in committed if one.country == published.country]
    matches = NameIndex(_candidates(own)).match(published.whole)
    if matches:
        return _Options([own[int(match.candidate.ref)] for match in matches], matches[0].sure)
    matches = NameIndex(_candidates(committed)).match(published.whole)
    return _Options([committed[int(match.candidate.ref)] for match in matches])


def _candidates(names: Sequence[Name]) -> list[Candidate]:
    return [Candidate(place, name.given_name, name.surname, name.country) for place, name in enumerate(names)]


def _winners(options: Mapping[Hashable, _Options]) -> dict[Hashable, Hashable]:
    """The clear ones, unless somebody else on the published list may be the same person."""
    meant = Counter(name.ref for found in options.values() for name in found.names)
    sure = {ref: found.names[0].ref for ref, found in options.items() if found.sure}
    return {ref: winner for ref, winner in sure.items() if meant[winner] == 1}


def _sorted_out(
    committed: Sequence[Name],
    published: Sequence[Name],
    pairs: Mapping[Hashable, Hashable | None],
    options: Mapping[Hashable, Sequence[Name]],
) -> Comparison:
    by_ref = {one.ref: one for one in committed}
    taken = set(pairs.values())
    unclear = [Unclear(one, options[one.ref]) for one in published if one.ref not in pairs]
    doubtful = {option.ref for one in unclear for option in one.options}
    return Comparison(
        both=[(one, by_ref[pairs[one.ref]]) for one in published if pairs.get(one.ref) is not None],
        not_published=[one for one in committed if one.ref not in taken and one.ref not in doubtful],
        not_committed=[one for one in published if one.ref in pairs and pairs[one.ref] is None],
        unclear=unclear,
    )
