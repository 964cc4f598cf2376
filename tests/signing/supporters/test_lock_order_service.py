"""Whoever touches a member of the public takes the invitation's lock first, so that nobody waits in a circle."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from petitions.core.clock import now
from petitions.core.db import db, locked, transaction
from petitions.signing.models import Invitation, Supporter
from petitions.signing.supporters import tidying
from tests.factories import changed
from tests.signing.supporters.petition import Petition, ask, sign, supporter_at
from tests.support.processes import wait_until

WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def asks_again(petition: Petition) -> bool:
    """Somebody sends the public form with the same address once more."""
    return ask(petition.campaign, browser="laptop")


def confirms(_petition: Petition) -> bool:
    """The code comes back."""
    return sign() is not None


def is_reminded_or_forgotten(_petition: Petition) -> bool:
    """The worker looks after those who have not confirmed."""
    with transaction():
        return tidying.tidy() == 1


@pytest.mark.parametrize(
    ("does", "days"),
    [(asks_again, 0), (confirms, 0), (is_reminded_or_forgotten, 2), (is_reminded_or_forgotten, 7)],
)
def test_who_comes_second_waits_for_the_invitation_and_holds_nothing_of_the_supporter_meanwhile(
    petition: Petition, app: Flask, does: Callable[[Petition], bool], days: int
) -> None:
    ask(petition.campaign)
    supporter = changed(supporter_at(), asked_at=now() - timedelta(days=days))
    with ThreadPoolExecutor(1) as second:
        with transaction() as session:
            locked(session.get_one(Invitation, supporter.invitation_id))
            done = second.submit(in_a_session_of_its_own, app, lambda: does(petition))
            wait_until(somebody_waits)
            session.get_one(Supporter, supporter.id).country = "PL"
            session.flush()
        assert done.result() is True


def in_a_session_of_its_own(app: Flask, verb: Callable[[], bool]) -> bool:
    """Do it in this thread, on a connection of its own."""
    with app.app_context():
        return verb()


def somebody_waits() -> bool:
    """Whether the other session has come to a lock that is not free. On SQLite it waits before it does anything."""
    return db.engine.dialect.name == "sqlite" or bool(db.session.scalar(text(WAITS)))
