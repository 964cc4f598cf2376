"""Counting a request from its page, and the page that says when to try again."""

from datetime import timedelta
from uuid import UUID

from flask import Flask, Response, make_response, render_template, request

from petitions.core.clock import now
from petitions.core.limits.counting import TooMany, count
from petitions.core.limits.rules import Rule, Sender, network_of
from petitions.core.pages import sent, written


def install(app: Flask) -> None:
    """Answer whoever has to wait."""
    app.register_error_handler(TooMany, _wait)


def network() -> str:
    """The network from which this request came. A proxy's word counts only where TRUSTED_PROXIES says so."""
    return network_of(request.remote_addr)


def limit(rule: Rule, whom: object = "", campaign: UUID | None = None) -> None:
    """Count this request, once its form is known to be ours and before anything is done. Raises `TooMany`."""
    count(rule, Sender(network(), str(whom), campaign))


def _wait(error: TooMany) -> Response:
    """What happened, when to try again, and what was sent, ready to be sent again."""
    wait = timedelta(seconds=error.seconds)
    page = render_template("errors/429.html", wait=wait, at=now() + wait, sent=sent(), texts=written())
    response = make_response(page, error.status)
    response.headers["Retry-After"] = str(error.seconds)
    return response
