"""Keys under which a word is kept, so that a misspelt one finds it by looking up equal keys and by no scan.

A word at most two edits away (one of them may swap two neighbours) has no more than one edit either in its first
letters or in its last: the two ends don't overlap, and a swap across the border changes one letter of each. An end
with one edit shares, as in Garbe's symmetric deletion (SymSpell, 2012), a form with one letter dropped.
"""

from collections.abc import Iterator

SHORTEST = 5
TWO_EDITS_FROM = 8
LONGEST_END = 4


def edits_allowed(asked: str) -> int:
    """How many edits a word of this length may be away: none, one or two."""
    if len(asked) < SHORTEST:
        return 0
    return 2 if len(asked) >= TWO_EDITS_FROM else 1


def keys_of(word: str) -> set[str]:
    """The keys under which a word is kept; none for one that is too short to be found when misspelt."""
    if len(word) < SHORTEST:
        return set()
    head, tail = _ends(len(word))
    ends = {f"{len(word)}<{end}" for end in _shortened(word[:head])}
    if len(word) >= TWO_EDITS_FROM - 2:
        ends |= {f"{len(word)}>{end}" for end in _shortened(word[-tail:])}
    return ends


def keys_near(asked: str) -> set[str]:
    """The keys of which every word that may be meant by this one has at least one."""
    allowed = edits_allowed(asked)
    keys: set[str] = set()
    for length in range(max(SHORTEST, len(asked) - allowed), len(asked) + allowed + 1) if allowed else ():
        head, tail = _ends(length)
        keys |= {f"{length}<{end}" for end in _shortened(asked[: head + 1]) | _shortened(asked[:head])}
        if allowed == 2:
            keys |= {f"{length}>{end}" for end in _shortened(asked[-tail - 1 :]) | _shortened(asked[-tail:])}
    return keys


def _ends(length: int) -> tuple[int, int]:
    """How many letters are the beginning and the end of a word of this length, without overlap."""
    return min(LONGEST_END, (length + 1) // 2), min(LONGEST_END, length // 2)


def _shortened(piece: str) -> set[str]:
    """The piece, and the piece without one of its letters."""
    return {piece, *_without_one(piece)}


def _without_one(piece: str) -> Iterator[str]:
    for place in range(len(piece)):
        yield piece[:place] + piece[place + 1 :]
