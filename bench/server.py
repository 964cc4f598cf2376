"""The real server: granian, started as `flask serve` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.load import Request, fetch
from petitions.core.config import Settings
from petitions.ops.serve import ROOT, web_command

# Read by bench.app: another durability of SQLite than the product's.
SYNCHRONOUS = "BENCH_SYNCHRONOUS"
SECONDS = 30.0
HEALTH = Request("/healthz")


@dataclass(frozen=True)
class Server:
    """A running server: its port, and the id of its first process, which is that of their session too."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """How long its processes have had a processor; 0 where the system does not tell as Linux does."""
        ticks = sum(_ticks(stat, self.pid) for stat in Path("/proc").glob("[0-9]*/stat"))
        return ticks / os.sysconf("SC_CLK_TCK")


def _ticks(stat: Path, session: int) -> int:
    try:
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:  # it has ended meanwhile
        return 0
    return int(fields[11]) + int(fields[12]) if int(fields[3]) == session else 0


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(settings: Settings, **environ: str) -> Iterator[Server]:
    """Serve the product and the bare routes while inside."""
    ours = {"UNDERSIGNED_ENV": "test", "UNDERSIGNED_INSTANCE": str(settings.instance), "PORT": str(settings.port)}
    ours["DATABASE_URL"] = settings.database_url
    command = [sys.executable, "-m", *web_command(settings, "bench.app:app")]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **ours, **environ}, start_new_session=True)
    try:
        _wait(server, settings.port)
        yield Server(settings.port, server.pid)
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
