"""The verbs of registered addresses: one organiser registers with a source, another confirms or refuses."""

from dataclasses import dataclass
from datetime import date

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.core import audit
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, InvalidTransition
from petitions.people.addresses import example_address
from petitions.people.models import Address, Person


class NotYourRegister(DomainError):
    """The person stands on another register than the actor's own."""


class AlreadyProposed(DomainError):
    """Another address of the person waits for its confirmation."""


class SameOrganiser(DomainError):
    """Who registered an address is not the one who confirms it."""


class Overtaken(DomainError):
    """A roster has brought an address since this one was registered."""


@dataclass(frozen=True, slots=True)
class AddressSource:
    """Where an address was read: the page or paper, its day, and the file kept of it, if any."""

    page: str
    on: date
    file: str = ""


def register_address(actor: Actor, person: Person, address: str, source: AddressSource) -> Address:
    """Propose an address; it counts once a second organiser confirms it.

    Outside production it becomes `.example`, as in an import. Raises `NotYourRegister` or `AlreadyProposed`.
    """
    if person.organisation_id is None or person.organisation_id != actor.organisation_id:
        raise NotYourRegister(
            _("This person stands on the server’s register. Import the roster into your organisation’s own first.")
        )
    production = current_app.config["SETTINGS"].production
    proposed = Address(
        person_id=person.id,
        address=address if production else example_address(address),
        registered_at=now(),
        source=source.page,
        source_on=source.on,
        source_file=source.file,
        registered_by=actor.label,
        registered_by_id=actor.id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(proposed)
    except IntegrityError as twice:
        raise AlreadyProposed(_("An address of %(name)s waits already. Decide it first.", name=person.name)) from twice
    audit.record(actor, "address:register", person, person.name)
    return proposed


def confirm_address(actor: Actor, address: Address) -> None:
    """Let a proposed address be the one in force.

    Raises `SameOrganiser`, `Overtaken` where a roster has brought an exact one since, or `InvalidTransition` once
    decided.
    """
    _undecided(address)
    if actor.id is None or actor.id == address.registered_by_id:
        raise SameOrganiser(_("You registered this address. Another organiser has to compare it with its source."))
    moment, person = now(), address.person
    if person.address is not None and person.address.roster_id and person.address.registered_at > address.registered_at:
        raise Overtaken(
            _(
                "A roster has brought an address of %(name)s since this one was registered. Refuse this one; where it "
                "still is right, register it anew.",
                name=person.name,
            )
        )
    if person.address is not None:
        person.address.superseded_at = moment
        db.session.flush()
    address.confirmed_by, address.confirmed_by_id, address.confirmed_at = actor.label, actor.id, moment
    audit.record(actor, "address:confirm", person, person.name)


def refuse_address(actor: Actor, address: Address, reason: str) -> None:
    """Throw a proposed address out, with the reason. Raises `InvalidTransition` once decided."""
    _undecided(address)
    address.superseded_at = now()
    audit.record(actor, "address:refuse", address.person, address.person.name, details={"reason": reason})


def _undecided(address: Address) -> None:
    locked(address.person)
    locked(address)
    if not address.is_proposed:
        raise InvalidTransition(_("This address was decided before. Open the person’s page to see how."))
