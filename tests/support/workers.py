"""The product's worker in a process of its own: a fork of one that has read the product, so that it begins at once."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess

from flask import Flask

from petitions import create_app
from petitions.core.config import read
from petitions.outbox import worker
from tests.support.hands import CONTEXT
from tests.support.processes import SECONDS

Work = Callable[[Flask], object]


@dataclass(frozen=True)
class Worker:
    """One that works until it is told to stop, or killed."""

    process: ForkServerProcess

    def kill(self) -> None:
        """Let it be no more, whatever it was doing."""
        self.process.kill()

    def terminate(self) -> None:
        """Ask it to finish the message under way and end."""
        self.process.terminate()

    def send_signal(self, number: int) -> None:
        """Send it a signal, as to suspend it or to wake it."""
        os.kill(int(self.process.pid or 0), number)

    def wait(self, seconds: float = SECONDS) -> int | None:
        """How it ended: 0 in order, less where a signal ended it; None where it goes on working."""
        self.process.join(seconds)
        return self.process.exitcode


def at_work(**environ: str) -> AbstractContextManager[Worker]:
    """A worker with these settings and no others; killed at the end if it still works."""
    return doing(worker.run, **environ)


@contextmanager
def doing(work: Work, **environ: str) -> Iterator[Worker]:
    """A process that does a part of a worker's work, which is a function of a module, and ends."""
    process = CONTEXT.Process(target=_do, args=(work, environ), daemon=True)
    process.start()
    try:
        yield Worker(process)
    finally:
        process.kill()
        process.join()


def _do(work: Work, environ: Mapping[str, str]) -> None:
    work(create_app(read({"UNDERSIGNED_ENV": "test", **environ})))
