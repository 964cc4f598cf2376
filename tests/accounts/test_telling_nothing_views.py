"""Whoever types an address to sign in learns nothing about it: not by words, status, headers or cookies."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from petitions.core.limits.rules import SIGN_IN as SIGN_IN_RULE
from tests.accounts.scene import CODE, ask, enter
from tests.factories import a_user, an_organisation
from tests.support.answers import told, weight

TIMES = int(SIGN_IN_RULE.whom.split()[0])
# A few bytes come and go with what is random in a cookie.
SLACK = 24


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application that counts."""
    app = make_app(ABUSE_CHECKS="on")
    with app.app_context():
        yield app


def every_answer(app: Flask, address: str) -> list[TestResponse]:
    """All that can be sent about one address, up to the page that says to wait."""
    browser = app.test_client()
    answers = [ask(browser, address), browser.get(CODE), enter(browser, "000 000"), ask(browser, address)]
    answers += [enter(browser, "000000") for _ in range(6)]
    answers += [ask(browser, address) for _ in range(TIMES)]
    return answers


def test_every_answer_is_the_same_for_a_colleague_and_for_nobody(app: Flask) -> None:
    colleague = a_user(an_organisation()).email
    nobody = "x" * (len(colleague) - len("@nowhere.example")) + "@nowhere.example"
    pairs = zip(every_answer(app, colleague), every_answer(app, nobody), strict=True)
    seen = [(told(one, colleague), told(other, nobody), weight(one) - weight(other)) for one, other in pairs]
    assert seen[-1][0][0] == 429
    for one, other, heavier in seen:
        assert one == other
        assert abs(heavier) <= SLACK
