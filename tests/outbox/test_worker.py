"""The worker sends what is committed, soon, each message once, and forgets no result."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.events import EXTENSION as HANDLERS
from petitions.outbox import worker
from petitions.outbox.events import MessageMoved
from petitions.outbox.models import Message
from petitions.outbox.queue import Every
from petitions.outbox.states import MessageState
from tests.factories import a_message
from tests.support.smtp import DROP, Running, mail_server

S = MessageState


@pytest.fixture
def server() -> Iterator[Running]:
    with mail_server() as running:
        yield running


@pytest.fixture
def app(make_app: Callable[..., Flask], server: Running) -> Iterator[Flask]:
    """An application that sends to the test's own mail server."""
    app = make_app(**server.environ)
    with app.app_context():
        yield app


def again(message: Message) -> Message:
    db.session.expire_all()
    return db.session.get_one(Message, message.id)


def let_time_pass() -> None:
    """Make every waiting message due and every lease run out."""
    past = now() - timedelta(seconds=1)
    with transaction() as session:
        session.execute(update(Message).values(due_at=past))
        session.execute(update(Message).where(Message.state == S.SENDING).values(lease_until=past))


def broken(_event: MessageMoved) -> None:
    raise RuntimeError("a slice above is broken")


def test_all_that_is_due_leaves_each_in_a_transaction_of_its_own(app: Flask, server: Running) -> None:
    offices = [f"office{number}@ministry.example" for number in range(30)]
    messages = [a_message(to) for to in offices]
    assert worker.look() == 30
    assert sorted(mail.recipients for mail in server.office.received) == sorted((to,) for to in offices)
    assert server.office.connections == 1
    assert {again(message).state for message in messages} == {S.ACCEPTED}


def test_what_arrives_is_what_was_written(app: Flask, server: Running) -> None:
    message = a_message(from_name="Źródło, Fundacja")
    worker.look()
    [received] = server.office.received
    assert received.mail["Message-ID"] == message.message_id
    assert received.mail["From"].addresses[0].display_name == "Źródło, Fundacja"
    assert received.sender == "letters@undersigned.example"
    assert "let her stay" in received.mail.get_body(("plain",)).get_content()


def test_one_office_answers_451_once_and_then_accepts_and_another_550(app: Flask, server: Running) -> None:
    server.office.answer("one@ministry.example", "451 4.7.1 Try later")
    server.office.answer("two@ministry.example", "550 5.1.1 No such office", at="rcpt")
    one, two = a_message("one@ministry.example", once=True), a_message("two@ministry.example", once=True)
    worker.look()
    assert (again(one).state, again(two).state) == (S.DEFERRED, S.REFUSED)
    let_time_pass()
    worker.look()
    assert again(one).state == S.ACCEPTED
    assert [attempt.reply_code for attempt in one.attempts] == [451, 250]
    assert [attempt.reply_text for attempt in again(two).attempts] == ["5.1.1 No such office"]


def test_a_letter_whose_answer_was_lost_arrives_once(app: Flask, server: Running) -> None:
    server.office.answer("office@ministry.example", DROP)
    message = a_message(once=True)
    for _ in range(3):
        worker.look()
        let_time_pass()
    assert again(message).state == S.UNKNOWN
    assert len(server.office.received) == 1


def test_a_code_whose_answer_was_lost_is_sent_again_as_the_same_mail(app: Flask, server: Running) -> None:
    server.office.answer("office@ministry.example", DROP)
    message = a_message(kind="code")
    worker.look()
    let_time_pass()
    worker.look()
    assert again(message).state == S.ACCEPTED
    assert {mail.mail["Message-ID"] for mail in server.office.received} == {message.message_id}
    assert len(server.office.received) == 2


def test_a_broken_handler_loses_no_result(app: Flask, server: Running) -> None:
    message = a_message(once=True)

    def broken_at_the_end(event: MessageMoved) -> None:
        if event.state == S.ACCEPTED:
            broken(event)

    app.extensions[HANDLERS] = {MessageMoved: [broken_at_the_end]}
    worker.look()
    assert again(message).state == S.SENDING
    assert again(message).attempts[0].reply_code == 250
    app.extensions[HANDLERS] = {}
    let_time_pass()
    worker.look()
    assert again(message).state == S.ACCEPTED
    assert len(server.office.received) == 1


def test_one_message_that_cannot_be_handled_holds_up_no_other(app: Flask, server: Running) -> None:
    def gate(_ref: object) -> str | None:
        raise RuntimeError("the gate is broken")

    app.extensions["undersigned.may_send"] = {"invitation": gate}
    stuck = a_message("stuck@ministry.example", kind="invitation")
    a_message("other@ministry.example")
    worker.look()
    assert [mail.recipients for mail in server.office.received] == [("other@ministry.example",)]
    assert again(stuck).state == S.QUEUED


def test_no_transaction_is_open_while_the_mail_server_takes_its_time(app: Flask, server: Running, monkeypatch) -> None:
    open_at_sending: list[bool] = []
    send = worker.open_transport(app.config["SETTINGS"]).__class__.send

    def watched(transport, parcel):
        open_at_sending.append(db.session.in_transaction())
        return send(transport, parcel)

    monkeypatch.setattr("petitions.outbox.transports.SmtpTransport.send", watched)
    a_message()
    worker.look()
    assert open_at_sending == [False]


def test_told_to_stop_it_begins_no_further_message(app: Flask, server: Running) -> None:
    a_message("one@ministry.example")
    a_message("two@ministry.example")
    assert worker.look(lambda: len(server.office.received) >= 1) == 1


def test_a_bell_that_cannot_be_rung_harms_nothing(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "queue.db").unlink(missing_ok=True)
    (tmp_path / "queue.db").mkdir()
    assert a_message().state == S.QUEUED


def test_a_job_is_due_once_in_its_time() -> None:
    every = Every(0.7)
    assert [every(now()), every(now())] == [True, False]
    time.sleep(0.25)
    assert every(now()) is True
