"""In which order names stand under a letter."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Protocol, TypeVar

import icu


class Named(Protocol):
    """One whose name can be put in order; for an organisation `surname` is its name."""

    @property
    def ref(self) -> Hashable:
        """What tells this signatory from all others."""

    @property
    def surname(self) -> str:
        """The part of the name that it is looked up by."""

    @property
    def name(self) -> str:
        """The whole name, as printed."""


N = TypeVar("N", bound=Named)


def order_signatories(signatories: Iterable[N], initiators: Sequence[Hashable], language: str) -> list[N]:
    """Return signatories as they are printed: initiators first, in the order given, then the others by surname.

    Surnames are sorted as the letter's language sorts them (CLDR, through ICU); a language that ICU does not know is
    sorted by the common order of Unicode. `initiators` holds refs; one who did not sign is passed over.
    """
    places = {ref: place for place, ref in enumerate(initiators)}
    collator = icu.Collator.createInstance(icu.Locale(language))

    def place(signatory: N) -> tuple[int, bytes, bytes, str]:
        first = places.get(signatory.ref)
        if first is not None:
            return first, b"", b"", ""
        by_surname, by_name = collator.getSortKey(signatory.surname), collator.getSortKey(signatory.name)
        return len(places), by_surname, by_name, signatory.name

    return sorted(signatories, key=place)
