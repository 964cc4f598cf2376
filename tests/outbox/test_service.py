"""A message is claimed by one worker, moves by the table, and a letter never leaves twice."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from petitions.core.actor import COMMAND_LINE, WORKER
from petitions.core.audit import AuditEvent
from petitions.core.clock import now
from petitions.core.db import after_commit, db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed
from petitions.core.events import EXTENSION as HANDLERS
from petitions.outbox import queries, service
from petitions.outbox.events import MessageMoved
from petitions.outbox.models import Message
from petitions.outbox.queue import the_queue, wake
from petitions.outbox.rules import PAUSES, Outcome, Parcel
from petitions.outbox.states import MessageState
from tests.factories import a_message

S = MessageState
ACCEPTED = Outcome(S.ACCEPTED, "2.0.0 Ok", 250)
LATER = Outcome(S.DEFERRED, "4.3.0 Try later", 451)
LOST = Outcome(S.UNKNOWN, "Connection unexpectedly closed")


@pytest.fixture
def moves(app: Flask) -> list[MessageMoved]:
    """Every move that the slices above are told of."""
    heard: list[MessageMoved] = []
    app.extensions[HANDLERS] = {MessageMoved: [heard.append]}
    return heard


def claimed(message: Message) -> Parcel | None:
    with transaction():
        return service.claim(message.id, "mail.example")


def concluded(message: Message, outcome: Outcome) -> Message:
    parcel = claimed(message)
    assert parcel is not None
    with transaction():
        service.conclude(parcel, outcome)
    return again(message)


def again(message: Message) -> Message:
    db.session.expire_all()
    return db.session.get_one(Message, message.id)


def changed(message: Message, **values) -> Message:
    with transaction() as session:
        session.execute(update(Message).where(Message.id == message.id).values(**values))
    return again(message)


def released(message: Message) -> Message:
    """Free the message after its lease has run out."""
    changed(message, lease_until=now() - timedelta(seconds=1))
    with transaction():
        service.release(message.id)
    return again(message)


def states(moves: list[MessageMoved]) -> list[str]:
    return [str(move.state) for move in moves]


def test_a_due_message_is_taken_under_a_lease_with_an_attempt(app: Flask) -> None:
    message = a_message(once=True)
    parcel = claimed(message)
    assert (parcel.recipient, parcel.sender) == ("office@ministry.example", "letters@undersigned.example")
    assert b"let her stay" in parcel.source
    message = again(message)
    assert message.state == S.SENDING
    assert message.lease_until > now() + timedelta(minutes=9)
    assert [attempt.number for attempt in message.attempts] == [1]


def test_a_message_that_is_taken_is_not_taken_again(app: Flask) -> None:
    message = a_message()
    assert claimed(message) is not None
    assert claimed(message) is None


def test_a_message_that_is_not_due_yet_stays(app: Flask) -> None:
    message = changed(a_message(), due_at=now() + timedelta(minutes=1))
    assert claimed(message) is None
    assert queries.due(now(), 10) == []


def test_what_expires_soonest_goes_first(app: Flask) -> None:
    letter = a_message()
    invitation = a_message(kind="invitation", expires_at=now() + timedelta(days=9))
    code = a_message(kind="code", expires_at=now() + timedelta(minutes=9))
    assert queries.due(now(), 10) == [code.id, invitation.id, letter.id]


def test_an_accepted_message_keeps_the_servers_words(app: Flask, moves) -> None:
    message = concluded(a_message(), ACCEPTED)
    assert (message.state, message.lease_until) == (S.ACCEPTED, None)
    [attempt] = message.attempts
    assert (attempt.result, attempt.reply_code, attempt.reply_text) == (S.ACCEPTED, 250, "2.0.0 Ok")
    assert states(moves) == ["sending", "accepted"]
    assert (moves[1].ref, moves[1].reply_code) == (message.ref, 250)


def test_a_message_put_off_waits_longer_each_time_and_fails_in_the_end(app: Flask, moves) -> None:
    message = a_message()
    for pause in PAUSES:
        before = now()
        message = concluded(message, LATER)
        assert message.state == S.DEFERRED
        assert before + pause <= message.due_at <= now() + pause
        changed(message, due_at=now())
    assert concluded(message, LATER).state == S.FAILED
    assert states(moves)[:5] == ["sending", "deferred", "queued", "sending", "deferred"]
    assert states(moves)[-3:] == ["sending", "deferred", "failed"]
    assert len(message.attempts) == len(PAUSES) + 1


def test_a_refused_message_is_not_tried_again(app: Flask) -> None:
    message = concluded(a_message(), Outcome(S.REFUSED, "5.1.1 No such office", 550))
    assert message.state == S.REFUSED
    assert claimed(message) is None


def test_a_letter_of_unknown_fate_is_never_sent_again_by_the_machine(app: Flask, moves) -> None:
    message = concluded(a_message(once=True), LOST)
    assert message.state == S.UNKNOWN
    assert claimed(message) is None
    assert queries.due(now() + timedelta(days=9), 10) == []


def test_a_code_of_unknown_fate_is_sent_again_under_the_same_message_id(app: Flask) -> None:
    message = a_message(once=False, kind="code")
    name = message.message_id
    message = changed(concluded(message, LOST), due_at=now())
    assert message.attempts[0].result == S.UNKNOWN
    assert f"Message-ID: {name}".encode() in claimed(message).source


def test_a_letter_whose_worker_died_becomes_unknown(app: Flask, moves) -> None:
    message = a_message(once=True)
    claimed(message)
    assert released(message).state == S.UNKNOWN
    assert "stopped before" in again(message).attempts[0].reply_text
    assert states(moves) == ["sending", "unknown"]


def test_a_code_whose_worker_died_is_queued_again(app: Flask) -> None:
    message = a_message(once=False)
    claimed(message)
    assert released(message).state == S.QUEUED
    assert claimed(message).attempt == 2


def test_a_message_that_kills_every_worker_fails_in_the_end(app: Flask) -> None:
    message = changed(a_message(once=False), attempt_count=len(PAUSES))
    claimed(message)
    assert released(message).state == S.FAILED


def test_a_message_under_way_is_left_to_its_worker(app: Flask) -> None:
    message = a_message(once=True)
    claimed(message)
    with transaction():
        assert service.release(message.id) is None
    assert queries.lapsed(now()) == []
    assert again(message).state == S.SENDING


def test_a_result_that_comes_after_the_lease_is_written_down_but_moves_nothing(app: Flask) -> None:
    message = a_message(once=True)
    parcel = claimed(message)
    released(message)
    with transaction():
        assert service.conclude(parcel, ACCEPTED) is False
    assert again(message).state == S.UNKNOWN
    assert again(message).attempts[0].reply_text == "2.0.0 Ok"


def test_a_result_that_was_written_down_alone_counts_when_the_lease_runs_out(app: Flask) -> None:
    message = a_message(once=True)
    parcel = claimed(message)
    with transaction():
        service.note(parcel, ACCEPTED)
    assert released(message).state == S.ACCEPTED


def test_the_gate_cancels_with_its_reason(app: Flask, moves) -> None:
    asked = []

    def gate(ref):
        asked.append(ref)
        return "The campaign is open again."

    app.extensions["undersigned.may_send"] = {"notice": gate}
    message = a_message()
    assert claimed(message) is None
    message = again(message)
    assert message.state == S.CANCELLED
    assert asked == [message.ref]
    assert message.attempts[0].reply_text == "The campaign is open again."
    assert [(move.state, move.reply_text) for move in moves] == [(S.CANCELLED, "The campaign is open again.")]


def test_a_message_put_off_can_still_be_cancelled(app: Flask, moves) -> None:
    message = changed(concluded(a_message(), LATER), due_at=now())
    app.extensions["undersigned.may_send"] = {"notice": lambda _ref: "No."}
    assert claimed(message) is None
    assert states(moves) == ["sending", "deferred", "cancelled"]


def test_the_gate_of_another_kind_is_not_asked(app: Flask) -> None:
    app.extensions["undersigned.may_send"] = {"invitation": lambda _ref: "No."}
    assert claimed(a_message()) is not None


def test_an_expired_message_is_cancelled(app: Flask) -> None:
    message = a_message(expires_at=now() - timedelta(seconds=1), secret=True)
    assert claimed(message) is None
    message = again(message)
    assert (message.state, message.source) == (S.CANCELLED, "")


@pytest.mark.parametrize(("secret", "kept"), [(True, False), (False, True)])
def test_a_secret_is_forgotten_once_it_has_left(app: Flask, secret: bool, kept: bool) -> None:
    assert bool(concluded(a_message(secret=secret), ACCEPTED).source) is kept


def test_a_secret_that_was_put_off_is_kept(app: Flask) -> None:
    assert concluded(a_message(secret=True), LATER).source


def test_what_a_handler_raises_undoes_the_move(app: Flask) -> None:
    def refuse(_event: MessageMoved) -> None:
        raise RuntimeError("no")

    message = a_message(once=True)
    parcel = claimed(message)
    app.extensions[HANDLERS] = {MessageMoved: [refuse]}
    with pytest.raises(RuntimeError), transaction():
        service.conclude(parcel, ACCEPTED)
    assert again(message).state == S.SENDING


def test_a_message_set_aside_lets_the_others_go_first(app: Flask) -> None:
    message = a_message()
    with transaction():
        service.postpone(message.id)
    assert queries.due(now(), 10) == []
    assert queries.due(now() + timedelta(minutes=2), 10) == [message.id]


@pytest.mark.parametrize(("settled_as", "state"), [("accepted", S.ACCEPTED), ("queued", S.QUEUED)])
def test_a_person_settles_what_is_unknown_and_history_says_so(app: Flask, moves, settled_as: str, state: str) -> None:
    message = concluded(a_message(once=True), LOST)
    with transaction():
        service.settle(COMMAND_LINE, message, settled_as, "The office told us by phone.")
    assert again(message).state == state
    assert moves[-1].reply_text == "The office told us by phone."
    [line] = db.session.scalars(select(AuditEvent))
    assert (line.action, line.details["as"]) == ("message:settle", settled_as)


def test_a_machine_settles_nothing(app: Flask) -> None:
    message = concluded(a_message(once=True), LOST)
    with pytest.raises(NotAllowed), transaction():
        service.settle(WORKER, message, "accepted", "I think so.")


def test_settling_takes_a_reason(app: Flask) -> None:
    message = concluded(a_message(once=True), LOST)
    with pytest.raises(DomainError, match="how you found out"), transaction():
        service.settle(COMMAND_LINE, message, "accepted", " ")


def test_only_what_is_unknown_can_be_settled(app: Flask) -> None:
    message = concluded(a_message(once=True), ACCEPTED)
    with pytest.raises(InvalidTransition, match="known already"), transaction():
        service.settle(COMMAND_LINE, message, "queued", "Send it again.")


def test_workers_at_once_take_each_message_once(app: Flask) -> None:
    messages = [a_message() for _ in range(8)]
    # The rows belong to the test's own session, which the threads must not share.
    ids = [message.id for message in messages]
    taken: list[Parcel] = []
    gate = threading.Barrier(4)

    def work(take: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=take)
        thread.start()
        return thread

    def take() -> None:
        gate.wait()
        with app.app_context():
            for message_id in ids:
                with transaction():
                    parcel = service.claim(message_id, "mail.example")
                if parcel is not None:
                    taken.append(parcel)

    for thread in [work(take) for _ in range(4)]:
        thread.join()
    assert sorted(parcel.message_id for parcel in taken) == sorted(ids)


def test_the_bell_rings_once_and_only_after_the_commit(app: Flask) -> None:
    storage = the_queue().storage
    a_message()
    assert storage.queue_size() == 1
    with transaction():
        after_commit(wake)
        after_commit(wake)
        assert storage.queue_size() == 1
    assert storage.queue_size() == 2
    storage.close()


def test_no_bell_rings_for_what_was_undone(app: Flask) -> None:
    def ring_in_vain() -> None:
        with transaction():
            after_commit(wake)
            raise RuntimeError("later")

    with pytest.raises(RuntimeError):
        ring_in_vain()
    storage = the_queue().storage
    assert storage.queue_size() == 0
    storage.close()
