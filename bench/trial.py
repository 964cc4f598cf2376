"""One running server with its own database, and what can be asked of it while it is measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import func, select

from bench import data, server, statements
from bench.load import Request, fetch, rate
from bench.server import Server
from bench.table import Speed
from petitions.core.db import db
from petitions.signing.models import Signature

# A bare route answers many times as fast; its rounds last about as long only with more requests.
BARE_WRITES, PAGES, BARE_PAGES = 8, 2, 60
# Confirmations are held against the bare route, and against a single INSERT.
ROWS_A_ROUND = 2
SINGLE_INSERT = Request("/bare/write/0/1/0", method="POST")


@dataclass
class Trial:
    """How fast the product and its bare routes answer; each speed is that of one short round."""

    app: Flask
    server: Server
    size: int
    confirmations: list[Request]
    bare_write: Request
    bare_form: Request
    page: Request
    bare_page: Request
    statements: int = 0

    @property
    def database(self) -> str:
        """Which database it is, in a word."""
        return "SQLite" if self.app.config["SETTINGS"].database_url.startswith("sqlite") else "PostgreSQL"

    def confirm(self) -> Speed:
        """Confirm as many signatures as a round has, and see that they are in the database."""
        return self.confirm_some(self.confirmations)

    def confirm_some(self, waiting: list[Request]) -> Speed:
        """The same of these, which are used up from the end."""
        before = self._signed()
        measured = self.speed([waiting.pop() for _ in range(self.size)])
        if self._signed() != before + self.size:
            raise RuntimeError("Not every confirmation became a signature.")
        return measured

    def write(self) -> Speed:
        """As many statements a request, in one transaction of a bare route."""
        return self.speed([self.bare_write] * (BARE_WRITES * self.size))

    def fill_in(self) -> Speed:
        """The same statements behind a session, a forgery token and a form."""
        return self.speed([self.bare_form] * (BARE_WRITES * self.size))

    def insert(self) -> Speed:
        """One row a request, and nothing else."""
        return self.speed([SINGLE_INSERT] * (BARE_WRITES * self.size))

    def read(self) -> Speed:
        """The public page of a campaign."""
        return self.speed([self.page] * (PAGES * self.size))

    def read_bare(self) -> Speed:
        """The same bytes from a bare route."""
        return self.speed([self.bare_page] * (BARE_PAGES * self.size))

    def speed(self, requests: list[Request]) -> Speed:
        """Have these answered, as fast as they are."""
        before = self.server.processor_seconds()
        by_clock = rate(self.server.port, requests)
        spent = self.server.processor_seconds() - before
        return Speed(by_clock, len(requests) / spent if spent else 0)

    def _signed(self) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(Signature)) or 0


@contextmanager
def trial(folder: Path, rounds: int, size: int, database: str = "", **environ: str) -> Iterator[Trial]:
    """Prepare a database and serve it, with enough confirmations for so many rounds of this size.

    It lies in the folder, unless another ``database`` is named by its address.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=folder) as own:
        settings = data.settings_for(Path(own), server.free_port(), database)
        ready = data.prepare(settings, ROWS_A_ROUND * rounds * size + 1)
        first, *rest = ready.confirmations
        counts = statements.counted(ready.app, first)
        with server.running(settings, **environ) as served:
            bare_page = data.keep_page(ready.app, fetch(served.port, ready.page))
            bare_write, bare_form = (statements.bare(first, counts, route) for route in ("write", "form"))
            in_all = sum(counts[kind] for kind in statements.KINDS)
            yield Trial(ready.app, served, size, rest, bare_write, bare_form, ready.page, bare_page, in_all)
