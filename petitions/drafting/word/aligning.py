"""Which unit of a text that came back is which unit of the text that it was made from. Pure."""

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from petitions.drafting.paragraphs import carried

_MOST_COMPARED = 300
"""How many changed units are held against each other by their words; beyond it only their bookmarks tell."""


def aligned(
    old: Sequence[str], new: Sequence[str], homes: Sequence[int], hints: Sequence[int | None]
) -> list[int | None]:
    """For each new unit the number of the old one that it was, never crossing; None for one that is new.

    ``homes`` tell in which paragraph each old unit stands, ``hints`` for each new one the paragraph that its bookmark
    names. The same words go before the bookmark, the bookmark before words that are alike.
    """
    origins: list[int | None] = [None] * len(new)
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            for offset in range(step.src_end - step.src_start):
                origins[step.dest_start + offset] = step.src_start + offset
    _by_bookmark(origins, homes, hints)
    _by_words(origins, old, new)
    return origins


def _by_bookmark(origins: list[int | None], homes: Sequence[int], hints: Sequence[int | None]) -> None:
    first: dict[int, int] = {}
    for place, home in enumerate(homes):
        first.setdefault(home, place)
    wanted = {place: first[hint] for place, hint in enumerate(hints) if hint is not None and hint in first}
    _fit(origins, wanted, len(homes), {place: homes[start] for place, start in wanted.items()}, homes)


def _by_words(origins: list[int | None], old: Sequence[str], new: Sequence[str]) -> None:
    known = {origin for origin in origins if origin is not None}
    before = [place for place in range(len(old)) if place not in known]
    after = [place for place in range(len(new)) if origins[place] is None]
    if max(len(before), len(after)) > _MOST_COMPARED:
        return
    places = carried([old[place] for place in before], [new[place] for place in after])
    wanted = {after[place]: before[number] for number, place in enumerate(places) if place is not None}
    _fit(origins, wanted, len(old), {}, ())


def _fit(
    origins: list[int | None], wanted: dict[int, int], most: int, homes: dict[int, int], home_of: Sequence[int]
) -> None:
    """Take over what crosses nothing; within one paragraph the next unit that is free."""
    ends = _ends(origins, most)
    last = -1
    for place, origin in enumerate(origins):
        if origin is not None:
            last = origin
        elif place in wanted:
            found = wanted[place]
            while place in homes and found <= last and found + 1 < most and home_of[found + 1] == homes[place]:
                found += 1
            if last < found < ends[place]:
                origins[place] = last = found


def _ends(origins: Sequence[int | None], most: int) -> list[int]:
    """For each place the next origin that is already known behind it."""
    ends, end = [most] * len(origins), most
    for place in reversed(range(len(origins))):
        ends[place] = end
        known = origins[place]
        end = end if known is None else known
    return ends
