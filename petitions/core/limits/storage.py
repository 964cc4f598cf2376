"""The counters of `limits` in our own database, for a server that has no Redis."""

from typing import Any

from limits.storage import Storage
from sqlalchemy import Column, Float, Integer, Table, Text, case, create_engine, delete, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from petitions.core.clock import now
from petitions.core.db import Base, db

rate_limits = Table(
    "rate_limits",
    Base.metadata,
    Column("key", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("expires_at", Float(53), nullable=False, index=True),
    sqlite_with_rowid=False,
)
_LIGHTLY = {
    "sqlite": ("PRAGMA busy_timeout=5000", "PRAGMA synchronous=NORMAL"),
    "postgresql": ("SET synchronous_commit TO off",),
}


class DatabaseStorage(Storage):
    """Fixed windows as rows of `rate_limits`; times are seconds since 1970, as everywhere in `limits`.

    Each call is one statement that commits by itself, on a connection apart from the request's: a count outlives
    whatever the request undoes, and holds SQLite's lock for that statement only. It need not survive a power failure,
    so nothing waits for the disk.
    """

    STORAGE_SCHEME = None

    def __init__(self, url: str) -> None:
        super().__init__(url, wrap_exceptions=True)
        self.engine = create_engine(url, isolation_level="AUTOCOMMIT", hide_parameters=True, pool_pre_ping=True)
        event.listen(self.engine, "connect", self._lighten)

    @property
    def base_exceptions(self) -> type[Exception]:
        """What `limits` wraps into its own `StorageError`."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, and say how many there are in the window, which lasts ``expiry`` seconds from its first."""
        moment = now().timestamp()
        is_over = rate_limits.c.expires_at <= moment
        first = {"count": amount, "expires_at": moment + expiry}
        upsert = self._insert().values(key=key, **first)
        counted = upsert.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "count": case((is_over, amount), else_=rate_limits.c.count + amount),
                "expires_at": case((is_over, first["expires_at"]), else_=rate_limits.c.expires_at),
            },
        ).returning(rate_limits.c.count)
        with self.engine.connect() as connection:
            return int(connection.execute(counted).scalar_one())

    def get(self, key: str) -> int:
        """How many there are in the window."""
        found = select(rate_limits.c.count).where(
            rate_limits.c.key == key, rate_limits.c.expires_at > now().timestamp()
        )
        with self.engine.connect() as connection:
            return connection.execute(found).scalar() or 0

    def get_expiry(self, key: str) -> float:
        """When the window ends; now, where there is none."""
        moment = now().timestamp()
        found = select(rate_limits.c.expires_at).where(rate_limits.c.key == key)
        with self.engine.connect() as connection:
            return max(connection.execute(found).scalar() or 0.0, moment)

    def check(self) -> bool:
        """Whether the table can be read."""
        with self.engine.connect() as connection:
            connection.execute(select(rate_limits.c.key).limit(1))
        return True

    def reset(self) -> int:
        """Forget every count. Returns how many there were."""
        with self.engine.connect() as connection:
            return connection.execute(delete(rate_limits)).rowcount

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self.engine.connect() as connection:
            connection.execute(delete(rate_limits).where(rate_limits.c.key == key))

    def _insert(self) -> Any:
        return (postgresql if self.engine.dialect.name == "postgresql" else sqlite).insert(rate_limits)

    def _lighten(self, connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for statement in _LIGHTLY[self.engine.dialect.name]:
            cursor.execute(statement)
        cursor.close()


def purge() -> int:
    """Delete the counts whose window is over. Returns how many there were."""
    over = delete(rate_limits).where(rate_limits.c.expires_at <= now().timestamp())
    return len(db.session.execute(over.returning(rate_limits.c.key)).all())
