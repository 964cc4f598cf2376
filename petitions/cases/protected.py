"""Verbs of protected names: who and what must not appear in public texts. Sealed, and unnamed in the history."""

from petitions.cases.models import Case, ProtectedName
from petitions.cases.rules import ProtectedFacts, protected_problem
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import now
from petitions.core.db import db
from petitions.core.errors import DomainError


def add(actor: Actor, case: Case, facts: ProtectedFacts) -> ProtectedName:
    """Protect a name. Raises `DomainError` for one that would be found everywhere or nowhere."""
    sentence = protected_problem(facts.name, [row.name for row in case.protected])
    if sentence:
        raise DomainError(sentence)
    row = ProtectedName(case_id=case.id, kind=facts.kind, added_by=actor.label, added_at=now())
    row.name, row.note = facts.name, facts.note
    db.session.add(row)
    db.session.flush()
    db.session.expire(case, ["protected"])
    record(actor, "protected_name:add", row, case_id=case.id)
    return row


def remove(actor: Actor, row: ProtectedName) -> None:
    """Protect a name no longer."""
    case = row.case
    record(actor, "protected_name:remove", row, case_id=case.id)
    db.session.delete(row)
    db.session.flush()
    db.session.expire(case, ["protected"])
