"""Where the quotations of a paragraph stand, found by their marks alone. Pure.

Double marks pair wherever both stand in the paragraph. A single one may be an apostrophe: one inside a word, before a
figure, or that its language is known to leave letters out with (`conventions.yaml`) belongs to no quotation. Nor does
one that could pair in two ways: what is not sure is passed over.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

ASIDE = r"\]\((?:(?!\]\()[^)\n])*\)|<[^<>\s]+>|https?://\S+"
"""What in a text is an address, not words."""

_DOUBLE = '"“”„‟«»＂'
_PARTNERS = {"'": "'", "＇": "＇", "‘": "’", "’": "’‘", "‛": "’", "‚": "‘’", "‹": "›", "›": "‹"}
SINGLE = "".join(_PARTNERS)
"""Marks of one stroke. Some are apostrophes as well."""

_APOSTROPHES = "'＇‘’‛"
_SIGN = re.compile(rf"(?P<aside>{ASIDE}|\\\\)|(?P<mark>\\?[{_DOUBLE}{SINGLE}])")
# An opening mark (o) with one closing mark (c) after it, whatever possessives (p) stand there, or with one possessive.
_SURE = re.compile("(?<!o)o(?:p*(?P<close>c)p*|(?P<only>p))(?![cp])")
_NEAR = 8
_UNSEEN = "*_\\\u00a0\u202f"
_BEFORE_WORDS = frozenset("([{—–-/‘‚‹'" + _DOUBLE)
_AFTER_WORDS = frozenset(")]}—–-/’›'.,;:!?…[،؛؟" + _DOUBLE)


class Quotation(NamedTuple):
    """Where the two marks of a quotation stand."""

    opening: tuple[int, int]
    closing: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Apostrophes:
    """Where a language has apostrophes at the edge of a word: in which words, and after which letters of a possessive.

    None of those words is found where it has none.
    """

    words: re.Pattern[str] | None = None
    possessive: str = ""

    @classmethod
    def of(cls, words: Sequence[str], possessive: str) -> "Apostrophes":
        """From a list of words, in which the apostrophe may be typed in any way."""
        listed = "|".join(re.escape(word).replace("'", f"[{_APOSTROPHES}]") for word in words)
        return cls(re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE) if words else None, possessive)


class _Sign(NamedTuple):
    """A mark, and whether it opens; None where what stands around it does not tell."""

    span: tuple[int, int]
    mark: str
    opens: bool | None
    is_possessive: bool

    @property
    def kind(self) -> str:
        """As a letter, for `_SURE`."""
        return "o" if self.opens else "p" if self.is_possessive else "c"


def quotations(text: str, apostrophes: Apostrophes = Apostrophes()) -> list[Quotation]:
    """The quotations of one paragraph, outer ones before those inside them."""
    signs = list(_signs(text, apostrophes))
    doubles = list(_doubles([sign for sign in signs if sign.mark in _DOUBLE]))
    return sorted([*doubles, *_singles(signs, doubles)])


def _signs(text: str, apostrophes: Apostrophes) -> Iterator[_Sign]:
    words = apostrophes.words.finditer(text) if apostrophes.words else ()
    left_out = {place for word in words for place in range(*word.span())}
    for match in _SIGN.finditer(text):
        if match["mark"] is not None and match.end() - 1 not in left_out:
            yield _sign(text, match, apostrophes.possessive)


def _sign(text: str, match: re.Match[str], possessive: str) -> _Sign:
    mark = match["mark"][-1]
    before = text[max(match.start() - _NEAR, 0) : match.start()].rstrip(_UNSEEN)[-1:]
    after = text[match.end() : match.end() + _NEAR].lstrip(_UNSEEN)[:1]
    may_open = not before or before.isspace() or before in _BEFORE_WORDS
    may_close = not after or after.isspace() or after in _AFTER_WORDS
    opens = may_open if may_open != may_close else None
    is_doubled = mark in SINGLE and mark in (before, after)
    is_before_figure = mark in _APOSTROPHES and after.isdigit() and opens
    if mark == "„":
        opens = True
    is_possessive = before.lower() in tuple(possessive) and after.isspace()
    return _Sign(match.span(), mark, None if is_doubled or is_before_figure else opens, is_possessive)


def _doubles(signs: Sequence[_Sign]) -> Iterator[Quotation]:
    waiting: list[_Sign] = []
    for sign in signs:
        if sign.opens or (sign.opens is None and not waiting):
            waiting.append(sign)
        elif waiting:
            yield Quotation(waiting.pop().span, sign.span)


def _singles(signs: Sequence[_Sign], doubles: Sequence[Quotation]) -> Iterator[Quotation]:
    """Pairs of single marks that stand inside the same double ones, or outside all."""
    openings, closings = ({pair[side] for pair in doubles} for side in (0, 1))
    around, together = [-1], defaultdict[int, list[_Sign]](list)
    for sign in signs:
        if sign.span in openings:
            around.append(sign.span[0])
        elif sign.span in closings:
            around.pop()
        elif sign.mark in SINGLE and sign.opens is not None:
            together[around[-1]].append(sign)
    for group in together.values():
        for pair in _SURE.finditer("".join(sign.kind for sign in group)):
            opening, closing = group[pair.start()], group[pair.start(pair.lastgroup or 0)]
            if closing.mark in _PARTNERS[opening.mark]:
                yield Quotation(opening.span, closing.span)
