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


@dataclass
class Trial:
    """How fast the product and its bare routes answer; each speed is that of one short round."""

    app: Flask
    server: Server
    size: int
    confirmations: list[Request]
    bare_write: Request
    page: Request
    bare_page: Request

    def confirm(self) -> Speed:
        """Confirm as many signatures as a round has, and see that they are in the database."""
        before = self._signed()
        batch = [self.confirmations.pop() for _ in range(self.size)]
        measured = self._speed(batch)
        if self._signed() != before + self.size:
            raise RuntimeError("Not every confirmation became a signature.")
        return measured

    def write(self) -> Speed:
        """As many statements a request, in one transaction of a bare route."""
        return self._speed([self.bare_write] * (BARE_WRITES * self.size))

    def read(self) -> Speed:
        """The public page of a campaign."""
        return self._speed([self.page] * (PAGES * self.size))

    def read_bare(self) -> Speed:
        """The same bytes from a bare route."""
        return self._speed([self.bare_page] * (BARE_PAGES * self.size))

    def _speed(self, requests: list[Request]) -> Speed:
        before = self.server.processor_seconds()
        by_clock = rate(self.server.port, requests)
        spent = self.server.processor_seconds() - before
        return Speed(by_clock, len(requests) / spent if spent else 0)

    def _signed(self) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(Signature)) or 0


@contextmanager
def trial(folder: Path, rounds: int, size: int, **environ: str) -> Iterator[Trial]:
    """Prepare a database in the folder and serve it, with enough confirmations for so many rounds of this size."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=folder) as own:
        settings = data.settings_for(Path(own), server.free_port())
        ready = data.prepare(settings, rounds * size + 1)
        first, *rest = ready.confirmations
        bare_write = statements.bare(first, statements.counted(ready.app, first))
        with server.running(settings, **environ) as served:
            bare_page = data.keep_page(ready.app, fetch(served.port, ready.page))
            yield Trial(ready.app, served, size, rest, bare_write, ready.page, bare_page)
