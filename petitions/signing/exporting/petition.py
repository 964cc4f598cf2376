"""Who signed a petition, read while the list is gone through and never held at once: they may be a million."""

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any

from sqlalchemy import Row, Select, and_, case, exists, func, select

from petitions.campaigns.instruments import Display, Instrument
from petitions.core.db import db
from petitions.drafting.models import Version
from petitions.people.bodies import country_name
from petitions.signing.display import as_chosen
from petitions.signing.exporting.entries import Entry, listed, note
from petitions.signing.exporting.listed import Listed, place_of_country
from petitions.signing.models import Consent, ConsentKind, Signature
from petitions.signing.states import SignatureState

PAGE = 2_000
_AGREED = exists().where(Consent.signature_id == Signature.id, Consent.kind == ConsentKind.PRINT, Consent.given)
_PRINTED = and_(Signature.display != Display.UNDISCLOSED, _AGREED)
_COLUMNS = (
    *(Signature.number, Signature.name, Signature.surname, Signature.body, Signature.capacity, Signature.delegation),
    *(Signature.group_code, Signature.display, Signature.state, Signature.proved_by, Signature.confirmed_at),
    _AGREED.label("agreed"),
)


class PetitionRows:
    """The signatures in force on a version of a petition: those that are printed, or all of them.

    In the order of signing they are read a page at a time, each found by the index: the first are often all that is
    wanted. By country the database sorts them, once, and gives them portion by portion.
    """

    countries: Mapping[str, int] | None = None

    def __init__(self, rules: Instrument, version: Version, *, undisclosed: bool) -> None:
        self.rules, self.language = rules, version.text.language
        in_force = (Signature.version_id == version.id, Signature.state == SignatureState.CONFIRMED)
        printed = _count(*in_force, _PRINTED)
        self.hidden = _count(*in_force) - printed
        self.length = printed + (self.hidden if undisclosed else 0)
        self.meant = select(*_COLUMNS).where(*in_force, *(() if undisclosed else (_PRINTED,)))

    def __len__(self) -> int:
        """How many there are."""
        return self.length

    def __iter__(self) -> Iterator[Listed]:
        """Each in its order."""
        return self._in_order_of_signing() if self.countries is None else self._in_order_of_countries(self.countries)

    def by_country(self, language: str) -> "PetitionRows":
        """The same country by country, within one in the order of signing."""
        place = place_of_country(language)
        codes = db.session.scalars(self.meant.with_only_columns(Signature.delegation).distinct())
        ordered = sorted(codes, key=lambda code: place(country_name(code, language) if code else ""))
        arranged = copy(self)
        arranged.countries = {code: number for number, code in enumerate(ordered)}
        return arranged

    def _in_order_of_countries(self, countries: Mapping[str, int]) -> Iterator[Listed]:
        place = case(countries, value=Signature.delegation) if countries else Signature.delegation
        query: Select[*tuple[Any, ...]] = self.meant.order_by(place, Signature.number)
        yield from map(self._listed, db.session.execute(query, execution_options={"yield_per": PAGE}))

    def _in_order_of_signing(self) -> Iterator[Listed]:
        behind = 0
        while page := db.session.execute(self._page(behind)).all():
            yield from map(self._listed, page)
            behind = page[-1].number

    def _page(self, behind: int) -> Select[*tuple[Any, ...]]:
        return self.meant.where(Signature.number > behind).order_by(Signature.number).limit(PAGE)

    def _listed(self, row: Row[Any]) -> Listed:
        shown = as_chosen(row, agreed=row.agreed)
        return listed(
            self.rules,
            self.language,
            Entry(
                name=shown.name if shown else row.name,
                surname=shown.surname if shown else row.surname,
                body=row.body,
                capacity=shown.capacity if shown else row.capacity,
                delegation=row.delegation,
                group_code=row.group_code,
                is_printed=shown is not None,
                note=note(row, is_printed=shown is not None),
                signed_at=row.confirmed_at,
            ),
        )


def _count(*conditions: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(Signature).where(*conditions)) or 0
