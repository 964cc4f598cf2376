"""Paying what the public form costs, as a browser does: by work, or by having waited."""

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from altcha import Challenge, Payload, solve_challenge
from flask import Flask

from petitions.core.clock import STORY
from petitions.core.sealed import keyring
from petitions.core.toll import rules, waiting


@contextmanager
def asking_for_work(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application that counts who asks, and asks for little work."""
    monkeypatch.setattr(rules, "ROUNDS", 10)
    app = make_app(ABUSE_CHECKS="on")
    with app.app_context():
        yield app


def challenge_in(page: str) -> Challenge:
    """The challenge that a page hands to its script."""
    found = re.search(r'data-challenge="([^"]+)"', page)
    assert found is not None
    return Challenge.from_dict(json.loads(html.unescape(found[1])))


def solution_of(challenge: Challenge, start: int = 0) -> str:
    """What the script sends once it has worked; another solution where it starts behind the first."""
    solution = solve_challenge(challenge, counter_start=start)
    assert solution is not None
    return Payload(challenge, solution).to_base64()


def ticket_in(page: str) -> str:
    """The ticket of the page that asks to wait."""
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def aged_ticket(campaign_id: str, address: str) -> str:
    """The ticket of somebody who has waited as long as is asked for."""
    with earlier(rules.WAIT):
        return waiting.ticket(f"{campaign_id}|{keyring().index(address)}").ticket


@contextmanager
def earlier(ago: timedelta) -> Iterator[None]:
    """Do something as it was done so long ago."""
    token = STORY.set(-ago)
    try:
        yield
    finally:
        STORY.reset(token)
