"""A load generator: a few processes that each keep one connection open and send prepared requests."""

import http.client
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context

PROCESSES = 2


@dataclass(frozen=True)
class Request:
    """One prepared request and the status that it must be answered with."""

    path: str
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    expected: int = 200


def rate(port: int, requests: Sequence[Request]) -> float:
    """Send every request once, over several connections. Returns requests a second; fails on a wrong status."""
    shares = [list(requests[start::PROCESSES]) for start in range(PROCESSES)]
    context = get_context("spawn")
    with context.Pool(PROCESSES) as pool:
        pool.map(_warm, [port] * PROCESSES)
        started = time.perf_counter()
        pool.starmap(_send, [(port, share) for share in shares], chunksize=1)
        return len(requests) / (time.perf_counter() - started)


def _warm(port: int) -> None:
    _send(port, [Request("/healthz")])


def _send(port: int, requests: Sequence[Request]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for request in requests:
        connection.request(request.method, request.path, request.body or None, request.headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != request.expected:
            raise RuntimeError(f"{request.method} {request.path}: {answer.status}\n{content[:500]!r}")
    connection.close()
