"""The worker is killed while it sends: a letter never arrives twice, a code always arrives.

On SQLite and on PostgreSQL (as every module of tests named `…_service`). UNDERSIGNED_LONG=1 kills many more times.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.outbox.models import Message
from petitions.outbox.states import FINAL, MessageState
from tests.factories import a_message
from tests.support.processes import wait_until
from tests.support.smtp import HANG, SLOW, Running, mail_server
from tests.support.workers import Worker, at_work

S = MessageState
TO = "office@ministry.example"
ROUNDS = 15 if os.environ.get("UNDERSIGNED_LONG") else 2

StartWorker = Callable[[], AbstractContextManager[Worker]]


@pytest.fixture
def server() -> Iterator[Running]:
    with mail_server() as running_server:
        yield running_server


@pytest.fixture
def start_worker(app: Flask, server: Running, database_url: str, tmp_path: Path) -> StartWorker:
    """Start the real worker on the test's database and mail server."""
    environ = {"UNDERSIGNED_INSTANCE": str(tmp_path), "DATABASE_URL": database_url, **server.environ}
    return lambda: at_work(**environ)


def state(message: Message) -> str:
    found = db.session.scalars(select(Message.state).where(Message.id == message.id)).one()
    db.session.rollback()
    return found


def let_leases_run_out() -> None:
    past = now() - timedelta(seconds=1)
    with transaction() as session:
        session.execute(update(Message).where(Message.state == S.SENDING).values(lease_until=past))


def killed_while_sending(message: Message, server: Running, start_worker: StartWorker) -> None:
    """The mail is handed over whole; before the server answers, the worker is no more."""
    server.office.answer(TO, HANG)
    with start_worker() as worker:
        wait_until(lambda: server.office.to(TO))
        worker.kill()
        worker.wait()
    assert state(message) == S.SENDING
    let_leases_run_out()


def test_a_letter_under_way_when_the_worker_is_killed_becomes_unknown_and_arrives_once(
    server: Running, start_worker: StartWorker
) -> None:
    letter = a_message(TO, once=True)
    killed_while_sending(letter, server, start_worker)
    with start_worker():
        wait_until(lambda: state(letter) == S.UNKNOWN)
        after = a_message("other@ministry.example")
        wait_until(lambda: state(after) == S.ACCEPTED)
    assert len(server.office.to(TO)) == 1


def test_a_code_under_way_when_the_worker_is_killed_is_sent_again_as_the_same_mail(
    server: Running, start_worker: StartWorker
) -> None:
    code = a_message(TO, kind="code", secret=True)
    killed_while_sending(code, server, start_worker)
    with start_worker():
        wait_until(lambda: state(code) == S.ACCEPTED)
    first, second = server.office.to(TO)
    assert first.mail["Message-ID"] == second.mail["Message-ID"] == code.message_id


def test_asked_to_stop_the_worker_finishes_the_message_under_way(server: Running, start_worker: StartWorker) -> None:
    server.office.answer(TO, SLOW)
    letter, later = a_message(TO, once=True), None
    with start_worker() as worker:
        wait_until(lambda: server.office.to(TO))
        worker.terminate()
        assert worker.wait(30) == 0
        later = a_message("other@ministry.example")
    assert state(letter) == S.ACCEPTED
    assert state(later) == S.QUEUED


def seconds_to_leave() -> float:
    begin = time.monotonic()
    message = a_message(TO)
    wait_until(lambda: state(message) == S.ACCEPTED)
    return time.monotonic() - begin


def test_a_mail_leaves_within_two_seconds_of_its_commit(server: Running, start_worker: StartWorker) -> None:
    with start_worker():
        warm_up = a_message("first@ministry.example")
        wait_until(lambda: state(warm_up) == S.ACCEPTED)
        assert min(seconds_to_leave() for _ in range(3)) < 2


def test_two_workers_at_once_send_each_letter_once(server: Running, start_worker: StartWorker) -> None:
    letters = [a_message(f"office{number}@ministry.example", once=True) for number in range(25)]
    with start_worker(), start_worker():
        wait_until(lambda: all(state(letter) == S.ACCEPTED for letter in letters))
    assert Counter(mail.recipients for mail in server.office.received).most_common(1)[0][1] == 1


def test_killed_at_any_moment_no_letter_arrives_twice_and_none_is_forgotten(
    server: Running, start_worker: StartWorker
) -> None:
    chance = random.Random(7)
    letters = [a_message(f"office{number}@ministry.example", once=True) for number in range(40)]
    for _ in range(ROUNDS):
        before = len(server.office.received)
        with start_worker() as worker:
            wait_until(lambda: len(server.office.received) > before or all_settled(letters))  # noqa: B023
            time.sleep(chance.random() / 4)
            worker.kill()
            worker.wait()
        let_leases_run_out()
    with start_worker():
        wait_until(lambda: all_settled(letters))
    arrived = Counter(mail.recipients[0] for mail in server.office.received)
    assert set(arrived.values()) == {1}
    for letter in letters:
        there = arrived[recipient(letter)] == 1
        assert there if state(letter) == S.ACCEPTED else state(letter) == S.UNKNOWN


def all_settled(letters: list[Message]) -> bool:
    return all(state(letter) in FINAL | {S.UNKNOWN} for letter in letters)


def recipient(letter: Message) -> str:
    return db.session.get_one(Message, letter.id).recipient
