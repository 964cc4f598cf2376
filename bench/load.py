"""A load generator: a few connections that each keep open and send the next prepared request when one is answered."""

import socket
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import BinaryIO

# More connections than web processes, so that none of these is left without one.
CONNECTIONS = 8
SECONDS = 60.0


class WrongAnswer(RuntimeError):
    """A request was answered otherwise than expected, so the time that it took means nothing."""


@dataclass(frozen=True)
class Request:
    """One prepared request, the status that it must be answered with, and how the address that it leads to ends."""

    path: str
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    expected: int = 200
    leads_to: str = ""

    def encoded(self) -> bytes:
        """The bytes that go over the wire; made before the clock starts."""
        headers = {"Host": "localhost", "Content-Length": str(len(self.body)), **self.headers}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


def rate(port: int, requests: Sequence[Request]) -> float:
    """Send every request once, over several connections. Returns requests a second.

    Raises `WrongAnswer` for a status or an address that was not expected.
    """
    waiting = deque((request, request.encoded()) for request in requests)
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        started = time.perf_counter()
        for done in [pool.submit(_send, port, waiting) for _ in range(CONNECTIONS)]:
            done.result()
        return len(requests) / (time.perf_counter() - started)


def fetch(port: int, request: Request) -> bytes:
    """Send one request and return the content of its answer. Raises `WrongAnswer`."""
    with socket.create_connection(("127.0.0.1", port), SECONDS) as connection, connection.makefile("rb") as stream:
        return _ask(connection, stream, request, request.encoded())


def _send(port: int, waiting: deque[tuple[Request, bytes]]) -> None:
    with socket.create_connection(("127.0.0.1", port), SECONDS) as connection, connection.makefile("rb") as stream:
        while True:
            try:
                request, encoded = waiting.popleft()
            except IndexError:
                return
            _ask(connection, stream, request, encoded)


def _ask(connection: socket.socket, stream: BinaryIO, request: Request, encoded: bytes) -> bytes:
    """Read no more of the answer than is needed: what the generator costs is taken from the server."""
    connection.sendall(encoded)
    status = int(stream.readline()[9:12] or 0)
    headers = {}
    while (line := stream.readline()) not in {b"\r\n", b""}:
        name, _, value = line.partition(b":")
        headers[name.lower()] = value.strip()
    content = stream.read(int(headers.get(b"content-length", 0)))
    location = headers.get(b"location", b"").decode()
    if status != request.expected or not location.endswith(request.leads_to):
        raise WrongAnswer(f"{request.method} {request.path}: {status} {location}\n{content[:500]!r}")
    return content
