"""What signatories, organisers and the worker do in a process of their own: all in and out is plain data."""

import time
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from flask import Flask

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.db import db, transaction
from petitions.dispatch import at_deadline
from petitions.dispatch import service as closing
from petitions.ledger import service as ledger
from petitions.outbox import rules, worker
from petitions.signing import service
from petitions.signing.models import Invitation
from petitions.signing.reminding import sending
from petitions.signing.supporters import tidying
from tests.factories import a_next_version, acting
from tests.signing import scene

Waiting = tuple[UUID, str]
"""An invitation, and the digits that were mailed for it."""


def sign(invitation_id: UUID, version_id: UUID, digits: str, browser: str) -> UUID | None:
    """Sign the version that was read in this browser. Gives the signature that is in force then."""
    db.session.expire_all()
    invitation = db.session.get_one(Invitation, invitation_id)
    signature = scene.sign(invitation, digits, browser, version_id=version_id)
    return signature.id if signature else None


def all_sign(waiting: Sequence[Waiting], version_id: UUID) -> None:
    """Let those sign who wait, one after the other, each with the code that was mailed; on and on, until killed."""
    for invitation_id, digits in waiting:
        sign(invitation_id, version_id, digits, "phone")
    while True:
        time.sleep(1)


def withdraw(invitation_id: UUID, digits: str, browser: str) -> bool:
    """Take back whatever is signed."""
    db.session.expire_all()
    invitation = db.session.get_one(Invitation, invitation_id)
    with transaction():
        return service.withdraw(scene.signatory(invitation), invitation, digits=digits, browser=browser)


def close(campaign_id: UUID, actor: Actor) -> UUID:
    """Close the list. Gives the edition."""
    with transaction() as session:
        return closing.close(actor, session.get_one(Campaign, campaign_id)).id


def open_next(campaign_id: UUID, author_id: UUID, colleague_id: UUID) -> UUID:
    """Mend the text, have it approved, and open it: in three transactions, as three pages do. Gives the version."""
    db.session.expire_all()
    author, colleague = (db.session.get_one(User, key) for key in (author_id, colleague_id))
    version = a_next_version(db.session.get_one(Campaign, campaign_id), scene.MENDED, author, colleague)
    with transaction() as session:
        service.open_for_signature(acting(author), session.get_one(Campaign, campaign_id), version)
    return version.id


def place(limit: int = 1_000) -> int:
    """Give pending leaves their places, and count them, as the worker does every two seconds."""
    with transaction():
        return ledger.sequence(limit)


def place_on_and_on(limit: int) -> None:
    """Give places to so many leaves at a time, until killed."""
    while True:
        place(limit)


def work() -> int:
    """One round of what the worker does on texts that are open."""
    done = place()
    for job in (at_deadline.close_lists, sending.remind, tidying.tidy):
        with transaction():
            done += job()
    return done


def look_on_a_short_lease(app: Flask) -> None:
    """The worker's own look, on a lease of two seconds instead of ten minutes."""
    rules.LEASE_ONCE, rules.MARGIN = timedelta(seconds=2), timedelta(seconds=1)
    with app.app_context():
        worker.look()
