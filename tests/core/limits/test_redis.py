"""Counting in a real Redis, for several machines; and what happens when it is gone."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.core.db import db
from petitions.core.limits.counting import TooMany, count
from petitions.core.limits.rules import Rule, Sender
from petitions.core.limits.storage import rate_limits
from tests.support.parts import require
from tests.support.processes import wait_until
from tests.support.smtp import free_port

RULE = Rule("test", whom="", network="5 per hour")


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server of its own, and its address."""
    program = shutil.which("redis-server")
    require("Redis", program)
    port, log = free_port(), tmp_path / "redis.log"
    command = [str(program), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with log.open("wb") as output, subprocess.Popen(command, stdout=output) as process:
        wait_until(lambda: "Ready to accept connections" in log.read_text())
        yield f"redis://127.0.0.1:{port}/0", process
        process.terminate()


def through(app: Flask, times: int) -> int:
    """How many of so many tries from one network are let through."""
    passed = 0
    with app.app_context():
        for _ in range(times):
            try:
                count(RULE, Sender("192.0.2.0/24"))
                passed += 1
            except TooMany:
                pass
    return passed


def test_two_machines_count_together_and_our_database_is_left_alone(
    make_app: Callable[..., Flask], redis: tuple[str, subprocess.Popen[bytes]]
) -> None:
    here, there = (make_app(ABUSE_CHECKS="on", RATE_LIMITS_URL=redis[0]) for _ in range(2))
    assert through(here, 3) + through(there, 4) == 5
    with here.app_context():
        assert db.session.execute(select(rate_limits)).all() == []
        with pytest.raises(TooMany) as refused:
            count(RULE, Sender("192.0.2.0/24"))
    assert 3_500 < refused.value.seconds <= 3_600


def test_a_redis_that_is_gone_stops_nobody(
    make_app: Callable[..., Flask], redis: tuple[str, subprocess.Popen[bytes]]
) -> None:
    app = make_app(ABUSE_CHECKS="on", RATE_LIMITS_URL=redis[0])
    assert through(app, 6) == 5
    redis[1].terminate()
    redis[1].wait(timeout=10)
    began = time.monotonic()
    assert through(app, 3) == 3
    assert time.monotonic() - began < 10
