"""The counters in our own database keep the contract of `limits`, for one process and for several."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import insert, select, text

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.limits.storage import DatabaseStorage, purge, rate_limits
from tests.core.limits.acts import hits
from tests.support.hands import at_once, hands, met

HOUR = 3_600
EACH, PROCESSES = 60, 3


@pytest.fixture
def storage(app: Flask, database_url: str) -> Iterator[DatabaseStorage]:
    """The counters of the test's database."""
    made = DatabaseStorage(database_url)
    yield made
    made.engine.dispose()


def test_counts_go_up_one_by_one_and_by_key(storage: DatabaseStorage) -> None:
    assert [storage.incr("a", HOUR) for _ in range(3)] == [1, 2, 3]
    assert storage.incr("b", HOUR, amount=5) == 5
    assert (storage.get("a"), storage.get("b"), storage.get("c")) == (3, 5, 0)


def test_a_window_begins_with_its_first_and_is_made_no_longer_by_the_next(storage: DatabaseStorage) -> None:
    began = now().timestamp()
    storage.incr("a", HOUR)
    ends = storage.get_expiry("a")
    storage.incr("a", 2 * HOUR)
    assert storage.get_expiry("a") == ends
    assert began + HOUR <= ends <= now().timestamp() + HOUR


def test_after_the_window_counting_begins_anew(storage: DatabaseStorage) -> None:
    storage.incr("a", 0.05, amount=7)
    time.sleep(0.1)
    assert storage.get("a") == 0
    assert storage.get_expiry("a") == pytest.approx(now().timestamp(), abs=5)
    assert storage.incr("a", HOUR) == 1


def test_one_count_or_all_can_be_forgotten(storage: DatabaseStorage) -> None:
    for key in ("a", "b", "c"):
        storage.incr(key, HOUR)
    storage.clear("a")
    assert (storage.get("a"), storage.get("b")) == (0, 1)
    assert storage.reset() == 2
    assert storage.check()


def test_what_the_database_says_no_to_is_told_in_the_words_of_limits(storage: DatabaseStorage) -> None:
    with transaction() as session:
        session.execute(text("ALTER TABLE rate_limits RENAME TO elsewhere"))
    try:
        with pytest.raises(StorageError):
            storage.incr("a", HOUR)
    finally:
        with transaction() as session:
            session.execute(text("ALTER TABLE elsewhere RENAME TO rate_limits"))


def test_a_count_outlives_what_the_request_undoes(storage: DatabaseStorage) -> None:
    storage.incr("a", HOUR)
    with suppress(ZeroDivisionError), transaction() as session:
        session.execute(insert(rate_limits).values(key="undone", count=1, expires_at=0))
        raise ZeroDivisionError
    assert (storage.get("a"), storage.get("undone")) == (1, 0)


def test_a_count_holds_nothing_up(storage: DatabaseStorage) -> None:
    """A reader's snapshot may be open when a request is counted, and the request writes right after it."""
    db.session.execute(select(rate_limits)).all()
    storage.incr("a", HOUR)
    with transaction() as session:
        session.execute(insert(rate_limits).values(key="b", count=1, expires_at=now().timestamp() + HOUR))
    assert (storage.get("a"), storage.get("b")) == (1, 1)


def test_counts_whose_window_is_over_are_purged_and_no_others(storage: DatabaseStorage) -> None:
    storage.incr("old", 0.01)
    storage.incr("new", HOUR)
    time.sleep(0.05)
    with transaction():
        assert purge() == 1
    assert list(db.session.scalars(select(rate_limits.c.key))) == ["new"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["incr", "get", "clear"]), st.sampled_from("ab")), max_size=12))
def test_it_counts_as_the_storage_of_the_library_does(verbs: list[tuple[str, str]]) -> None:
    ours, theirs = STORAGES[-1], MemoryStorage()
    ours.reset()
    for verb, key in verbs:
        more = (HOUR,) if verb == "incr" else ()
        assert getattr(ours, verb)(key, *more) == getattr(theirs, verb)(key, *more)


STORAGES: list[DatabaseStorage] = []


@pytest.fixture(autouse=True)
def at_hand(storage: DatabaseStorage) -> Iterator[None]:
    """Let generated cases use the counters of the test, which they empty themselves."""
    STORAGES.append(storage)
    yield
    STORAGES.pop()


def test_several_processes_let_exactly_as_many_through_as_the_limit_says(
    storage: DatabaseStorage, database_url: str, tmp_path: Path
) -> None:
    environ = {"UNDERSIGNED_ENV": "test", "UNDERSIGNED_INSTANCE": str(tmp_path), "DATABASE_URL": database_url}
    with hands(PROCESSES, environ) as some:
        done = at_once(some, *[(hits, ("100 per hour", EACH), 0.0)] * PROCESSES)
    assert met(done)
    assert sum(sum(one.given) for one in done) == 100
    item = parse("100 per hour")
    assert storage.get(item.key_for("form", "network")) == EACH * PROCESSES
    assert FixedWindowRateLimiter(storage).get_window_stats(item, "form", "network").remaining == 0
