"""Which person on a roster is meant by a name as somebody wrote it.

Every word of the name asked for has to be found in the person's name; one of them may be misspelt (or, in a search
box, unfinished). Whoever shares only a part of the name is nobody, not a near hit: a name printed under a letter must
never slide to another person.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from petitions.people.spelling import PARTICLES, is_heard, sound, tells, words

EXACT, ALIKE, JOINED = 1.0, 0.96, 0.97
CLOSE, UNFINISHED, INITIAL = 0.9, 0.85, 0.6
LEFT_OVER_GIVEN, LEFT_OVER_SURNAME, STRANGE_PARTICLE = 0.05, 0.08, 0.2
RIVAL = 0.4
CLEAR_MARGIN = 0.15
LONGEST_QUERY = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be meant. `ref` is the caller's own key of its bearer; country and group are codes."""

    ref: int | str
    given_name: str
    surname: str
    country: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with a score from 0 to 1. `sure` marks a single clear winner, the only one ever taken unasked."""

    candidate: Candidate
    score: float
    sure: bool = False


class _Word(NamedTuple):
    text: str
    surname: bool
    needed: bool


class _Fit(NamedTuple):
    """How the words of a query lie on a candidate's words: (position, quality) for each word of the query.

    `strange` counts the particles of the query that the candidate does not bear.
    """

    entry: int
    pairs: tuple[tuple[int, float], ...]
    strange: int

    @property
    def quality(self) -> float:
        return sum(quality for _, quality in self.pairs) / len(self.pairs)


class NameIndex:
    """Candidates made ready for many queries. Building costs about 20 µs a candidate."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates = tuple(candidates)
        self._words = [_name_words(candidate) for candidate in self.candidates]
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._joined: dict[str, set[int]] = defaultdict(set)
        for entry, name in enumerate(self._words):
            for position, word in enumerate(name):
                self._places[word.text].append((entry, position))
            for form in _joined_forms(name):
                self._joined[form].add(entry)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for text in self._places:
            self._by_sound[sound(text)].append(text)
        self._vocabulary = sorted(self._places)
        self._sounds = sorted(self._by_sound)
        self._long = [text for text in self._vocabulary if len(text) >= 5]

    def match(self, query: str, *, unfinished: bool = False) -> list[Match]:
        """Everyone whom the name may mean, best first; nobody when no one bears the whole of it.

        With `unfinished` a word may be the beginning of a name, as typed into a search box. Who bears several names,
        each a candidate with the same `ref`, is found once, by the best of them.
        """
        asked = query_words(query)
        particles = frozenset(words(query)) - frozenset(asked)
        fits = list(self._fits(asked, particles, unfinished)) if asked else []
        scores = {fit.entry: self._score(fit) for fit in fits}
        for entry in self._joined.get(sound("".join(words(query))), ()):
            scores[entry] = max(JOINED, scores.get(entry, 0.0))
        ranked = self._once(sorted(scores, key=lambda entry: (-scores[entry], self._order(entry))))
        best = next((fit for fit in fits if fit.entry == ranked[0]), None) if ranked else None
        rivals = self._once(sorted(self._rivals(asked, best, scores), key=self._order), ranked) if best else []
        sure = best is not None and not rivals and self._is_clear(asked, best, [scores[entry] for entry in ranked])
        found = [Match(self.candidates[e], round(scores[e], 3), sure and place == 0) for place, e in enumerate(ranked)]
        return found + [Match(self.candidates[e], RIVAL) for e in rivals]

    def _once(self, entries: Iterable[int], but: Iterable[int] = ()) -> list[int]:
        """The first entry of each bearer."""
        bearers: dict[int | str, int] = {}
        for entry in entries:
            bearers.setdefault(self.candidates[entry].ref, entry)
        others = {self.candidates[entry].ref for entry in but}
        return [entry for ref, entry in bearers.items() if ref not in others]

    def _fits(self, asked: Sequence[str], particles: frozenset[str], unfinished: bool) -> Iterator[_Fit]:
        """One fit for each candidate in whom every word asked for has its own place."""
        chances = [self._chances(word, unfinished) for word in asked]
        for entry in set(chances[0]).intersection(*chances[1:]):
            pairs = _best_pairs([chance[entry] for chance in chances], frozenset())
            if pairs and sum(quality < ALIKE for _, quality in pairs) <= 1:
                yield _Fit(entry, pairs, len(particles.difference(word.text for word in self._words[entry])))

    def _chances(self, word: str, unfinished: bool) -> dict[int, list[tuple[int, float]]]:
        """Where in which candidate the word may lie: entry -> (position, quality)."""
        chances: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for text, quality in self._similar(word, unfinished).items():
            for entry, position in self._places[text]:
                if quality > INITIAL or not self._words[entry][position].surname:
                    chances[entry].append((position, quality))
        return chances

    def _similar(self, word: str, unfinished: bool) -> dict[str, float]:
        """Words of the roster that may be this one, with their quality."""
        if len(word) == 1:
            similar = dict.fromkeys(_starting(self._vocabulary, word), INITIAL)
            return {**similar, word: EXACT} if word in self._places else similar
        similar = self._beginnings(word) if unfinished else {}
        if len(word) >= 5:
            allowed = 2 if len(word) >= 8 else 1
            near = process.extract(word, self._long, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            for text, edits, _ in near:
                similar[text] = max(similar.get(text, 0.0), CLOSE * (1 - edits / len(word)))
        if len(sound(word)) >= 3:
            similar.update(dict.fromkeys(self._by_sound.get(sound(word), ()), ALIKE))
        return {**similar, word: EXACT} if word in self._places else similar

    def _beginnings(self, word: str) -> dict[str, float]:
        texts = list(_starting(self._vocabulary, word))
        if is_heard(word):
            texts += [text for heard in _starting(self._sounds, sound(word)) for text in self._by_sound[heard]]
        return {text: INITIAL + (UNFINISHED - INITIAL) * min(1.0, len(word) / len(text)) for text in texts}

    def _left_over(self, fit: _Fit) -> list[_Word]:
        taken = {position for position, _ in fit.pairs}
        return [word for place, word in enumerate(self._words[fit.entry]) if word.needed and place not in taken]

    def _score(self, fit: _Fit) -> float:
        lost = sum(LEFT_OVER_SURNAME if word.surname else LEFT_OVER_GIVEN for word in self._left_over(fit))
        return max(0.05, fit.quality - lost - STRANGE_PARTICLE * fit.strange)

    def _rivals(self, asked: Sequence[str], best: _Fit, found: dict[int, float]) -> set[int]:
        """Others who bear the part of the surname that was asked for, when it is only a part of the winner's."""
        if not any(word.surname for word in self._left_over(best)):
            return set()
        name = self._words[best.entry]
        pairs = zip(asked, best.pairs, strict=True)
        parts = [word for word, (place, _) in pairs if name[place].surname and tells(word)]
        bearers = [self._bearers(part) for part in parts]
        return set.intersection(*bearers) - set(found) if bearers else set()

    def _bearers(self, part: str) -> set[int]:
        return {
            entry
            for text in {part, *self._by_sound.get(sound(part), ())}
            for entry, place in self._places.get(text, ())
            if self._words[entry][place].surname
        }

    def _is_clear(self, asked: Sequence[str], best: _Fit, scores: Sequence[float]) -> bool:
        """First given name and surname both found, with one departure at most, and nobody else near.

        A word found by its sound only is doubtful when somebody else on the roster bears that very word.
        """
        places = {position for position, _ in best.pairs}
        both = 0 in places and any(self._words[best.entry][position].surname for position in places)
        altered = [word for word, (_, quality) in zip(asked, best.pairs, strict=True) if quality < EXACT]
        heard = all(quality >= ALIKE for _, quality in best.pairs) and not any(word in self._places for word in altered)
        one_departure = len(altered) + len(self._left_over(best)) <= 1 and not best.strange
        alone = len(scores) == 1 or scores[0] - scores[1] >= CLEAR_MARGIN
        return both and heard and one_departure and alone

    def _order(self, entry: int) -> tuple[str, ...]:
        candidate = self.candidates[entry]
        return (*words(candidate.surname), "", *words(candidate.given_name), "", str(candidate.ref))


def match(query: str, candidates: Iterable[Candidate], *, unfinished: bool = False) -> list[Match]:
    """`NameIndex.match` for a single query."""
    return NameIndex(candidates).match(query, unfinished=unfinished)


def _name_words(candidate: Candidate) -> tuple[_Word, ...]:
    given, surname = words(candidate.given_name), words(candidate.surname)
    return tuple(_Word(text, False, text in _core(given)) for text in given) + tuple(
        _Word(text, True, text in _core(surname)) for text in surname
    )


def _joined_forms(name: Sequence[_Word]) -> set[str]:
    """The whole name written as one word, in both orders: `demeo` has to find `DE MEO`."""
    given = "".join(word.text for word in name if not word.surname)
    surname = "".join(word.text for word in name if word.surname)
    return {sound(given + surname), sound(surname + given)}


def _core(name: Sequence[str]) -> tuple[str, ...]:
    """The words without particles; all of them when there is nothing else."""
    return tuple(word for word in name if word not in PARTICLES) or tuple(name)


def query_words(query: str) -> tuple[str, ...]:
    """A particle may be left out or spelt differently, but a single letter may be an initial, so it is kept."""
    asked = words(query[:200])[:LONGEST_QUERY]
    return tuple(word for word in asked if len(word) == 1 or word not in PARTICLES) or asked


def _best_pairs(chances: list[list[tuple[int, float]]], taken: frozenset[int]) -> tuple[tuple[int, float], ...]:
    """The best way to give every word a place of its own; empty when there is none."""
    ways = []
    for position, quality in chances[0]:
        if position in taken:
            continue
        rest = _best_pairs(chances[1:], taken | {position}) if chances[1:] else ()
        if rest or not chances[1:]:
            ways.append(((position, quality), *rest))
    return max(ways, key=lambda way: sum(quality for _, quality in way), default=())


def _starting(texts: Sequence[str], beginning: str) -> Iterator[str]:
    """The texts, sorted, that start with these letters."""
    for text in texts[bisect_left(texts, beginning) :]:
        if not text.startswith(beginning):
            return
        yield text
