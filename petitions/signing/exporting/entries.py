"""From a signature to its row on a list."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from petitions.campaigns.instruments import Display, Instrument
from petitions.people.bodies import country_name
from petitions.people.models import Person
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


def note(display: str, state: str, *, is_printed: bool) -> str:
    """What is to be known of one on a list: not shown by name, or no longer standing by it."""
    notes = []
    if not is_printed:
        notes.append(_("not disclosed"))
    elif display == Display.INITIALS:
        notes.append(_("initials only"))
    if state != SignatureState.CONFIRMED:
        notes.append(_("withdrawn since") if state == SignatureState.WITHDRAWN else _("set aside since"))
    return "; ".join(notes)


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
