"""Reads of mandates entered by hand: what waits, and on what a mandate rests that no roster shows."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from petitions.core.actor import Actor
from petitions.core.db import db
from petitions.core.errors import NotFound
from petitions.people.hand_models import HandState, MandateByHand, name_key
from petitions.people.models import Mandate, Person
from petitions.people.search_queries import Found, hits

MOST_NAMESAKES = 10


def get_entry(actor: Actor, entry_id: UUID) -> MandateByHand:
    """An entry in the actor's own register. Raises `NotFound` for every other."""
    own = MandateByHand.organisation_id == actor.organisation_id
    entry = db.session.scalars(select(MandateByHand).where(MandateByHand.id == entry_id, own)).first()
    if entry is None:
        raise NotFound(_("There is no such entry."))
    return entry


def get_mandate(person: Person, mandate_id: UUID) -> Mandate:
    """One of the person's mandates. Raises `NotFound` for every other."""
    mandate = next((mandate for mandate in person.mandates if mandate.id == mandate_id), None)
    if mandate is None:
        raise NotFound(_("There is no such mandate."))
    return mandate


def waiting(actor: Actor, person: Person | None = None) -> Sequence[MandateByHand]:
    """What waits for a second organiser in the actor's own register, or of one person, the oldest first."""
    query = select(MandateByHand).where(
        MandateByHand.organisation_id == actor.organisation_id, MandateByHand.state == HandState.WAITING
    )
    if person is not None:
        query = query.where(MandateByHand.person_id == person.id)
    return db.session.scalars(query.order_by(MandateByHand.registered_at)).all()


def namesakes(actor: Actor, given_name: str, surname: str) -> Sequence[Found]:
    """Who on file may be meant by the name, best first; nobody for a name without words."""
    text = f"{given_name} {surname}".strip()
    return hits(actor, text=text)[:MOST_NAMESAKES] if text else []


def waits_for(actor: Actor, given_name: str, surname: str) -> Sequence[MandateByHand]:
    """Entries under this very name that wait, spelling and order of its words apart."""
    return [entry for entry in waiting(actor) if entry.name_key == name_key(given_name, surname)]


def ending(mandate: Mandate) -> MandateByHand | None:
    """Where the last day of a mandate is known from, if by hand."""
    if mandate.until is None:
        return None
    query = select(MandateByHand).where(
        MandateByHand.person_id == mandate.person_id,
        MandateByHand.body == mandate.body,
        MandateByHand.until == mandate.until,
        MandateByHand.state == HandState.CONFIRMED,
    )
    found = db.session.scalars(query.order_by(MandateByHand.decided_at.desc()))
    return next(iter(found), None)


def basis(entry: MandateByHand) -> str:
    """Where an entry is known from and who vouches for it, for organisers."""
    values = {"source": entry.source, "day": _day(entry.source_on), "who": entry.registered_by}
    if entry.state == HandState.CONFIRMED:
        said = _("entered by hand from %(source)s of %(day)s by %(who)s, confirmed by %(second)s")
        return said % {**values, "second": entry.decided_by}
    return _("entered by hand from %(source)s of %(day)s by %(who)s, not confirmed") % values


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y"))
