"""What a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient
from sqlalchemy import event

from petitions.core.db import Base, db


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    seen: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


@contextmanager
def loaded(table: type[Base]) -> Iterator[list[Base]]:
    """The rows of a table that become objects meanwhile."""
    seen: list[Base] = []

    def note(row: Base, _context) -> None:
        seen.append(row)

    event.listen(table, "load", note)
    yield seen
    event.remove(table, "load", note)


def statements(client: FlaskClient, address: str) -> int:
    """How many statements one visit runs, with nothing read before."""
    with client.application.app_context(), counted() as seen:
        assert client.get(address).status_code == 200
    return len(seen)
