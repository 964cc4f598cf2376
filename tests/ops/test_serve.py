"""`flask serve` runs web server and worker as one process tree that one signal ends."""

import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.processes import running, wait_until
from tests.support.smtp import free_port

# One process starts it for all who only look at how it was.
pytestmark = pytest.mark.xdist_group("serve")


@dataclass(frozen=True)
class Served:
    """One process tree that has ended: what it said, how it ended, and what was seen of it while it ran."""

    port: int
    said: str
    code: int
    pids: list[int]
    listening: set[str]
    all_gone: bool


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def environ(tmp_path: Path, port: int, migrated_database: Path) -> dict[str, str]:
    shutil.copy(migrated_database, tmp_path / "undersigned.db")
    return {"UNDERSIGNED_INSTANCE": str(tmp_path), "PORT": str(port), "WEB_WORKERS": "1"}


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def children(of: int) -> list[int]:
    """The processes below one, deepest last."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(of)], capture_output=True, text=True, check=False)
    direct = [int(pid) for pid in found.stdout.split()]
    return [*direct, *(below for pid in direct for below in children(pid))]


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def gone(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def ended(environ: dict[str, str], number: signal.Signals, *options: str) -> Served:
    """Let one be served until it is ready, look around, and end it by one signal."""
    port = int(environ["PORT"])
    with running("serve", *options, **environ) as server:
        wait_until(lambda: answers(port))
        pids = children(server.pid)
        listening = {line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:] if " 0A " in line}
        time.sleep(0.5)
        server.send_signal(number)
        said, _ = server.communicate(timeout=40)
        return Served(port, said, server.returncode, pids, listening, gone(pids))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """One that began with nothing, and was asked to end."""
    environ = {"UNDERSIGNED_INSTANCE": str(tmp_path_factory.mktemp("prepared")), "PORT": str(free_port())}
    return ended({**environ, "WEB_WORKERS": "1"}, signal.SIGTERM, "--prepare")


def is_ended_in_order(served: Served) -> bool:
    assert served.code == 0
    assert f"Undersigned is ready at http://localhost:{served.port}" in served.said
    assert len(served.pids) >= 3
    return served.all_gone


def test_an_interrupt_ends_web_server_and_worker(environ: dict[str, str]) -> None:
    assert is_ended_in_order(ended(environ, signal.SIGINT))


def test_asked_to_end_it_ends_web_server_and_worker(prepared: Served) -> None:
    assert is_ended_in_order(prepared)


@pytest.mark.parametrize("victim", ["worker", "granian"])
def test_where_one_dies_all_end_with_an_error(environ: dict[str, str], port: int, victim: str) -> None:
    with running("serve", **environ) as server:
        wait_until(lambda: answers(port))
        pids = children(server.pid)
        os.kill(next(pid for pid in pids if victim in command(pid)), signal.SIGKILL)
        said, _ = server.communicate(timeout=40)
        assert server.returncode != 0
        assert "ended (code -9). Everything was stopped." in said
        wait_until(lambda: gone(pids) and is_free(port))


def test_killed_itself_it_leaves_nothing_behind(environ: dict[str, str], port: int) -> None:
    if shutil.which("setpriv") is None:
        pytest.skip("needs setpriv, which this system does not have")
    with running("serve", **environ) as server:
        wait_until(lambda: answers(port))
        pids = children(server.pid)
        server.kill()
        wait_until(lambda: gone(pids))


def test_a_port_in_use_ends_it_with_an_error(environ: dict[str, str], port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with running("serve", **environ) as server:
            said, _ = server.communicate(timeout=60)
    assert server.returncode != 0
    assert "The web server ended" in said
    assert "ready at" not in said


def test_only_this_machine_is_answered(prepared: Served) -> None:
    port = f":{prepared.port:04X}"
    assert {address for address in prepared.listening if address.endswith(port)} == {f"0100007F{port}"}


def test_prepared_from_nothing_it_tells_how_to_sign_in(prepared: Served) -> None:
    assert "ieva@lantern-network.example" in prepared.said
    assert f"open http://localhost:{prepared.port}/en/sign-in" in prepared.said
    assert f"read the code at http://localhost:{prepared.port}/en/mailbox" in prepared.said


def test_on_a_database_without_tables_it_says_what_to_run(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "undersigned.db").unlink()
    with running("serve", **environ) as server:
        said, _ = server.communicate(timeout=60)
    assert server.returncode == 1
    assert "flask --app wsgi db upgrade" in said
    assert "Traceback" not in said
