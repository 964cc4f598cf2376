"""Many leaves recorded at once are leaves like those recorded one by one."""

import json
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event, select

from petitions.core.db import db, transaction
from petitions.core.events import EXTENSION as HANDLERS
from petitions.ledger import service
from petitions.ledger.models import Leaf, LeafType, Statement
from petitions.ledger.rules import commitment
from petitions.ledger.service import Entry, append_all

VERSION = "a" * 64


@pytest.fixture
def app(app: Flask) -> Flask:
    """An application in which no slice above listens: the campaigns of these logs are nowhere else."""
    app.extensions[HANDLERS] = {}
    return app


def record(many: int) -> list[Entry]:
    campaign = uuid4()
    entries = [Entry(VERSION, 2, uuid4(), {"number": number}) for number in range(many)]
    with transaction():
        service.open_log(campaign)
        append_all(campaign, LeafType.SET_ASIDE, entries)
    return entries


def test_each_opens_with_a_salt_of_its_own(app: Flask) -> None:
    entries = record(3)
    leaves = {leaf.ref: leaf for leaf in db.session.scalars(select(Leaf))}
    openings = {row.leaf_id: row for row in db.session.scalars(select(Statement))}
    for entry in entries:
        leaf = leaves[entry.ref]
        opening = openings[leaf.id]
        assert json.loads(opening.statement) == entry.statement
        assert commitment(opening.salt, opening.statement.encode()) == leaf.commitment
        assert (leaf.type, leaf.version, leaf.edition, leaf.position) == ("set_aside", VERSION, 2, None)
    assert len({row.salt for row in openings.values()}) == 3


def test_they_get_their_places_in_the_order_in_which_they_were_told(app: Flask) -> None:
    entries = record(20)
    with transaction():
        service.sequence()
    placed = db.session.scalars(select(Leaf.ref).order_by(Leaf.position)).all()
    assert placed == [entry.ref for entry in entries]


def test_a_hundred_take_as_many_statements_as_two(app: Flask) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    costs = []
    for many in (2, 100):
        asked.clear()
        record(many)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_none_is_nothing(app: Flask) -> None:
    assert record(0) == []
    assert db.session.scalars(select(Leaf)).all() == []
