"""The verbs of mandates that no roster shows: one organiser enters one, or its end; another confirms or refuses."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.core import audit
from petitions.core.actor import Actor
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import InvalidTransition
from petitions.people import hand_keeping
from petitions.people.addressing import AlreadyProposed, NotYourRegister, SameOrganiser
from petitions.people.hand_models import HandKind, HandState, MandateByHand, name_key
from petitions.people.hand_rules import HandData, HandSource
from petitions.people.models import Mandate, Person


def enter(actor: Actor, data: HandData, person: Person | None = None, *, is_another: bool = False) -> MandateByHand:
    """Enter a mandate; it counts once a second organiser confirms it, and nobody can be invited on it before.

    `person` is whom it belongs to where that one is on file; `is_another` says that a namesake was looked at and is
    not meant. Raises `NotYourRegister`, `NotAMandate` or `AlreadyProposed`.
    """
    _own(actor, person)
    found = hand_keeping.judged(data)
    entry = _new(actor, HandKind.ENTRY, person, data)
    entry.delegation, entry.group_code, entry.is_another = found.country or "", found.group or "", is_another
    return _proposed(actor, entry, "mandate:enter")


def end(actor: Actor, mandate: Mandate, until: date, source: HandSource) -> MandateByHand:
    """Tell the last day of a mandate on file; it counts once a second organiser confirms it.

    Raises `NotYourRegister`, `NotAMandate`, `StillSeen` where a roster shows it later, or `AlreadyProposed`.
    """
    person = mandate.person
    _own(actor, person)
    hand_keeping.require_unseen_after(mandate, until)
    data = HandData(
        given_name=person.given_name,
        surname=person.surname,
        body=mandate.body,
        country=mandate.delegation,
        source=source,
        group=mandate.group_code,
        until=until,
    )
    hand_keeping.require_days(data)
    return _proposed(actor, _new(actor, HandKind.END, person, data), "mandate:end")


def confirm(actor: Actor, entry: MandateByHand) -> None:
    """Let an entry count like a roster's line, or let the mandate end.

    Raises `SameOrganiser`, `InvalidTransition` once decided, `NotAMandate`, or `StillSeen` where a roster read
    meanwhile shows more.
    """
    _undecided(actor, entry)
    if actor.id is None or actor.id == entry.registered_by_id:
        raise SameOrganiser(_("You entered this yourself. Another organiser has to compare it with its source."))
    if entry.kind == HandKind.END:
        hand_keeping.end_mandate(entry)
    else:
        hand_keeping.take_entry(entry, actor.label)
    _decide(actor, entry, HandState.CONFIRMED)
    audit.record(actor, "mandate:confirm", entry, entry.name)


def refuse(actor: Actor, entry: MandateByHand, reason: str) -> None:
    """Throw an entry out, with the reason. Raises `InvalidTransition` once decided."""
    _undecided(actor, entry)
    _decide(actor, entry, HandState.REFUSED, reason)
    audit.record(actor, "mandate:refuse", entry, entry.name, details={"reason": reason})


def _new(actor: Actor, kind: HandKind, person: Person | None, data: HandData) -> MandateByHand:
    return MandateByHand(
        organisation_id=actor.organisation_id,
        registered_at=now(),
        registered_by=actor.label,
        registered_by_id=actor.id,
        person_id=person.id if person else None,
        kind=kind,
        given_name=data.given_name,
        surname=data.surname,
        name_key=name_key(data.given_name, data.surname),
        honorific=data.honorific,
        is_another=False,
        body=data.body,
        role=data.role,
        delegation=data.country,
        group_code=data.group,
        since=data.since,
        until=data.until,
        source=data.source.page,
        source_on=data.source.on,
        source_file=data.source.file,
        source_words=data.source.words,
    )


def _decide(actor: Actor, entry: MandateByHand, state: HandState, reason: str = "") -> None:
    entry.state, entry.decided_at, entry.decided_because = state, now(), reason
    entry.decided_by, entry.decided_by_id = actor.label, actor.id
    db.session.flush()


def _proposed(actor: Actor, entry: MandateByHand, action: str) -> MandateByHand:
    try:
        with db.session.begin_nested():
            db.session.add(entry)
    except IntegrityError as twice:
        raise AlreadyProposed(_("A mandate of %(name)s waits already. Decide it first.", name=entry.name)) from twice
    audit.record(actor, action, entry, entry.name, details={"body": entry.body, "source": entry.source})
    return entry


def _own(actor: Actor, person: Person | None) -> None:
    if actor.organisation_id is None or (person and person.organisation_id != actor.organisation_id):
        raise NotYourRegister(
            _("This person stands on the server’s register. Import the roster into your organisation’s own first.")
        )


def _undecided(actor: Actor, entry: MandateByHand) -> None:
    if entry.organisation_id != actor.organisation_id:
        raise NotYourRegister(_("This waits on another organisation’s register."))
    locked(entry)
    if not entry.is_open:
        raise InvalidTransition(_("This was decided before. Nothing was changed."))
