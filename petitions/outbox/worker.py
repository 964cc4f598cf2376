"""The worker: sends what is due, finds what a dead worker left behind, and does the periodic jobs."""

import signal
from collections.abc import Callable
from contextlib import closing
from typing import Any
from uuid import UUID

import structlog
from flask import Flask, current_app
from huey.consumer import Consumer, Scheduler

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.outbox import queries, service
from petitions.outbox.queue import ON_BELL, Every, the_queue
from petitions.outbox.rules import Outcome, Parcel
from petitions.outbox.transports import Transport, open_transport

BATCH = 20
THREADS = 2
PERIODIC = "undersigned.periodic"
log = structlog.get_logger()


def never() -> bool:
    """The answer to "Stop now?" where nobody can ask to stop."""
    return False


def look(stopping: Callable[[], bool] = never) -> int:
    """Free what dead workers held and send all that is due. Returns how many messages were tried.

    Between two messages it asks whether to stop; the message under way is always finished.
    """
    for message_id in _read(queries.lapsed, now()):
        _carefully(message_id, service.release, message_id)
    tried = 0
    with closing(open_transport(current_app.config["SETTINGS"])) as transport:
        while not stopping() and (batch := _read(queries.due, now(), BATCH)):
            tried += sum(_send(message_id, transport) for message_id in batch if not stopping())
    return tried


def run(app: Flask) -> None:
    """Work until told to stop by SIGTERM or SIGINT."""
    with app.app_context():
        queue = the_queue()
    consumer = PatientConsumer(queue, workers=THREADS, max_delay=0.5, check_worker_health=True)
    stopping = consumer.stop_flag.is_set
    app.extensions[ON_BELL] = lambda: _in_context(app, look, stopping)
    queue.periodic_task(Every(1), name="look", expires=5)(app.extensions[ON_BELL])
    for name, seconds, job in app.extensions[PERIODIC]:
        queue.periodic_task(Every(seconds), name=name, expires=seconds)(_job(app, name, job))
    log.info("worker started", transport=app.config["SETTINGS"].mail_transport)
    consumer.run()
    log.info("worker stopped")


class Ticker(Scheduler):
    """huey's scheduler, asking for periodic jobs every second and not every minute."""

    periodic_task_seconds = 1


class PatientConsumer(Consumer):
    """huey's consumer, finishing the message under way at SIGTERM just as at Ctrl-C."""

    scheduler_class = Ticker

    def _set_signal_handlers(self) -> None:
        self._signal_actions = dict.fromkeys((signal.SIGINT, signal.SIGTERM), (False, True))
        super()._set_signal_handlers()


def _send(message_id: UUID, transport: Transport) -> int:
    parcel = _carefully(message_id, service.claim, message_id, transport.host)
    if not isinstance(parcel, Parcel):
        return 0
    outcome = transport.send(parcel)
    _write_down(parcel, outcome)
    return 1


def _write_down(parcel: Parcel, outcome: Outcome) -> None:
    """Keep the result. Where the slices above fail at it, the attempt's own row still says what the server said."""
    told = {"message": str(parcel.message_id), "kind": parcel.kind, "attempt": parcel.attempt}
    told |= {"result": str(outcome.result), "code": outcome.code, "phase": outcome.phase}
    try:
        with transaction():
            in_time = service.conclude(parcel, outcome)
        (log.info if in_time else log.warning)("attempt" if in_time else "attempt ended after its lease", **told)
    except Exception:
        log.exception("attempt could not be concluded", **told)
        with transaction():
            service.note(parcel, outcome)


def _carefully(message_id: UUID, verb: Callable[..., Any], *arguments: Any) -> Any:
    """Do one verb in its transaction. A message that can't be handled is set aside, so that it blocks no other."""
    try:
        with transaction():
            return verb(*arguments)
    except Exception:
        log.exception("message set aside", message=str(message_id), verb=verb.__name__)
        with transaction():
            service.postpone(message_id)


def _read(query: Callable[..., list[UUID]], *arguments: Any) -> list[UUID]:
    """Read, and leave no snapshot open while the mail server takes its time."""
    found = query(*arguments)
    db.session.rollback()
    return found


def _job(app: Flask, name: str, job: Callable[[], object]) -> Callable[[], None]:
    def once() -> None:
        with transaction():
            job()

    def run_job() -> None:
        _in_context(app, once)

    run_job.__name__ = name
    return run_job


def _in_context(app: Flask, call: Callable[..., object], *arguments: Any) -> None:
    """Run with the application at hand. An error ends this call, never the worker."""
    try:
        with app.app_context():
            call(*arguments)
    except Exception:
        log.exception("job failed", job=getattr(call, "__name__", ""))
