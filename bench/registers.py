"""Names searched and rosters imported, in this very process: against as many bare statements, and as many bare rows."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from sqlalchemy import insert

from bench import bare, data, server
from bench.table import Speed
from petitions import create_app
from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.db import db, transaction
from petitions.people.committees.words import committees
from petitions.people.search_queries import hits
from petitions.people.service import import_roster
from tests.factories import a_user, acting, an_organisation
from tests.people import crowd
from tests.people.rosters import csv_file, member

MEMBERS = 4_589  # of all bodies that had a roster in 2023
ASKED, PAGE = 40, 50
STATEMENTS = 4  # what most searches send
ROWS = 28  # what an import writes for each member: person, mandate, address, committees, and the index of the name
SEATS = 3


@dataclass
class Registers:
    """A server's register of many people, and a roster that one organisation after another imports."""

    app: Flask
    names: Sequence[tuple[str, str]]
    roster: bytes
    members: int
    chance: random.Random

    def search(self) -> Speed:
        """Names as somebody types them, some misspelt, each with the first page of its answer."""
        asked = [crowd.typed(self.chance.choice(self.names), self.chance) for _ in range(ASKED)]
        return self._speed(ASKED, lambda: [_answer(name) for name in asked])

    def select(self) -> Speed:
        """As many statements, each of which reads one row by its key."""
        return self._speed(ASKED, lambda: [_select() for _ in range(ASKED)])

    def take(self) -> Speed:
        """The roster, into the empty register of a new organisation."""
        with self.app.app_context():
            actor = acting(a_user(an_organisation()))
        return self._speed(self.members, lambda: _import(actor, self.roster))

    def insert(self) -> Speed:
        """As many rows, in one statement of one transaction."""
        rows = [{"word": str(number)} for number in range(self.members * ROWS)]
        return self._speed(self.members, lambda: _insert(rows))

    def _speed(self, count: int, act: Callable[[], object]) -> Speed:
        with self.app.app_context():
            clock, processor = time.perf_counter(), time.process_time()
            act()
            return Speed(count / (time.perf_counter() - clock), count / (time.process_time() - processor))


@contextmanager
def registers(folder: Path, people: int) -> Iterator[Registers]:
    """A database in the folder with so many invented people, and a roster of them, or of the first `MEMBERS`."""
    chance, members = random.Random(1), min(MEMBERS, people)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=folder) as own:
        app = create_app(data.settings_for(Path(own), server.free_port()))
        names = crowd.names(people, chance)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            bare.add_tables(db.engine)
            crowd.settle(names, chance)
        yield Registers(app, names, _roster(names[:members], chance), members, chance)
        with app.app_context():
            db.engine.dispose()


def _roster(names: Sequence[tuple[str, str]], chance: random.Random) -> bytes:
    """A file of these people, each of whom sits on three committees."""
    codes = list(committees())
    lines = [member(str(900_000 + place), first_name=name[0], last_name=name[1]) for place, name in enumerate(names)]
    head, *rows = csv_file(*lines).decode().splitlines()
    seats = (dict.fromkeys(chance.sample(codes, SEATS), chance.choice("MMSV")) for _row in rows)
    full = (",".join([row, *map(on.get, codes, repeat(""))]) for row, on in zip(rows, seats, strict=True))
    return "\n".join([",".join([head, *codes]), *full, ""]).encode()


def _answer(name: str) -> None:
    hits(COMMAND_LINE, text=name)[:PAGE]
    db.session.rollback()


def _select() -> None:
    for _ in range(STATEMENTS):
        db.session.execute(bare.FIRST).first()
    db.session.rollback()


def _import(actor: Actor, roster: bytes) -> None:
    with transaction():
        import_roster(actor, roster, "members.csv", crowd.BODY, crowd.DAY)


def _insert(rows: Sequence[dict[str, str]]) -> None:
    with transaction() as session:
        session.execute(insert(bare.ROWS), rows)
