"""Paying: what a form brought is looked at before anything is done, and used up with it."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import Column, Table, Text, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from petitions.core.clock import now
from petitions.core.db import Base, UTCDateTime, db
from petitions.core.errors import DomainError
from petitions.core.sealed import keyring
from petitions.core.toll import waiting, work
from petitions.core.toll.rules import Paid, Wait

spent_tolls = Table(
    "spent_tolls",
    Base.metadata,
    Column("key", Text, primary_key=True),
    Column("spent_on", Text, nullable=False),
    Column("until", UTCDateTime(), nullable=False, index=True),
    sqlite_with_rowid=False,
)


class AlreadySpent(DomainError):
    """The same work, or the same wait, was used for something else at the same moment."""


def is_asked() -> bool:
    """Whether this server asks for a toll at all; in tests it does where they say so."""
    return bool(current_app.config["SETTINGS"].abuse_checks)


def challenge(purpose: str) -> str:
    """The work to be done for this purpose, as the page hands it to its script; empty where none is asked for."""
    return work.challenge(purpose) if is_asked() else ""


def paid(purpose: str, whom: str, solution: str, ticket: str) -> Paid | Wait | None:
    """What a form for this purpose was paid with, or the wait that it costs. None where no toll is asked for.

    A ticket is for one address (``whom``). What was spent on another address before is worth nothing.
    """
    if not is_asked():
        return None
    own = f"{purpose}|{keyring().index(whom)}"
    for found in (work.solved(purpose, solution), waiting.waited(own, ticket)):
        if isinstance(found, Wait) or (found is not None and _spent_on(found) in {None, keyring().index(whom)}):
            return found
    return waiting.ticket(own)


def spend(payment: Paid, whom: str) -> bool:
    """Use the payment up for this address. False where that was done before: somebody pressed the button twice.

    Raises `AlreadySpent` where it was used up for another address meanwhile.
    """
    row = {"key": payment.key, "spent_on": keyring().index(whom), "until": payment.until}
    insert: Any = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert(spent_tolls).values(row)
    entered = db.session.execute(insert.on_conflict_do_nothing().returning(spent_tolls.c.key)).first()
    if entered is None and _spent_on(payment) != row["spent_on"]:
        raise AlreadySpent(_("This form was sent from this page already. Send it once more."))
    return entered is not None


def purge() -> int:
    """Delete what would be good no more. Returns how much that was."""
    old = delete(spent_tolls).where(spent_tolls.c.until < now())
    return len(db.session.execute(old.returning(spent_tolls.c.key)).all())


def _spent_on(payment: Paid) -> str | None:
    found = select(spent_tolls.c.spent_on).where(spent_tolls.c.key == payment.key)
    return db.session.scalar(found)
