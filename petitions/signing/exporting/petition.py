"""Who signed a petition, read while the list is gone through and never held at once: they may be a million."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, select

from petitions.campaigns.instruments import Instrument
from petitions.core.db import db
from petitions.drafting.models import Version
from petitions.people.bodies import country_name
from petitions.people.organisations.rules import parted
from petitions.signing.correcting.queries import Before
from petitions.signing.display import Chosen, as_chosen
from petitions.signing.exporting.entries import Entry, listed, note
from petitions.signing.exporting.listed import Listed, place_of_country
from petitions.signing.models import Signature
from petitions.signing.states import SignatureState

PAGE = 2_000
_COLUMNS = (
    *(Signature.id, Signature.number, Signature.name, Signature.surname, Signature.body, Signature.capacity),
    *(Signature.delegation, Signature.group_code, Signature.display, Signature.state, Signature.proved_by),
    *(Signature.confirmed_at, Signature.is_printed),
)

Conditions = tuple[ColumnElement[bool], ...]


def in_force(version_id: UUID | None) -> Conditions:
    """The conditions of a signature that counts under this version."""
    return Signature.version_id == version_id, Signature.state == SignatureState.CONFIRMED


@dataclass(frozen=True, slots=True)
class _Lines:
    """How one is printed, where it was corrected since."""

    name: str
    surname: str
    body: str
    capacity: str
    display: str


class PetitionRows:
    """Those signatures of a petition that meet the conditions: those that are printed, or all of them.

    In the order of signing they are read a page at a time, each found by the index: the first are often all that is
    wanted. By country the database sorts them, once, and gives them portion by portion. ``then`` are the lines of those
    who have corrected theirs since the list was closed.
    """

    countries: Mapping[str, int] | None = None

    def __init__(
        self,
        rules: Instrument,
        version: Version,
        meant: Conditions,
        *,
        undisclosed: bool,
        then: Mapping[UUID, Before] | None = None,
    ) -> None:
        self.rules, self.language, self.then = rules, version.text.language, then or {}
        meant = (Signature.campaign_id == version.campaign_id, *meant)
        printed = _count(*meant, Signature.is_printed)
        self.hidden = _count(*meant) - printed
        self.length = printed + (self.hidden if undisclosed else 0)
        self.meant = select(*_COLUMNS).where(*meant, *(() if undisclosed else (Signature.is_printed,)))

    def __len__(self) -> int:
        """How many there are."""
        return self.length

    def __iter__(self) -> Iterator[Listed]:
        """Each in its order."""
        return (listed(self.rules, self.language, one) for one in self.entries())

    def entries(self) -> Iterator[Entry]:
        """The same before they are put into lines."""
        return self._in_order_of_signing() if self.countries is None else self._in_order_of_countries(self.countries)

    def by_country(self, language: str) -> "PetitionRows":
        """The same country by country, within one in the order of signing."""
        place = place_of_country(language)
        codes = db.session.scalars(self.meant.with_only_columns(Signature.delegation).distinct())
        ordered = sorted(codes, key=lambda code: place(country_name(code, language) if code else ""))
        arranged = copy(self)
        arranged.countries = {code: number for number, code in enumerate(ordered)}
        return arranged

    def _in_order_of_countries(self, countries: Mapping[str, int]) -> Iterator[Entry]:
        place = case(countries, value=Signature.delegation) if countries else Signature.delegation
        query: Select[*tuple[Any, ...]] = self.meant.order_by(place, Signature.number)
        yield from map(self._entry, db.session.execute(query, execution_options={"yield_per": PAGE}))

    def _in_order_of_signing(self) -> Iterator[Entry]:
        behind = 0
        while page := db.session.execute(self._page(behind)).all():
            yield from map(self._entry, page)
            behind = page[-1].number

    def _page(self, behind: int) -> Select[*tuple[Any, ...]]:
        return self.meant.where(Signature.number > behind).order_by(Signature.number).limit(PAGE)

    def _entry(self, row: Row[Any]) -> Entry:
        lines: Chosen = _as_then(row, self.then[row.id]) if row.id in self.then else row
        shown = as_chosen(lines, agreed=row.is_printed)
        return Entry(
            name=shown.name if shown else lines.name,
            surname=shown.surname if shown else lines.surname,
            body=row.body,
            capacity=shown.capacity if shown else lines.capacity,
            delegation=row.delegation,
            group_code=row.group_code,
            is_printed=shown is not None,
            note=note(row, is_printed=shown is not None),
            signed_at=row.confirmed_at,
        )


def _as_then(row: Row[Any], before: Before) -> _Lines:
    return _Lines(before.name, parted(before.name)[1], row.body, before.capacity, row.display)


def _count(*conditions: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(Signature).where(*conditions)) or 0
