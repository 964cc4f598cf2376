"""Verbs of part-sessions: record one from its source, correct it."""

from dataclasses import asdict, dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import policy
from petitions.campaigns.part_sessions.models import PartSession
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db, locked
from petitions.core.errors import DomainError, StalePage


@dataclass(frozen=True)
class Days:
    """A part-session as its source gives it."""

    first_day: date
    last_day: date
    previous_began: date
    source: str


def add(actor: Actor, days: Days) -> PartSession:
    """Record a part-session of the Assembly. Raises `DomainError` for days out of order or one recorded before."""
    policy.require_plan(actor)
    _require_order(days)
    session = PartSession(
        organisation_id=actor.organisation_id,
        body="pace",
        recorded_by=actor.label,
        recorded_at=now(),
        revision=1,
        **asdict(days),
    )
    db.session.add(session)
    _flush()
    record(actor, "part_session:add", session, days.first_day.isoformat(), details=_told(days))
    return session


def correct(actor: Actor, session: PartSession, days: Days, made_from: int) -> None:
    """Correct what is recorded; the history keeps what stood there. Raises `StalePage` and `DomainError`."""
    policy.require_plan(actor)
    locked(session)
    if session.revision != made_from:
        raise StalePage(_("Somebody corrected this part-session while you wrote. Compare, then save once more."))
    _require_order(days)
    before = Days(session.first_day, session.last_day, session.previous_began, session.source)
    if before == days:
        return
    for name, value in asdict(days).items():
        setattr(session, name, value)
    session.revision += 1
    _flush()
    details = {"before": _told(before), "after": _told(days)}
    record(actor, "part_session:correct", session, days.first_day.isoformat(), details=details)


def _require_order(days: Days) -> None:
    if not days.source.strip():
        raise DomainError(_("Say where these days can be read."))
    if days.last_day < days.first_day:
        raise DomainError(_("The part-session can’t close before it opens."))
    if days.previous_began >= days.first_day:
        raise DomainError(_("The part-session before it opened earlier. Check both days."))


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise DomainError(_("A part-session that opens on this day is recorded already. Correct that one.")) from error


def _told(days: Days) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(days).items()}
