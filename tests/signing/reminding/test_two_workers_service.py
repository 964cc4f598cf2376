"""Two workers on two machines, of which one is killed: nobody is reminded twice, and nobody is left out."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from petitions.core.db import db
from petitions.outbox.models import Message
from petitions.outbox.rules import LEASE
from tests.signing.reminding.scene import again, is_due, reminded, silent
from tests.signing.scene import Desk, address_of, count
from tests.support.processes import SECONDS, wait_until
from tests.support.smtp import Running, mail_server
from tests.support.workers import at_work

NAMES = ("Ana", "Bea", "Cai", "Dov", "Eva", "Fay", "Gil", "Hua")


@pytest.fixture
def server() -> Iterator[Running]:
    with mail_server() as found:
        yield found


def test_two_workers_remind_everybody_once(
    app: Flask, desk: Desk, server: Running, database_url: str, tmp_path: Path
) -> None:
    addresses = [address_of(person) for person, _invitation in silent(desk, *NAMES)]
    reminder = is_due(desk)
    db.session.rollback()
    environ = {"UNDERSIGNED_INSTANCE": str(tmp_path), "DATABASE_URL": database_url, **server.environ}
    with at_work(**environ) as one, at_work(**environ):
        wait_until(lambda: again(reminder).done_at is not None)
        one.kill()
        # A mail that the killed one was sending is free once its lease has run out.
        wait_until(lambda: all(server.office.to(address) for address in addresses), LEASE.total_seconds() + SECONDS)
    assert Counter(row.invitation_id for row in reminded()).most_common(1)[0][1] == 1
    assert (count(Message), len(reminded())) == (len(NAMES), len(NAMES))
