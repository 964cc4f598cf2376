"""The real server: granian, started as `flask serve` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bench.load import Request, fetch
from petitions.core.config import Settings
from petitions.ops.serve import ROOT, web_command

# Read by bench.app: another durability of SQLite than the product's.
SYNCHRONOUS = "BENCH_SYNCHRONOUS"
SECONDS = 30.0
HEALTH = Request("/healthz")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(settings: Settings, **environ: str) -> Iterator[int]:
    """Serve the product and the bare routes while inside. Gives the port."""
    ours = {"UNDERSIGNED_ENV": "test", "UNDERSIGNED_INSTANCE": str(settings.instance), "PORT": str(settings.port)}
    command = [sys.executable, "-m", *web_command(settings, "bench.app:app")]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **ours, **environ}, start_new_session=True)
    try:
        _wait(server, settings.port)
        yield settings.port
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(5)
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            fetch(port, HEALTH)
            return
        except OSError as unanswered:
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError("The server did not start.") from unanswered
            time.sleep(0.05)
