"""Comments of a Word file as threads of the discussion: which answers which, where each stands, whether it is known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid5

from petitions.drafting.discussion.rules import shortened
from petitions.drafting.word.remarks import Remark
from petitions.drafting.word.sayings import SUBJECT, Identity, Said

_MOST_QUOTED = 120

Known = Mapping[Identity, Sequence[Said]]
"""What was said already, in the order of the text."""


class Saying(NamedTuple):
    """One thing said. ``key`` is the id that it has or will have, always the same for the same comment."""

    key: str
    author: str
    words: str


@dataclass(frozen=True)
class Talk:
    """A comment with the answers to it. ``key`` is the id of the thread that it is or becomes.

    ``paragraph`` counts from 0; ``is_placed`` tells whether the file says so. ``quote`` is the words that it marks,
    where they are not the whole paragraph.
    """

    key: str
    paragraph: int
    on_subject: bool
    is_placed: bool
    is_resolved: bool
    quote: str
    said: list[Saying]


@dataclass(frozen=True)
class Homes:
    """In which paragraph of the version each unit of the file stands, and each note; ``items`` are the units of lists.

    ``many`` is how many paragraphs the version has.
    """

    units: Sequence[int | None]
    notes: Mapping[int, int]
    items: Sequence[bool]
    many: int

    def of(self, remark: Remark) -> int | None:
        """The paragraph that a comment stands on, or None."""
        spot = remark.spot
        if spot.taken_out is not None and spot.taken_out < self.many:
            return spot.taken_out
        if spot.note in self.notes:
            return self.notes[spot.note]
        return self.units[spot.unit] if spot.unit is not None and spot.unit < len(self.units) else None

    def quote(self, remark: Remark) -> str:
        """The words that a comment marks, unless they are all that its paragraph says."""
        unit = remark.spot.unit
        is_item = unit is not None and unit < len(self.items) and self.items[unit]
        return "" if remark.marked.is_whole and not is_item else shortened(remark.marked.words, _MOST_QUOTED)


def talks(remarks: Sequence[Remark], homes: Homes, text_id: UUID, known: Known) -> list[Talk]:
    """The comments as threads, in the order of the file."""
    roots = _roots(remarks)
    found: dict[str, Talk] = {}
    threads: dict[str, UUID] = {}
    used: set[UUID] = set()
    for remark, identity, nth in _told_apart(sorted(remarks, key=lambda one: one.key != roots[one.key])):
        begun = threads.get(roots[remark.key])
        here = _known(known, remark, homes, begun, used)
        thread = here.thread if here else begun
        fresh = uuid5(thread or text_id, "\n".join((*identity, str(nth))))
        threads[remark.key] = thread or fresh
        talk = found.setdefault(str(threads[remark.key]), _begun(remark, threads[remark.key], homes))
        talk.said.append(Saying(str(here.key if here else fresh), remark.author, remark.words))
    return list(found.values())


def _known(known: Known, remark: Remark, homes: Homes, begun: UUID | None, used: set[UUID]) -> Said | None:
    """What a comment is that went out with the file: of several that say the same, the one at its place.

    An answer is sought in the thread that it answers. A comment that lost its time lost its author too: its words alone
    tell only where nothing else says the same, or at its place.
    """
    author, at = (remark.author, remark.at) if remark.at else ("", "")
    alike = known.get(Identity.of(author, at, remark.words), ())
    left = [one for one in alike if one.key not in used and begun in {None, one.thread}]
    place = SUBJECT if remark.spot.on_subject else homes.of(remark)
    here = [one for one in left if one.paragraph == place]
    found = here or (left if at or len(alike) == 1 else [])
    used.update(one.key for one in found[:1])
    return found[0] if found else None


def _begun(remark: Remark, key: UUID, homes: Homes) -> Talk:
    paragraph = homes.of(remark)
    return Talk(
        key=str(key),
        paragraph=0 if remark.spot.on_subject else paragraph or 0,
        on_subject=remark.spot.on_subject,
        is_placed=remark.spot.on_subject or paragraph is not None,
        is_resolved=remark.is_resolved,
        quote="" if remark.spot.on_subject else homes.quote(remark),
        said=[],
    )


def _told_apart(remarks: Iterable[Remark]) -> Iterator[tuple[Remark, Identity, int]]:
    """Each with how many of the very same came before it."""
    seen: Counter[Identity] = Counter()
    for remark in remarks:
        identity = Identity.of(remark.author, remark.at or remark.marked.words, remark.words)
        yield remark, identity, seen[identity]
        seen[identity] += 1


def _roots(remarks: Sequence[Remark]) -> dict[str, str]:
    """The key of the comment that begins the thread of each; a file that goes in circles begins anew."""
    answers = {remark.key: remark.answers for remark in remarks}
    found = {}
    for key in answers:
        root, seen = key, {key}
        while answers.get(root, "") in answers and answers[root] not in seen:
            root = answers[root]
            seen.add(root)
        found[key] = root
    return found
