"""The fields of the page on which a translation is written as one text, and that text as the fields again. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

from petitions.core.errors import DomainError
from petitions.core.text import canonical
from petitions.drafting.paragraphs import paragraphs

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_TRAILING = re.compile(r"[^\S\n]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fields:
    """Where the fields of a page stood: beside which version of the text, and at which of its paragraphs.

    A field without a place stood beside none any more. ``sizes`` is how many paragraphs each one held.
    """

    number: int
    places: tuple[int | None, ...]
    sizes: tuple[int, ...]

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Fields":
        """What a working copy keeps of it."""
        return cls(int(kept["number"]), tuple(kept["places"]), tuple(kept["sizes"]))

    def kept(self) -> dict[str, Any]:
        """As a working copy keeps it."""
        return {"number": self.number, "places": list(self.places), "sizes": list(self.sizes)}

    def texts(self, body: str) -> list[str]:
        """What stood in each field of the text that they made."""
        rest = iter(paragraphs(body))
        return ["\n\n".join(islice(rest, size)) for size in self.sizes]


def together(texts: Iterable[str]) -> tuple[str, tuple[int, ...]]:
    """The text that is typed in fields, as saving makes it, and how many paragraphs each holds.

    Unlike a save it takes whatever is typed.
    """
    words = [_tidied(text) for text in texts]
    return "\n\n".join(filter(None, words)), tuple(len(paragraphs(text)) for text in words)


def placed(number: int, places: Sequence[int | None], texts: Sequence[str]) -> tuple[str, Fields]:
    """What is typed as one text, and where its fields stand; a page that did not say has them stand nowhere."""
    body, sizes = together(texts)
    said = tuple(places) if len(places) == len(texts) else (None,) * len(texts)
    return body, Fields(number, said, sizes)


def fields_of_paragraphs(places: Sequence[int | None], sizes: Sequence[int]) -> list[int]:
    """For each paragraph that is typed the number of the one that it stands beside, as the page counts: from 1.

    What stands beside none belongs to the one above.
    """
    numbers: list[int] = []
    here = 0
    for place, size in zip_longest(places, sizes, fillvalue=None):
        here = here if place is None else place
        numbers += [here + 1] * (size or 0)
    return numbers


def _tidied(text: str) -> str:
    """In canonical form as far as there is one, so that paragraphs are parted as they will be in a version."""
    try:
        return canonical(text).strip()
    except DomainError:
        return _TRAILING.sub("", _LINE_ENDS.sub("\n", text)).strip()
