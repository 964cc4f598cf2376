"""Verbs of what a case is made of: events, proceedings and sources are added, edited and removed alike."""

from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from petitions.cases.models import Case, CaseEvent, Proceeding, Source
from petitions.cases.rules import EventFacts, ProceedingFacts, SourceFacts, circular, date_problem
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import db, locked
from petitions.core.errors import DomainError
from petitions.core.revision import next_revision
from petitions.core.slugs import free_slug

Part = TypeVar("Part", CaseEvent, Proceeding, Source)
_LISTS: dict[type, str] = {CaseEvent: "events", Proceeding: "proceedings", Source: "sources"}


def add_event(actor: Actor, case: Case, facts: EventFacts, key: str = "") -> CaseEvent:
    """Add something that happened. Raises `DomainError` for a date or a source that can’t stand.

    Without a ``key``, here and below, one is made from the title.
    """
    _check_event(case, facts)
    return _add(actor, case, CaseEvent, facts, key, "event:add")


def edit_event(actor: Actor, event: CaseEvent, facts: EventFacts, made_from: int) -> None:
    """Change an event. Raises `StalePage`, and `DomainError` as `add_event` does."""
    _check_event(event.case, facts)
    _edit(actor, event, facts, made_from, "event:edit")


def remove_event(actor: Actor, event: CaseEvent) -> None:
    """Remove an event; the history keeps its title."""
    _remove(actor, event, "event:remove")


def add_proceeding(actor: Actor, case: Case, facts: ProceedingFacts, key: str = "") -> Proceeding:
    """Add a proceeding. Raises `DomainError` for a date that can’t stand or an appeal against another case’s."""
    locked(case)
    _check_proceeding(case, facts, None)
    return _add(actor, case, Proceeding, facts, key, "proceeding:add")


def edit_proceeding(actor: Actor, proceeding: Proceeding, facts: ProceedingFacts, made_from: int) -> None:
    """Change a proceeding. Raises `StalePage`, and `DomainError` where appeals would run in a circle."""
    locked(proceeding.case)
    _check_proceeding(proceeding.case, facts, proceeding)
    _edit(actor, proceeding, facts, made_from, "proceeding:edit")


def remove_proceeding(actor: Actor, proceeding: Proceeding) -> None:
    """Remove a proceeding. Raises `DomainError` while another one appeals it."""
    query = select(Proceeding).where(Proceeding.appeals_id == proceeding.id)
    appeal = db.session.scalars(query).first()
    if appeal is not None:
        raise DomainError(
            _("“%(appeal)s” appeals this proceeding. Remove or change that one first.", appeal=appeal.title)
        )
    _remove(actor, proceeding, "proceeding:remove")


def add_source(actor: Actor, case: Case, facts: SourceFacts, key: str = "") -> Source:
    """Add a source."""
    return _add(actor, case, Source, facts, key, "source:add")


def edit_source(actor: Actor, source: Source, facts: SourceFacts, made_from: int) -> None:
    """Change a source. Raises `StalePage`."""
    _edit(actor, source, facts, made_from, "source:edit")


def remove_source(actor: Actor, source: Source) -> None:
    """Remove a source. Raises `DomainError` while an event or a recorded campaign rests on it."""
    event = db.session.scalars(select(CaseEvent).where(CaseEvent.source_id == source.id)).first()
    if event is not None:
        raise DomainError(_("“%(event)s” rests on this source. Give it another source first.", event=event.title))
    _remove(actor, source, "source:remove")


def _add(actor: Actor, case: Case, table: type[Part], facts: Any, key: str, action: str) -> Part:
    last = db.session.scalar(select(func.max(table.position)).where(table.case_id == case.id))
    row = table(
        case_id=case.id, key=key or _free_key(case, table, facts.title), position=(last or 0) + 1, **vars(facts)
    )
    db.session.add(row)
    db.session.flush()
    db.session.expire(case, [_LISTS[table]])
    record(actor, action, row, row.title, case_id=case.id)
    return row


def _free_key(case: Case, table: type[Part], title: str) -> str:
    taken = set(db.session.scalars(select(table.key).where(table.case_id == case.id)))
    return free_slug(title, taken.__contains__)


def _edit(actor: Actor, row: Part, facts: Any, made_from: int, action: str) -> None:
    next_revision(row, made_from)
    for name, value in vars(facts).items():
        setattr(row, name, value)
    db.session.flush()
    record(actor, action, row, row.title, case_id=row.case_id)


def _remove(actor: Actor, row: Part, action: str) -> None:
    title, case = row.title, row.case
    record(actor, action, row, title, case_id=row.case_id)
    db.session.delete(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        # Slices above this one refer to it too; the database knows what this slice can't see.
        raise DomainError(
            _("“%(title)s” is still referred to: something rests on it or answers it. Change that first.", title=title)
        ) from error
    db.session.expire(case, [_LISTS[type(row)]])


def _check_event(case: Case, facts: EventFacts) -> None:
    _refuse(date_problem(facts.when))
    if facts.source_id is not None and facts.source_id not in {source.id for source in case.sources}:
        raise DomainError(_("That source is not one of this case. Choose one of its sources."))


def _check_proceeding(case: Case, facts: ProceedingFacts, changed: Proceeding | None) -> None:
    _refuse(date_problem(facts.opened, facts.decided))
    appeals = {row.id: row.appeals_id for row in case.proceedings}
    if facts.appeals_id is not None and facts.appeals_id not in appeals:
        raise DomainError(_("A proceeding can appeal only one of the same case. Choose one of this case’s."))
    if changed is not None and circular(appeals, changed.id, facts.appeals_id):
        raise DomainError(_("A proceeding can’t appeal itself, nor one that appeals it. Choose an earlier one."))


def _refuse(sentence: str | None) -> None:
    if sentence:
        raise DomainError(sentence)
