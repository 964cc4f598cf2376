"""A worker is suspended while it sends, and woken when others have gone on without it: still one letter arrives.

On SQLite and on PostgreSQL (as every `test_…_service.py`).
"""

import signal
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from petitions.core.actor import COMMAND_LINE
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.outbox import service
from petitions.outbox.models import Attempt, Message
from petitions.outbox.states import MessageState
from tests.factories import a_message
from tests.faults import acts
from tests.support.processes import wait_until
from tests.support.smtp import HOLD, mail_server
from tests.support.workers import at_work, doing

TO = "office@ministry.example"


def stored(letter: Message) -> Message:
    db.session.rollback()
    return db.session.get_one(Message, letter.id, populate_existing=True)


def state(letter: Message) -> str:
    return stored(letter).state


def lease_is_over(letter: Message) -> bool:
    until = stored(letter).lease_until
    return until is not None and until < now() - timedelta(seconds=0.5)


def send_again(letter: Message) -> None:
    with transaction() as session:
        found = session.get_one(Message, letter.id, populate_existing=True)
        service.settle(COMMAND_LINE, found, "queued", "The office has not got it.")


def test_a_worker_woken_after_its_lease_does_not_send_what_a_person_has_sent_anew(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    letter = a_message(TO, once=True)
    with mail_server() as server:
        environ = {"UNDERSIGNED_INSTANCE": str(tmp_path), "DATABASE_URL": database_url, **server.environ}
        server.office.answer(TO, HOLD, at="rcpt")
        with doing(acts.look_on_a_short_lease, **environ) as sleeper:
            wait_until(lambda: server.office.connections)
            sleeper.send_signal(signal.SIGSTOP)
            server.office.go_on.set()
            wait_until(lambda: lease_is_over(letter))
            with at_work(**environ):
                wait_until(lambda: state(letter) == MessageState.UNKNOWN)
                send_again(letter)
                wait_until(lambda: state(letter) == MessageState.ACCEPTED)
            sleeper.send_signal(signal.SIGCONT)
            assert sleeper.wait(60) == 0
        assert len(server.office.to(TO)) == 1
    assert state(letter) == MessageState.ACCEPTED
    texts = db.session.scalars(select(Attempt.reply_text).order_by(Attempt.number)).all()
    assert texts == ["Not sent: the worker was held up for too long.", "2.0.0 Ok"]
