"""Processes of their own, each with the product's application on the test's database, that do what they are told."""

import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Barrier
from typing import Any

from petitions import create_app
from petitions.core.config import read
from petitions.core.db import db
from petitions.core.errors import DomainError

# The product is read once, by a server that has no threads; each process is a fork of it and begins within a moment.
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["petitions.wiring", "tests.factories"])
SECONDS = 60.0

Act = Callable[..., object]
Order = tuple[Act, tuple[object, ...], float]


@dataclass(frozen=True)
class Refusal:
    """What the product said instead of doing it: the name of the error and its sentence."""

    name: str
    says: str


@dataclass(frozen=True)
class Done:
    """What an act gave, and from when to when it took, by a clock that all processes share."""

    given: Any
    began: float
    ended: float


@dataclass
class Hand:
    """One process. An act is a function of a module; it gives plain data, or is refused."""

    process: ForkServerProcess
    line: Connection

    def does(self, act: Act, *arguments: object) -> Any:
        """Have it done now, and wait for what it gives."""
        self.begins(act, *arguments)
        return self.told().given

    def begins(self, act: Act, *arguments: object) -> None:
        """Have it done, and don't wait."""
        self.line.send((act, arguments, None))

    def told(self, seconds: float = SECONDS) -> Done:
        """What the last act gave. Raises what the act raised that is no refusal, in words."""
        assert self.line.poll(seconds), "The process does not answer."
        done: Done = self.line.recv()
        if isinstance(done.given, str) and done.given.startswith(FAILED):
            raise AssertionError(done.given)
        return done

    def forks(self, act: Act, *arguments: object) -> int:
        """Have it done in a fork, which is there at once and may be killed. Gives its process id."""
        return int(self.does(_fork, act, arguments))


FAILED = "The act failed: "


@contextmanager
def hands(number: int, environ: Mapping[str, str]) -> Iterator[Sequence[Hand]]:
    """So many processes, ready to act; they are ended after the block."""
    barrier = CONTEXT.Barrier(number)
    with ExitStack() as stack:
        started = [stack.enter_context(_started(environ, barrier)) for _ in range(number)]
        for one in started:
            one.told()
        yield started


@contextmanager
def a_hand(environ: Mapping[str, str]) -> Iterator[Hand]:
    """One process, ready to act."""
    with hands(1, environ) as (one,):
        yield one


def at_once(some: Sequence[Hand], *orders: Order) -> list[Done]:
    """Let every hand do its act: all wait for each other, then each for so many seconds of its own, and go."""
    for one, order in zip(some, orders, strict=True):
        one.line.send(order)
    return [one.told() for one in some]


def met(done: Sequence[Done]) -> bool:
    """Whether any two of the acts were under way at the same moment."""
    in_turn = sorted(done, key=lambda one: one.began)
    return any(later.began < earlier.ended for earlier, later in pairwise(in_turn))


@contextmanager
def _started(environ: Mapping[str, str], barrier: Barrier) -> Iterator[Hand]:
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_obey, args=(dict(environ), theirs, barrier), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Hand(process, ours)
    finally:
        ours.close()
        process.kill()
        process.join()


def _obey(environ: Mapping[str, str], line: Connection, barrier: Barrier) -> None:
    app = create_app(read(environ))
    with app.app_context(), suppress(EOFError):  # the test has hung up
        line.send(Done("ready", 0, 0))
        while True:
            act, arguments, pause = line.recv()
            if pause is not None:
                barrier.wait(SECONDS)
                time.sleep(pause)
            line.send(_done(act, arguments))
            db.session.rollback()


def _fork(act: Act, arguments: Sequence[object]) -> int:
    """Do it in a fork of this process, with connections of its own; who kills it need not wait for it."""
    db.session.rollback()
    db.engine.dispose()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    pid = os.fork()
    if pid == 0:
        try:
            act(*arguments)
        except Exception:  # noqa: BLE001  # a fork never comes back into the code of its parent
            traceback.print_exc()
        finally:
            os._exit(0)
    return pid


def _done(act: Act, arguments: Sequence[object]) -> Done:
    began = time.monotonic()
    try:
        given = act(*arguments)
    except DomainError as refused:
        given = Refusal(type(refused).__name__, refused.message)
    except Exception as failed:  # noqa: BLE001  # the test tells what failed in the other process
        given = f"{FAILED}{type(failed).__name__}: {failed}"
    return Done(given, began, time.monotonic())
