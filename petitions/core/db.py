"""The database: base class, column types and the one place that commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from inspect import iscoroutinefunction
from typing import Any, ClassVar
from uuid import UUID, uuid4

from flask import Flask
from flask_babel import gettext as _
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Engine,
    Enum,
    Index,
    MetaData,
    Text,
    Uuid,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, SessionTransaction, mapped_column
from sqlalchemy.types import TypeDecorator

from petitions.core.errors import NotFound

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

AFTER_COMMIT = "after_commit"
READ_ONLY = "read_only"
LOCKED = "locked"
db = SQLAlchemy(session_options={"expire_on_commit": False})


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC, on databases that keep zones and on those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table has a random id, known before the row is written, so that sealed columns can bind to it."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        str: Text(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }

    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True)

    def __init__(self, **values: Any) -> None:
        # The id goes first: sealed columns are bound to it.
        self.id = values.pop("id", None) or uuid4()
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no column {name!r}")
            setattr(self, name, value)


def words(name: str, *values: str) -> Enum:
    """A column type for one of a closed list of words, kept as text under a CHECK of that name."""
    return Enum(*map(str, values), name=name, native_enum=False, create_constraint=True, length=40)


def unique_where(name: str, *columns: str, where: str) -> Index:
    """A partial unique index: the columns are unique among the rows that meet the condition."""
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


@contextmanager
def transaction() -> Iterator[Session]:
    """The only place that commits: everything inside happens, or nothing does.

    What was read before is read anew inside, so that a decision never rests on an old snapshot.
    On SQLite the write lock is taken at once; waiting for it can't end in a stale snapshot.
    """
    session = db.session
    if session.info.get(READ_ONLY):
        raise RuntimeError("Nothing may be written here: validate the form before its verb is called.")
    if session.info.get("in_transaction"):
        raise RuntimeError("Transactions do not nest: enter one in the view, the command or the worker.")
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("Something was changed outside transaction(); it would be lost.")
    session.rollback()
    session.expire_all()
    session.info["in_transaction"] = True
    calls: dict[Callable[[], object], None] = session.info.setdefault(AFTER_COMMIT, {})
    try:
        session.connection(execution_options={"undersigned_write": True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("in_transaction", None)
        session.info.pop(AFTER_COMMIT, None)
    for call in calls:
        call()


def refuse_writing() -> None:
    """Let nothing be written until this request has ended, whatever its page forgets."""
    db.session.info[READ_ONLY] = True


def plan_anew() -> None:
    """Have PostgreSQL plan every statement of this transaction for its own values, as SQLite does.

    What it has run five times it plans once for all values; where some stand for half a table that takes long.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))


def after_commit(call: Callable[[], object]) -> None:
    """Have the call made once the transaction has committed, and only then. Asked for twice, it is made once.

    For hints that may get lost, such as waking the worker: what must happen belongs into the transaction.
    """
    db.session.info.setdefault(AFTER_COMMIT, {})[call] = None


def install(app: Flask) -> None:
    """Give the application its database."""
    db.init_app(app)
    # The extension also closes sessions of asyncio, of which we have none; Flask would start a thread for it
    # at the end of every request.
    app.teardown_appcontext_funcs[:] = [call for call in app.teardown_appcontext_funcs if not iscoroutinefunction(call)]
    with app.app_context():
        tune(db.engine)


def tune(engine: Engine) -> None:
    """Set SQLite up for durable commits, foreign keys and writers that wait their turn."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("busy_timeout=15000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("undersigned_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def locked(thing: Base, *, keeps_its_key: bool = False) -> None:
    """Lock the thing's row until the transaction ends and read it anew. Raises `NotFound` where it is gone since.

    What this transaction has locked before nobody else can have changed: it is left as it is.
    A thing that ``keeps_its_key`` is not going to be deleted: others may add rows meanwhile that refer to it. On
    PostgreSQL they would wait otherwise, since a foreign key is checked under a lock of its own.
    """
    # The id is asked of the session: the row itself may be gone, which is to be said below.
    known_as = inspect(thing).identity
    if known_as and are_locked(*known_as):
        return
    try:
        db.session.refresh(thing, with_for_update={"of": type(thing), "key_share": keeps_its_key})
    except InvalidRequestError as gone:
        message = _("Somebody decided on this or removed it a moment ago. Look at how things stand now.")
        raise NotFound(message) from gone
    note_locked(thing)


def has_read(thing: Base, *parts: str) -> bool:
    """Whether these columns and relations were read already, so that looking at them asks the database nothing."""
    return inspect(thing).unloaded.isdisjoint(parts)


def are_locked(*row_ids: UUID) -> bool:
    """Whether this transaction holds the locks of all these rows."""
    return _held().issuperset(row_ids)


def note_locked(*things: Base) -> None:
    """Say that a query of this transaction has locked the rows of these things, as it read them."""
    _held().update(thing.id for thing in things)


def _held() -> set[UUID]:
    held: set[UUID] = db.session.info.setdefault(LOCKED, set())
    return held


@event.listens_for(Session, "after_transaction_end")
def _release(session: Session, ended: SessionTransaction) -> None:
    """A savepoint that is rolled back gives up the locks that were taken since it was set, as a transaction does."""
    if ended.nested or ended.parent is None:
        session.info.pop(LOCKED, None)


def one_at_a_time(what: str) -> None:
    """Let no other transaction that names the same pass here until this one ends, where there is no row to lock yet.

    On SQLite there is one writer anyway.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))
