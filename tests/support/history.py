"""What the history says of a case."""

from collections.abc import Sequence

from petitions.cases.models import Case
from petitions.core.audit import AuditEvent, history
from petitions.core.db import db


def history_of(case: Case) -> Sequence[AuditEvent]:
    """Who did what with the case, newest first."""
    return db.session.scalars(history(case_id=case.id)).all()
