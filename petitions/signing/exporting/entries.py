"""From a signature to its row on a list."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from flask_babel import gettext as _

from petitions.campaigns.instruments import Display, Instrument
from petitions.people.bodies import country_name
from petitions.people.models import Person
from petitions.signing.by_hand.words import how
from petitions.signing.exporting.listed import Listed
from petitions.signing.lines import line_of, parts
from petitions.signing.states import SignatureState


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One who may stand on a list: as printed where ``is_printed``, otherwise with the whole name.

    ``person`` is who it is on the register; None for those of whom nothing is to be read there.
    """

    name: str
    surname: str
    body: str
    capacity: str
    delegation: str
    group_code: str
    is_printed: bool
    note: str
    signed_at: datetime | None
    person: Person | None = None

    @property
    def signed_on(self) -> date | None:
        """The day of signing, in UTC."""
        return self.signed_at.date() if self.signed_at else None


class Kept(Protocol):
    """What is kept of a signature besides who gave it."""

    @property
    def display(self) -> str:
        """The way of being shown."""

    @property
    def proved_by(self) -> str:
        """How it was proved."""

    @property
    def state(self) -> str:
        """Where it stands."""


def note(one: Kept, *, is_printed: bool) -> str:
    """What is to be known of one on a list: given by hand, not shown by name, no longer standing by it."""
    notes = [how(one.proved_by)]
    if not is_printed:
        notes.append(_("Not disclosed"))
    elif one.display == Display.INITIALS:
        notes.append(_("Initials only"))
    if one.state != SignatureState.CONFIRMED:
        notes.append(_("Withdrawn since") if one.state == SignatureState.WITHDRAWN else _("Set aside since"))
    return "; ".join(filter(None, notes))


def listed(rules: Instrument, language: str, one: Entry) -> Listed:
    """The row, with the line that the instrument prints; countries in this language."""
    return Listed(
        name=one.name,
        capacity=one.capacity,
        group=one.group_code,
        country=country_name(one.delegation, language) if one.delegation else "",
        signed_on=one.signed_on,
        note=one.note,
        line=line_of(rules, parts(one, one.surname, one.person), language),
    )
