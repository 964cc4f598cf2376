"""The bell that wakes the worker: a huey queue beside the embedded database, or on the PostgreSQL server.

A killed worker loses its huey task, so no task carries anything: the rows of the outbox are the truth, and a task only
says "look now".
"""

from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any

import psycopg
import structlog
from flask import current_app
from huey import Huey, PostgresHuey, SqliteHuey
from huey.serializer import SignedSerializer
from sqlalchemy import make_url

from petitions.core.config import Settings

EXTENSION = "undersigned.queue"
ON_BELL = "undersigned.on_bell"
SCHEMA = "undersigned_queue"
SETUP_LOCK = 0x556E6465  # any number that no other part of the program uses
log = structlog.get_logger()


def wake() -> None:
    """Have the worker look now. It looks every second anyway, so a bell that can't be rung is only logged."""
    try:
        queue = the_queue()
        try:
            queue.bell()
        finally:
            queue.storage.close()
    except Exception:
        log.exception("the worker could not be woken")


def the_queue() -> Any:
    """The running application's queue, with the task ``bell``; made when it is first needed."""
    app = current_app
    if EXTENSION not in app.extensions:
        queue: Any = _open(app.config["SETTINGS"])
        extensions = app.extensions

        def bell() -> None:
            extensions[ON_BELL]()

        queue.bell = queue.task(name="bell")(bell)
        extensions[EXTENSION] = queue
    return app.extensions[EXTENSION]


class Every:
    """Says yes once in so many seconds: for jobs more frequent than huey's crontab, which counts minutes."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.next_at = 0.0

    def __call__(self, _at: datetime) -> bool:
        """Whether it is time again."""
        moment = monotonic()
        if moment < self.next_at:
            return False
        # A little early counts as on time: the clock that asks ticks once a second, and not exactly.
        self.next_at = moment + self.seconds - 0.5
        return True


def _open(settings: Settings) -> Huey:
    options = {"results": False, "serializer": SignedSerializer(settings.secret_key, salt="undersigned/queue")}
    if settings.database_url.startswith("sqlite"):
        return SqliteHuey("undersigned", filename=str(settings.instance / "queue.db"), fsync=False, **options)
    address = make_url(settings.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    # Two processes that make the same tables at once would trip over each other.
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [SETUP_LOCK])
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        return PostgresHuey("undersigned", connection=partial(_connect, address), **options)


def _connect(address: str) -> Any:
    """A connection that sees the queue's own schema, so that migrations never meet its tables."""
    connection = psycopg.connect(address, autocommit=True)
    connection.execute(f"SET search_path = {SCHEMA}")
    return connection
