"""The product's own processes, started as an operator starts them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60.0


@contextmanager
def started(*command: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command in the project's folder with these settings and no others of ours; kill it at the end."""
    ours = ("UNDERSIGNED_", "DATABASE_", "MAIL_", "SMTP_", "PORT", "BASE_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**inherited, "UNDERSIGNED_ENV": "test", **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def running(*command: str, **environ: str) -> AbstractContextManager[subprocess.Popen[str]]:
    """Run `flask --app wsgi …` with these settings and no others of ours; kill it at the end if it still runs."""
    return started(sys.executable, "-m", "flask", "--app", "wsgi", *command, **environ)


def wait_until(happened: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait for something to be so; fail after a time far beyond what it should take."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(0.05)
