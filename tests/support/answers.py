"""What two answers tell a stranger who compares them: everything but what is different for everybody."""

import re
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

from werkzeug.test import TestResponse

OF_EACH = re.compile(
    r'(name="(?:csrf_token|ticket|work)"[^>]*value="[^"]*")|(data-challenge="[^"]*")|(in \d+ \w+, after [^<]*UTC)'
)
ROUNDS = 30


def told(answer: TestResponse, *own: str) -> tuple[int, str, tuple[tuple[str, str], ...], int]:
    """Status, body, headers and the number of cookies, without tokens and without what belongs to the asker.

    ``own`` are the words that each asker brings: the address typed, the id of the own invitation.
    """
    body, headers = answer.text, [(name, value) for name, value in answer.headers if name not in {"Set-Cookie"}]
    for word in own:
        body = body.replace(word, "…")
        headers = [(name, value.replace(word, "…")) for name, value in headers]
    kept = [(name, "" if name in {"Date", "Retry-After", "Content-Length"} else value) for name, value in headers]
    return answer.status_code, OF_EACH.sub("", body), tuple(sorted(kept)), len(answer.headers.getlist("Set-Cookie"))


def weight(answer: TestResponse) -> int:
    """How many bytes of cookies an answer sets."""
    return sum(map(len, answer.headers.getlist("Set-Cookie")))


def ratio(one: Sequence[Callable[[], object]], other: Sequence[Callable[[], object]]) -> float:
    """How many times as long the slower takes: medians of turns that alternate, so that a busy machine slows both."""
    times: tuple[list[float], list[float]] = ([], [])
    for pair in zip(one, other, strict=True):
        for call, kept in zip(pair, times, strict=True):
            began = perf_counter()
            call()
            kept.append(perf_counter() - began)
    first, second = map(median, times)
    return max(first, second) / min(first, second)
