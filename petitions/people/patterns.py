"""A table whose addresses were made from the names instead of read in the register. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from petitions.people.judging import Finding
from petitions.people.spelling import words

FEWEST = 20
"""Only names of several words can be joined in more than one way; fewer of them prove nothing."""
SHARE = 0.9
"""In the real rosters of 2023 and 2024 the best pattern fits 45 to 49 % of such names, in a made table nearly all."""

_JOINED_BY = ("", "-", ".", "_")
_BETWEEN = (".", "_", "-", "")


def follow_one_pattern(findings: Iterable[Finding]) -> bool:
    """Whether one way of joining given names and surname gives the addresses of nearly all names of several words."""
    telling = [
        (given, surname, finding.address.lower().partition("@")[0])
        for finding in findings
        for given, surname in [(words(finding.row.first_name), words(finding.row.last_name))]
        if finding.address and (len(given) > 1 or len(surname) > 1)
    ]
    if len(telling) < FEWEST:
        return False
    made = [set(_made(given, surname)) for given, surname, _local in telling]
    patterns = {pattern for entries in made for pattern, _local in entries}
    fits = (sum((pattern, telling[row][2]) in made[row] for row in range(len(telling))) for pattern in patterns)
    return max(fits, default=0) >= SHARE * len(telling)


def _made(given: Sequence[str], surname: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every address that a pattern would give, with the pattern."""
    shapes = {"all": given, "first": given[:1], "initial": [given[0][:1]] if given else []}
    for (shape, used), joined, between in product(shapes.items(), _JOINED_BY, _BETWEEN):
        yield (shape, joined, between), joined.join(used) + between + joined.join(surname)
