"""Verbs that take a fact sheet over into a case: what it holds is added, changed or removed by the ordinary verbs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns import fact_sheet, recorded
from petitions.campaigns.fact_sheet import CAMPAIGNS
from petitions.cases import parts, service
from petitions.cases.models import Case
from petitions.cases.sheet import Entry, Section, Sheet, in_order
from petitions.cases.sheet_sections import EVENTS, PROCEEDINGS, SOURCES
from petitions.cases.sheet_writing import digest
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import db, locked
from petitions.core.errors import StalePage


@dataclass(frozen=True)
class _Verbs:
    add: Callable[..., Any]
    edit: Callable[..., Any]
    remove: Callable[..., Any]
    order_by: str = ""


_VERBS: Mapping[str, _Verbs] = {
    SOURCES.name: _Verbs(parts.add_source, parts.edit_source, parts.remove_source),
    EVENTS.name: _Verbs(parts.add_event, parts.edit_event, parts.remove_event),
    PROCEEDINGS.name: _Verbs(parts.add_proceeding, parts.edit_proceeding, parts.remove_proceeding, "appeals_id"),
    CAMPAIGNS.name: _Verbs(recorded.add, recorded.edit, recorded.remove, "follows_id"),
}


def start(actor: Actor, sheet: Sheet, new_id: UUID | None = None) -> Case:
    """Make a new case of a sheet, unpublished; with a ``new_id`` once. Raises what the verbs of its parts raise."""
    case = service.create(actor, sheet.profile, new_id)
    _take(actor, case, sheet)
    return case


def take(actor: Actor, case: Case, sheet: Sheet, made_from: str) -> None:
    """Make the working copy of a case what the sheet says; nothing public changes by it.

    ``made_from`` is the hash of the working copy that the preview was made of. Raises `StalePage` when it has changed
    since, and what the verbs of its parts raise.
    """
    locked(case)
    if hash_of(case) != made_from:
        raise StalePage(_("Somebody changed this case while you looked at the preview. Look at the preview again."))
    if fact_sheet.of_case(case).profile != sheet.profile:
        service.edit(actor, case, sheet.profile, case.revision)
    _take(actor, case, sheet)


def hash_of(case: Case) -> str:
    """The SHA-256 of the working copy."""
    return digest(fact_sheet.canonical(fact_sheet.of_case(case)))


def _take(actor: Actor, case: Case, sheet: Sheet) -> None:
    before = fact_sheet.of_case(case)
    for section in fact_sheet.SECTIONS:
        for entry in in_order(sheet.of(section.name), _VERBS[section.name].order_by):
            _put(actor, case, section, entry, before.find(section.name, entry.key))
    for section in reversed(fact_sheet.SECTIONS):
        kept = {entry.key for entry in sheet.of(section.name)}
        gone = [entry for entry in before.of(section.name) if entry.key not in kept]
        for entry in reversed([*in_order(gone, _VERBS[section.name].order_by)]):
            _VERBS[section.name].remove(actor, _row(case, section, entry.key))
    _keep_order(case, sheet)
    record(actor, "case:import", case, case.name, case_id=case.id)


def _put(actor: Actor, case: Case, section: Section, entry: Entry, before: Entry | None) -> None:
    verbs = _VERBS[section.name]
    if before is None:
        verbs.add(actor, case, _with_ids(case, section, entry), entry.key)
    elif before != entry:
        row = _row(case, section, entry.key)
        verbs.edit(actor, row, _with_ids(case, section, entry), row.revision)


def _with_ids(case: Case, section: Section, entry: Entry) -> Any:
    """The facts with the ids of the rows that they refer to."""
    ids = {
        ref.name: _row(case, fact_sheet.section_of(ref.section), entry.refers[ref.name]).id
        for ref in section.references
        if ref.name in entry.refers
    }
    return replace(entry.facts, **ids)


def _row(case: Case, section: Section, key: str) -> Any:
    return next(row for row in fact_sheet.rows_of(case, section) if row.key == key)


def _keep_order(case: Case, sheet: Sheet) -> None:
    for section in fact_sheet.SECTIONS:
        places = {entry.key: number for number, entry in enumerate(sheet.of(section.name), start=1)}
        for row in fact_sheet.rows_of(case, section):
            row.position = places[row.key]
    db.session.flush()
    db.session.expire(case)
