"""How many SQL statements one confirmation runs, counted on a real one."""

from collections import Counter
from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import event

from bench.load import Request, WrongAnswer
from petitions.core.db import db

KINDS = ("SELECT", "INSERT", "UPDATE")


def counted(app: Flask, request: Request) -> Counter[str]:
    """Send the request to the application itself and count what reaches the database, by the first word.

    A statement run for several rows at once counts once. Raises `WrongAnswer` where it was refused.
    """
    counts: Counter[str] = Counter()

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counts[statement.split(maxsplit=1)[0].upper()] += 1

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    name, _, value = request.headers["Cookie"].partition("=")
    client = app.test_client()
    client.set_cookie(name, value)
    answer = client.post(request.path, data=request.body, content_type=request.headers["Content-Type"])
    event.remove(engine, "before_cursor_execute", count)
    engine.dispose()
    if answer.status_code != request.expected or not answer.location.endswith(request.leads_to):
        raise WrongAnswer(f"{request.path}: {answer.status}")
    return counts


def bare(request: Request, counts: Counter[str], route: str = "write") -> Request:
    """The same request to a bare route that runs as many statements of each kind."""
    path = "/".join(str(counts[kind]) for kind in KINDS)
    return replace(request, path=f"/bare/{route}/{path}", expected=200, leads_to="")
