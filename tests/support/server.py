"""The whole product as a newcomer starts it: web server and worker as one process tree on a database of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.error import URLError
from urllib.request import urlopen

from flask import current_app

from petitions import create_app
from petitions.core.config import read
from petitions.core.db import db

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'alembic_version'"
UNDER_WAY = "SELECT 1 FROM outbox_messages WHERE state IN ('queued', 'sending') LIMIT 1"


@dataclass(frozen=True)
class Site:
    """A running site and the settings that it runs with."""

    base_url: str
    environ: dict[str, str]

    @property
    def database(self) -> Path:
        """Its SQLite file."""
        return Path(self.environ["UNDERSIGNED_INSTANCE"]) / "undersigned.db"

    def command(self, *words: str) -> str:
        """Run one of its commands to the end. Returns what it printed."""

        def run() -> str:
            done = current_app.test_cli_runner().invoke(args=words)
            assert done.exit_code == 0, done.output
            return done.output

        return inside(self, run)


def prepared(folder: Path, port: int, migrated: Path, **environ: str) -> Site:
    """A site on a copy of an empty, migrated database, not yet started."""
    site = on_database(folder, port, **environ)
    shutil.copy(migrated, site.database)
    return site


def on_database(folder: Path, port: int, **environ: str) -> Site:
    """A site on the database that the settings name, which is there already; not yet started."""
    return Site(
        f"http://localhost:{port}",
        {
            **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "CHROMIUM"}},
            "UNDERSIGNED_ENV": "test",
            "UNDERSIGNED_INSTANCE": str(folder),
            "PORT": str(port),
            **environ,
        },
    )


def inside(site: Site, do: Callable[[], T]) -> T:
    """Do something with the site's own settings, in a thread in which no browser's event loop runs."""

    def run() -> T:
        app = create_app(read(site.environ))
        with app.app_context():
            given = do()
            db.engine.dispose()
        return given

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def empty(site: Site) -> None:
    """Take every row away under the running site, once its worker has nothing left to mail."""
    connection = sqlite3.connect(site.database, timeout=15, isolation_level=None)
    with closing(connection):
        _wait_until_idle(connection)
        connection.execute("BEGIN IMMEDIATE")
        for (name,) in connection.execute(TABLES).fetchall():
            connection.execute(f'DELETE FROM "{name}"')
        connection.execute("COMMIT")


@contextmanager
def running(site: Site, log: Path) -> Iterator[Site]:
    """Serve the site for the length of the block, and end the process tree in order."""
    with log.open("wb") as output:
        process = subprocess.Popen([*FLASK, "serve"], cwd=ROOT, env=site.environ, stdout=output, stderr=output)
        try:
            _wait_until_ready(site, process, log)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_until_idle(connection: sqlite3.Connection) -> None:
    end = time.monotonic() + 10
    while connection.execute(UNDER_WAY).fetchone():
        assert time.monotonic() < end, "The worker still had something to mail when the journey was over."
        time.sleep(0.05)


def _wait_until_ready(site: Site, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        with suppress(URLError, OSError), urlopen(f"{site.base_url}/healthz", timeout=2):
            return
        time.sleep(0.1)
    raise AssertionError(f"The site did not answer within a minute.\n{log.read_text()}")
