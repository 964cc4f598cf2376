"""A letter is handed over only by a worker that surely still holds it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from math import inf
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from petitions.core.clock import watch
from petitions.core.db import transaction
from petitions.outbox import service, transports
from petitions.outbox.rules import LEASE_ONCE, MARGIN, Parcel
from petitions.outbox.states import MessageState
from petitions.outbox.transports import SmtpTransport
from tests.conftest import settings_for
from tests.factories import a_message
from tests.support.smtp import Running, mail_server

TO = "office@ministry.example"
LATE = Parcel(uuid4(), 1, "letter", True, "letters@undersigned.example", TO, b"Subject: x\r\n\r\nx\r\n", 0.0)


@pytest.fixture
def server() -> Iterator[Running]:
    with mail_server() as running:
        yield running


@pytest.fixture
def transport(app: Flask, server: Running, tmp_path: Path) -> Iterator[SmtpTransport]:
    transport = SmtpTransport(settings_for(tmp_path, **server.environ))
    yield transport
    transport.close()


def claimed(*, once: bool) -> Parcel:
    message = a_message(TO, once=once)
    with transaction():
        parcel = service.claim(message.id, "mail.example")
    assert parcel is not None
    return parcel


def test_a_letter_that_is_late_is_not_handed_over_and_waits(transport: SmtpTransport, server: Running) -> None:
    outcome = transport.send(LATE)
    assert (outcome.result, outcome.text) == (MessageState.DEFERRED, "Not sent: the worker was held up for too long.")
    assert server.office.received == []


def test_after_a_late_letter_the_next_mail_leaves(transport: SmtpTransport, server: Running) -> None:
    transport.send(LATE)
    assert transport.send(replace(LATE, hand_over_by=watch() + 60)).result == MessageState.ACCEPTED
    assert len(server.office.received) == 1


def test_a_letter_has_to_be_handed_over_well_within_its_lease(app: Flask) -> None:
    before = watch()
    within = (LEASE_ONCE - MARGIN).total_seconds()
    assert before + within <= claimed(once=True).hand_over_by <= watch() + within


def test_a_mail_that_may_arrive_twice_may_also_be_late(app: Flask) -> None:
    assert claimed(once=False).hand_over_by == inf


def test_slow_steps_and_a_slow_answer_fit_into_the_lease() -> None:
    assert timedelta(seconds=12 * transports.STEP_TIMEOUT) < LEASE_ONCE - MARGIN
    assert timedelta(seconds=transports.STEP_TIMEOUT + transports.ANSWER_TIMEOUT) <= MARGIN
