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
from petitions.core.db import db
from petitions.signing.models import Signature

# A bare route answers several times as fast; its rounds are as long only with more requests.
BARE_WRITES, PAGES, BARE_PAGES = 4, 4, 20


@dataclass
class Trial:
    """How fast the product and its bare routes answer; each rate is of one short round, in requests a second."""

    app: Flask
    port: int
    size: int
    confirmations: list[Request]
    bare_write: Request
    page: Request
    bare_page: Request

    def confirm(self) -> float:
        """Confirm as many signatures as a round has, and see that they are in the database."""
        before = self._signed()
        batch = [self.confirmations.pop() for _ in range(self.size)]
        measured = rate(self.port, batch)
        if self._signed() != before + self.size:
            raise RuntimeError("Not every confirmation became a signature.")
        return measured

    def write(self) -> float:
        """As many statements a request, in one transaction of a bare route."""
        return rate(self.port, [self.bare_write] * (BARE_WRITES * self.size))

    def read(self) -> float:
        """The public page of a campaign."""
        return rate(self.port, [self.page] * (PAGES * self.size))

    def read_bare(self) -> float:
        """The same bytes from a bare route."""
        return rate(self.port, [self.bare_page] * (BARE_PAGES * self.size))

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
        with server.running(settings, **environ) as port:
            bare_page = data.keep_page(ready.app, fetch(port, ready.page))
            yield Trial(ready.app, port, size, rest, bare_write, ready.page, bare_page)
