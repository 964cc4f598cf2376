"""One process tree: the web server and the worker. One signal ends both; where one dies, the other is ended too."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from urllib.error import URLError
from urllib.request import urlopen

from petitions.core.config import Settings

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# Seconds that the children get to finish what they are doing: the worker may be waiting for a slow mail server.
PATIENCE = 30.0

Children = dict[str, subprocess.Popen[bytes]]


def serve(settings: Settings, when_ready: Callable[[], object]) -> str | None:
    """Run until a signal comes. Returns what went wrong, or None after an orderly end."""
    stop = Event()
    with _signals_set(stop):
        children = _start(settings)
        try:
            return _watch(children, stop, settings.port, when_ready)
        finally:
            _end(children, stop)


def web_command(settings: Settings, app: str) -> list[str]:
    """The module and arguments that serve a WSGI application as ours is served."""
    return [
        *("granian", "--interface", "wsgi", "--host", HOST, "--port", str(settings.port), "--no-ws"),
        *("--workers", str(settings.web_workers), "--blocking-threads", "1", "--log-level", "warning", app),
    ]


def _start(settings: Settings) -> Children:
    return {
        "web server": _child(settings, *web_command(settings, "wsgi:app")),
        "worker": _child(settings, "flask", "--app", "wsgi", "worker"),
    }


def _child(settings: Settings, *module: str) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C reaches only us and we end the children in order."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environ = {**os.environ, "PYTHONPATH": path, "UNDERSIGNED_INSTANCE": str(settings.instance)}
    # Where Linux's setpriv is there, the child ends even if we are killed and can't tell it to.
    tied = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    return subprocess.Popen([*tied, sys.executable, "-m", *module], env=environ, start_new_session=True)


def _watch(children: Children, stop: Event, port: int, when_ready: Callable[[], object]) -> str | None:
    ready = False
    while not stop.wait(0.2):
        for name, child in children.items():
            if child.poll() is not None:
                return f"The {name} ended (code {child.returncode}). Everything was stopped."
        if not ready and _answers(port):
            ready = True
            when_ready()
    return None


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://{HOST}:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _end(children: Children, stop: Event) -> None:
    """Ask the children to finish; insist at a second signal, or when their time is up."""
    stop.clear()
    for child in children.values():
        child.terminate()
    end = time.monotonic() + PATIENCE
    while any(child.poll() is None for child in children.values()):
        if stop.wait(0.1) or time.monotonic() > end:
            break
    for child in children.values():
        # The web server's own children outlive it when it was killed.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


@contextmanager
def _signals_set(stop: Event) -> Iterator[None]:
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
