"""In which order names stand under a letter and on a list."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

import icu

from petitions.campaigns.instruments import Display, Instrument, Order
from petitions.signing.initials import initials
from petitions.signing.models import Signature


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


@dataclass(frozen=True)
class _Candidate:
    ref: UUID
    surname: str
    name: str
    signature: Signature


def in_order(rules: Instrument, signatures: Iterable[Signature], language: str) -> list[Signature]:
    """Signatures in the order of print that the instrument sets; surnames as the language sorts them.

    Who is shown by initials stands where the initials would.
    """
    if rules.order == Order.TIME:
        return sorted(signatures, key=lambda signature: signature.number)
    candidates = [_candidate(signature) for signature in signatures]
    first = [candidate for candidate in candidates if candidate.signature.invitation.initiator is not None]
    first.sort(key=lambda candidate: candidate.signature.invitation.initiator or 0)
    ordered = order_signatories(candidates, [candidate.ref for candidate in first], language)
    return [candidate.signature for candidate in ordered]


def _candidate(signature: Signature) -> _Candidate:
    name, surname = signature.name, signature.surname
    if signature.display == Display.INITIALS:
        name, surname = initials(name, surname), initials(surname, surname)
    return _Candidate(signature.id, surname, name, signature)


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
