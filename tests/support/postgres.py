"""A real PostgreSQL server for tests: started on a socket in a temporary folder, thrown away after."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

CONNECTIONS = ["-c", "max_connections=60"]
UNSAFE_BUT_FAST = ["-c", "fsync=off", "-c", "full_page_writes=off"]
NUMBERS = count(1)
# Whoever is idle holds no lock, and may be the application's connection that is kept for the next test.
END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
# As a replica, the server checks no foreign key, so that tables can be emptied in any order.
EMPTY = """
    DO $$ DECLARE name text; BEGIN
        SET LOCAL session_replication_role = replica;
        FOR name IN
            SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'alembic_version'
        LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
    END $$
"""


@dataclass(frozen=True)
class Server:
    """A running server; its socket lies in ``folder``."""

    folder: Path
    _kept: dict[str, psycopg.Connection] = field(default_factory=dict)

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, name: str, template: str = "template1") -> None:
        """Create a database as a copy of another."""
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)

    @contextmanager
    def fresh_copy(self, template: str) -> Iterator[str]:
        """A database that lives as long as the block."""
        name = f"copy_{os.getpid()}_{next(NUMBERS)}"
        self.create(name, template)
        try:
            yield name
        finally:
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    @contextmanager
    def emptied(self, name: str) -> Iterator[str]:
        """A database that stays, and is emptied of its rows after the block: far quicker than a copy for each test."""
        try:
            yield name
        finally:
            # A new connection would read the catalogue of all tables anew, which takes eight times as long.
            connection = self._kept.get(name) or self._connect(name)
            self._kept[name] = connection
            connection.execute(END_OTHERS)
            connection.execute(EMPTY)

    def close(self) -> None:
        """Give up the connections that empty its databases."""
        while self._kept:
            self._kept.popitem()[1].close()

    def _execute(self, command: str, *names: str) -> None:
        with self._connect("postgres") as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))

    def _connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=name, autocommit=True)


def find() -> Path | None:
    """The folder of the server's programs, or None where there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


@contextmanager
def running(folder: Path | None = None, *, durable: bool = False) -> Iterator[Server]:
    """Start a server with a fresh cluster; stop and remove it at the end. As root, it runs as user postgres.

    It lies in a new folder, of the system's or of the one that is named. A ``durable`` one commits as in production.
    """
    programs = find()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=folder))
    hands = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if hands:
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)
    control = [*hands, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    try:
        _run([*hands, str(programs / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-N"])
        options = " ".join(
            [f"-k {folder}", "-c listen_addresses=''", *CONNECTIONS, *([] if durable else UNSAFE_BUT_FAST)]
        )
        _run([*control, "-l", str(folder / "log"), "-o", options, "start"])
        with closing(Server(folder)) as server:
            yield server
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stdout[-2000:]}{done.stderr[-2000:]}")
