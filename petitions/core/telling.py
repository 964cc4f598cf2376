"""The history as people read it: all of it, or what somebody, some kind of action or some days are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func

from petitions.core.actor import ActorKind
from petitions.core.audit import AuditEvent
from petitions.core.audit_words import said
from petitions.core.db import db
from petitions.core.pages import moment


@dataclass(frozen=True)
class Asked:
    """What of a history is asked for; what is empty leaves nothing out. Days are of UTC, as histories are told.

    ``who`` is the id of whoever acted or, of hands without one, their kind: no name stands in an address.
    """

    who: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None


def narrowed(query: Select[AuditEvent], asked: Asked) -> Select[AuditEvent]:
    """The part of a history that is asked for."""
    if asked.who in set(ActorKind):
        query = query.where(AuditEvent.actor_kind == asked.who, AuditEvent.actor_id.is_(None))
    elif asked.who:
        query = query.where(AuditEvent.actor_id == UUID(asked.who))
    if asked.what:
        query = query.where(AuditEvent.action == asked.what)
    if asked.since:
        query = query.where(AuditEvent.at >= datetime.combine(asked.since, time.min, UTC))
    if asked.until:
        query = query.where(AuditEvent.at <= datetime.combine(asked.until, time.max, UTC))
    return query


def people(query: Select[AuditEvent]) -> dict[str, str]:
    """Everybody who acts in a history, by what `Asked` calls them, under the name that each had last."""
    who = (AuditEvent.actor_kind, AuditEvent.actor_id, AuditEvent.actor_label)
    last = query.with_only_columns(*who).order_by(None).group_by(*who).order_by(func.max(AuditEvent.at))
    named = {str(id_ or kind): label for kind, id_, label in db.session.execute(last)}
    return dict(sorted(named.items(), key=lambda one: one[1].casefold()))


def actions(query: Select[AuditEvent]) -> dict[str, str]:
    """Every kind of action that a history tells of, in words."""
    found = db.session.scalars(query.with_only_columns(AuditEvent.action).order_by(None).distinct())
    return dict(sorted(((action, said(action)) for action in found), key=lambda one: one[1]))


def told(events: Iterable[AuditEvent], *, reasons: bool = True) -> list[dict[str, Any]]:
    """Events as pages and files show them; without ``reasons`` only what was done."""
    return [
        {
            "at": moment(event.at),
            "iso": event.at.isoformat(),
            "who": event.actor_label,
            "what": said(event.action, event.subject_label),
            "kind": event.action,
            "reason": event.details.get("reason", "") if reasons else "",
        }
        for event in events
    ]
