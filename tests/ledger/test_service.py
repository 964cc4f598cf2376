"""Leaves are written with the business that they belong to, and get their places without gaps."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.db import db, transaction
from petitions.core.events import EXTENSION as HANDLERS
from petitions.ledger import service
from petitions.ledger.models import Leaf, LeafType, Log, Statement
from petitions.ledger.rules import commitment

VERSION = "a" * 64


@pytest.fixture
def app(app: Flask) -> Flask:
    """An application in which no slice above listens: the campaigns of these logs are nowhere else."""
    app.extensions[HANDLERS] = {}
    return app


def a_log() -> UUID:
    campaign = uuid4()
    with transaction():
        service.open_log(campaign)
    return campaign


def add(campaign: UUID, **statement: Any) -> UUID:
    with transaction():
        return service.append(campaign, LeafType.CONSENT, VERSION, 1, uuid4(), statement)


def places(campaign: UUID) -> list[int | None]:
    query = select(Leaf.position).join(Log, Log.id == Leaf.log_id).where(Log.campaign_id == campaign)
    return sorted(db.session.scalars(query), key=lambda place: -1 if place is None else place)


def test_a_leaf_opens_with_its_salt_and_statement_alone(app: Flask) -> None:
    leaf = db.session.get(Leaf, add(a_log(), name="Ona Testė"))
    opening = db.session.scalars(select(Statement).where(Statement.leaf_id == leaf.id)).one()
    assert json.loads(opening.statement) == {"name": "Ona Testė"}
    assert commitment(opening.salt, opening.statement.encode()) == leaf.commitment


def test_the_statement_is_unreadable_in_the_table(app: Flask) -> None:
    leaf = add(a_log(), name="Ona Testė")
    opening = db.session.scalars(select(Statement).where(Statement.leaf_id == leaf)).one()
    assert b"Ona" not in opening.statement_sealed


def test_erasing_salt_and_statement_leaves_the_leaf_standing(app: Flask) -> None:
    campaign = a_log()
    leaf = add(campaign, name="Ona Testė")
    with transaction() as session:
        session.delete(session.scalars(select(Statement).where(Statement.leaf_id == leaf)).one())
    assert db.session.get(Leaf, leaf).commitment


def test_a_leaf_of_undone_business_is_undone_with_it(app: Flask) -> None:
    campaign = a_log()

    def fail() -> None:
        with transaction():
            service.append(campaign, LeafType.CONSENT, VERSION, 1, uuid4(), {})
            raise RuntimeError("the business failed")

    with pytest.raises(RuntimeError):
        fail()
    assert places(campaign) == []


def test_pending_leaves_get_the_next_places_of_their_own_log(app: Flask) -> None:
    one, other = a_log(), a_log()
    for campaign in (one, other, one, one):
        add(campaign)
    with transaction():
        assert service.sequence() == 4
    assert places(one) == [0, 1, 2]
    assert places(other) == [0]
    add(other)
    with transaction():
        assert service.sequence() == 1
    assert places(other) == [0, 1]


def test_workers_that_sequence_at_once_leave_no_gap_and_no_double(app: Flask) -> None:
    campaign = a_log()
    for _ in range(40):
        add(campaign)

    def work(_: int) -> int:
        with app.app_context(), transaction():
            return service.sequence(limit=7)

    with ThreadPoolExecutor(4) as pool:
        while sum(pool.map(work, range(4))):
            pass
    db.session.rollback()
    assert places(campaign) == list(range(40))
