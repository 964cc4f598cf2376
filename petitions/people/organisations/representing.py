"""Verbs of those who speak for an organisation: its heads, and its representatives with authority to sign."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, NotAllowed
from petitions.people.organisations import policy
from petitions.people.organisations.models import OrganisationHead, RegisteredOrganisation, Representative
from petitions.people.organisations.service import HeadData


class DaysOverlap(DomainError):
    """The days given would let two things hold that exclude each other, or end one before it began."""


class AlreadyDecided(DomainError):
    """The authority was confirmed or ended before."""


@dataclass(frozen=True, slots=True)
class RepresentativeData:
    """Somebody with authority to sign: `evidence` says in words what proves it, `source` where that is to be found."""

    name: str
    capacity: str
    email: str
    authority_from: date
    authority_to: date | None
    evidence: str
    source: str


def name_head(actor: Actor, registered: RegisteredOrganisation, data: HeadData) -> OrganisationHead:
    """Name the head. Whoever was head until then is so up to the day before.

    Raises `DaysOverlap` where there is a head and the new one has no first day after that one's.
    """
    policy.require_own(actor, registered)
    locked(registered)
    before = next((head for head in registered.heads if head.until is None), None)
    if before is not None:
        if data.since is None:
            raise DaysOverlap(_("%(name)s is on file as head. Enter since when the new one is.", name=before.name))
        if before.since is not None and data.since <= before.since:
            raise DaysOverlap(_("%(name)s became head later than that, or on that day.", name=before.name))
        before.until = data.since - timedelta(days=1)
        db.session.flush()
    head = OrganisationHead(
        registered_id=registered.id, name=data.name, title=data.title, since=data.since, recorded_at=now()
    )
    db.session.add(head)
    db.session.flush()
    record(actor, "head:name", registered, head.name, details={"organisation": registered.title})
    return head


def end_head(actor: Actor, registered: RegisteredOrganisation, last_day: date) -> None:
    """End the term of the head without naming another. Raises `DaysOverlap` before its first day or without a head."""
    policy.require_own(actor, registered)
    locked(registered)
    head = next((head for head in registered.heads if head.until is None), None)
    if head is None:
        raise DaysOverlap(_("Nobody is on file as its head."))
    if head.since is not None and last_day < head.since:
        raise DaysOverlap(_("%(name)s became head after this day.", name=head.name))
    head.until = last_day
    db.session.flush()
    record(actor, "head:end", registered, head.name, details={"organisation": registered.title})


def authorise(actor: Actor, registered: RegisteredOrganisation, data: RepresentativeData) -> Representative:
    """Register somebody who may sign for the organisation. It counts once a second person has confirmed it."""
    policy.require_own(actor, registered)
    if data.authority_to and data.authority_to < data.authority_from:
        raise DaysOverlap(_("The last day of the authority is before its first."))
    representative = Representative(
        registered_id=registered.id,
        registered_at=now(),
        registered_by=actor.label,
        registered_by_id=actor.id,
        **asdict(data),
    )
    db.session.add(representative)
    db.session.flush()
    record(actor, "representative:add", representative, data.name, details={"organisation": registered.title})
    return representative


def confirm(actor: Actor, representative: Representative) -> None:
    """Confirm that the evidence gives the authority. Raises `NotAllowed` for whoever registered it."""
    policy.require_own(actor, representative.organisation)
    if actor.id is None or actor.id == representative.registered_by_id:
        raise NotAllowed(_("A second person confirms what you have registered. Ask a colleague."))
    locked(representative)
    if representative.confirmed_at is not None:
        raise AlreadyDecided(_("%(who)s has confirmed this already.", who=representative.confirmed_by))
    representative.confirmed_at = now()
    representative.confirmed_by, representative.confirmed_by_id = actor.label, actor.id
    _record(actor, "representative:confirm", representative)


def end_authority(actor: Actor, representative: Representative, last_day: date) -> None:
    """End the authority after this day. Raises `DaysOverlap` before its first day, `AlreadyDecided` once ended."""
    policy.require_own(actor, representative.organisation)
    locked(representative)
    if representative.authority_to is not None and representative.authority_to <= last_day:
        raise AlreadyDecided(_("The authority ends no later than that already."))
    if last_day < representative.authority_from:
        raise DaysOverlap(_("The authority began after this day."))
    representative.authority_to = last_day
    _record(actor, "representative:end", representative)


def _record(actor: Actor, action: str, representative: Representative) -> None:
    organisation = representative.organisation.title
    record(actor, action, representative, representative.name, details={"organisation": organisation})
