"""Requests whose code never came back are deleted after a week, with their codes and mails."""

from sqlalchemy import select

from petitions.accounts import codes
from petitions.accounts.models import CodePurpose
from petitions.core.clock import now
from petitions.core.db import db
from petitions.outbox import service as outbox
from petitions.signing.calls.models import CallRequest
from petitions.signing.calls.rules import FORGOTTEN_AFTER
from petitions.signing.calls.states import RequestState

AT_ONCE = 200


def tidy() -> int:
    """Delete those that are due; rows that another transaction works on wait for the next time. Returns how many."""
    due = select(CallRequest).where(
        CallRequest.state == RequestState.UNCONFIRMED, CallRequest.asked_at <= now() - FORGOTTEN_AFTER
    )
    due = due.order_by(CallRequest.asked_at).limit(AT_ONCE).with_for_update(skip_locked=True)
    found = db.session.scalars(due).all()
    for request in found:
        codes.forget(CodePurpose.ANSWER, request.id)
        outbox.forget(request.id)
        db.session.delete(request)
    db.session.flush()
    return len(found)
