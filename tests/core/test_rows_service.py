"""A row that is written past the unit of work is the same row, and its object knows what the database holds."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import inspect, literal, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from petitions.accounts.models import User
from petitions.core import rows
from petitions.core.audit import AuditEvent, record_all
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.ledger.models import Log, Statement
from tests.factories import a_user, acting, an_organisation
from tests.support.cost import counted

SIZED = rows.into(Log).values(size=literal(41) + 1).returning(Log.size)


@pytest.fixture
def user(app: Flask) -> User:
    return a_user(an_organisation(), name="Ada Example")


@pytest.mark.usefixtures("app")
class TestANewObject:
    def test_is_on_file_at_once_and_knows_what_the_database_made_of_it(self) -> None:
        log = Log(campaign_id=uuid4())
        with transaction() as session:
            rows.enter(log, SIZED)
            assert inspect(log).persistent
            assert session.get_one(Log, log.id) is log
            with counted() as statements:
                assert log.size == 42
            assert statements == []
        db.session.expire_all()
        assert db.session.get_one(Log, log.id).size == 42

    def test_that_the_database_refuses_stays_unknown(self) -> None:
        first = Log(campaign_id=uuid4())
        second = Log(campaign_id=first.campaign_id)
        with transaction():
            rows.enter(first, SIZED)
        with pytest.raises(IntegrityError), transaction():
            rows.enter(second, SIZED)
        assert inspect(second).transient
        assert len(db.session.scalars(select(Log)).all()) == 1


@pytest.mark.usefixtures("app")
class TestAChange:
    def test_is_written_at_once_and_seen_on_the_object(self, user: User) -> None:
        with transaction() as session:
            known = session.get_one(User, user.id)
            rows.amend(known, name="Ada Other")
            assert known.name == "Ada Other"
            assert not session.dirty
        db.session.expire_all()
        assert db.session.get_one(User, user.id).name == "Ada Other"

    def test_of_nothing_is_not_written(self, user: User) -> None:
        with transaction() as session:
            known = session.get_one(User, user.id)
            with counted() as statements:
                rows.amend(known, name=known.name)
        assert [one for one in statements if not one.startswith("COMMIT")] == []

    def test_of_a_row_that_is_gone_is_told(self) -> None:
        log = Log(campaign_id=uuid4())
        with transaction():
            rows.enter(log, SIZED)
        with transaction() as session:
            known = session.get_one(Log, log.id)
            session.connection().execute(Log.__table__.delete())
            with pytest.raises(StaleDataError):
                rows.amend(known, size=7)


def test_what_is_sealed_for_a_row_opens_as_if_its_object_had_sealed_it(app: Flask) -> None:
    row_id = uuid4()
    kept = Statement.statement.columns(row_id, "Ona Testė")
    assert b"Ona" not in kept["statement_sealed"]
    assert Statement(id=row_id, **kept).statement == "Ona Testė"
    assert Statement.statement.columns(row_id, "") == {"statement_sealed": None}


def test_many_lines_of_the_history_take_one_statement(user: User) -> None:
    logs = [Log(campaign_id=uuid4(), size=0) for _ in range(3)]
    campaign_id = uuid4()
    with transaction(), counted() as statements:
        record_all(
            acting(user), "campaign:create", [(log, f"log {n}") for n, log in enumerate(logs)], campaign_id=campaign_id
        )
        record_all(acting(user), "campaign:create", [], campaign_id=campaign_id)
    assert len([one for one in statements if one.startswith("INSERT")]) == 1
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.campaign_id == campaign_id)).all()
    assert {(event.subject_id, event.subject_label) for event in events} == {
        (log.id, f"log {n}") for n, log in enumerate(logs)
    }
    assert {(event.action, event.actor_label, event.organisation_id) for event in events} == {
        ("campaign:create", "Ada Example", acting(user).organisation_id)
    }
    assert all(event.at <= now() and event.details == {} for event in events)
    with pytest.raises(ValueError, match="vocabulary"), transaction():
        record_all(acting(user), "campaign:dance", [(logs[0], "")], campaign_id=campaign_id)
