"""Reminders that are planned, and the moments at which they are due. All names are invented."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.signing.models import Invitation
from petitions.signing.reminding import sending
from petitions.signing.reminding.models import Reminded, Reminder
from tests.factories import changed, saved
from tests.signing.scene import Desk

LONG_AGO = timedelta(days=10)


def is_due(desk: Desk, days: int = 3, kind: str = "deadline") -> Reminder:
    """A reminder that was planned long ago and is due since yesterday or before; the deadline is tomorrow."""
    changed(desk.campaign, deadline=now() + timedelta(days=1), deadline_by_id=desk.author.id)
    return saved(
        Reminder(
            campaign_id=desk.campaign.id, kind=kind, days=days, added_by="Ada Organiser", added_at=now() - LONG_AGO
        )
    )


def asked_long_ago() -> None:
    """Everybody was asked ten days ago."""
    with transaction() as session:
        session.execute(update(Invitation).values(created_at=now() - LONG_AGO, sent_at=now() - LONG_AGO))


def silent(desk: Desk, *given: str) -> list[Any]:
    """Members who were asked ten days ago and have not answered: each with the invitation."""
    asked = [desk.invited(given=name) for name in given or ("Ona",)]
    asked_long_ago()
    return asked


def remind() -> int:
    """What the worker does now and then."""
    with transaction():
        return sending.remind()


def reminded() -> list[Reminded]:
    """To whom reminders were written."""
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(select(Reminded)))


def again(reminder: Reminder) -> Reminder:
    """The reminder as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Reminder, reminder.id)
