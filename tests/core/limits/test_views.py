"""The page of whoever has to wait: what happened, until when, and everything that was typed."""

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from petitions.accounts.models import Code
from petitions.core.db import db
from petitions.core.limits import rules
from petitions.core.limits.rules import SIGN_IN, Rule
from petitions.core.limits.storage import rate_limits
from tests.factories import a_user, an_organisation

ROOT = Path(__file__).resolve().parents[3]
PAGE = "/en/sign-in"
TIMES = int(SIGN_IN.whom.split()[0])
# What answers a POST without a session and is not counted, and why that is right.
UNCOUNTED = {
    "accounts.sign_out": "ends a session and does nothing else",
    "accounts.accept": "needs the link's invitation in this browser, and works once",
    "signing.sign": "takes digits only that were typed and counted before, from the signed cookie",
    "letters.challenge_to_enter": "keeps a number in the cookie and does nothing else",
    "letters.leave": "ends a session and does nothing else",
    "letters.end_delegate": "needs the session of My letters; twice changes nothing",
    "letters.prepare": "needs the session of a delegate; mails nothing and signs nothing",
    "signing.unsubscribe": "mail programs send it from the networks of providers, for all their customers",
    **dict.fromkeys(
        (
            *("signing.challenge_to_sign", "signing.sign_by_passkey", "signing.challenge_to_enrol"),
            *("signing.challenge_to_withdraw", "signing.withdraw_by_passkey", "signing.enrol_passkey"),
            *("signing.passkey", "letters.challenge_to_sign_several", "letters.touch_several"),
            *("letters.challenge_to_enrol", "letters.enrol"),
        ),
        "needs the link in this browser; nobody guesses what a passkey answers",
    ),
}


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application that counts."""
    app = make_app(ABUSE_CHECKS="on")
    with app.app_context():
        yield app


def ask(client: FlaskClient, address: str, times: int = 1) -> TestResponse:
    """Ask so often for a code to sign in; returns the last answer."""
    return [client.post(PAGE, data={"address": address}) for _ in range(times)][-1]


def test_who_asks_too_often_is_told_to_wait_and_until_when(client: FlaskClient) -> None:
    assert ask(client, "bea@inbox.example", TIMES).status_code == 303
    answer = ask(client, "bea@inbox.example")
    assert answer.status_code == 429
    assert 3_500 <= int(answer.headers["Retry-After"]) <= 3_600
    assert "Too many tries in a short time" in answer.text
    assert re.search(r"send it again in (60 minutes|1 hour), after \d+ \w+ \d{4}, \d\d:\d\d UTC", answer.text)
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_was_typed_stands_in_the_page_and_is_sent_again_by_its_button(client: FlaskClient) -> None:
    ask(client, "bea@inbox.example", TIMES)
    page = client.post(PAGE, data={"address": "bea@inbox.example", "code": "123 456", "csrf_token": "old"}).text
    assert '<input type="hidden" name="address" value="bea@inbox.example">' in page
    assert '<input type="hidden" name="code" value="123 456">' in page
    assert 'value="old"' not in page


def test_a_long_text_can_be_copied_from_the_page(client: FlaskClient) -> None:
    ask(client, "bea@inbox.example", TIMES)
    told = "She taught my children, and nobody in our street has forgotten it."
    assert client.post(PAGE, data={"address": "bea@inbox.example", "comment": told}).text.count(told) == 2


def test_nothing_is_done_for_who_has_to_wait(client: FlaskClient) -> None:
    user = a_user(an_organisation())
    ask(client, user.email, TIMES)
    before = [(code.mailed, code.created_at) for code in db.session.scalars(select(Code))]
    ask(client, user.email, 3)
    assert [(code.mailed, code.created_at) for code in db.session.scalars(select(Code))] == before


def test_looking_is_not_counted(client: FlaskClient) -> None:
    for _ in range(3 * TIMES):
        client.get(PAGE)
        client.head(PAGE)
    assert db.session.scalar(select(func.count()).select_from(rate_limits)) == 0


def test_a_slip_and_a_forged_form_are_not_counted(app: Flask, client: FlaskClient) -> None:
    client.post(PAGE, data={"address": "no address"})
    app.config["WTF_CSRF_ENABLED"] = True
    assert ask(client, "bea@inbox.example").status_code == 400
    assert db.session.scalar(select(func.count()).select_from(rate_limits)) == 0


def test_another_address_in_the_same_network_goes_on(client: FlaskClient) -> None:
    ask(client, "bea@inbox.example", TIMES + 1)
    assert ask(client, "cem@inbox.example").status_code == 303


def test_a_page_that_needs_no_counting_says_too_many_in_general(app: Flask) -> None:
    with app.test_request_context("/en/"):
        page = app.jinja_env.get_template("errors/429.html").render()
    assert "Wait a few minutes" in page


def test_the_docs_show_the_numbers_that_hold() -> None:
    shown = re.sub(r"(?<=\d),(?=\d)", "", (ROOT / "docs" / "abuse.md").read_text())
    for rule in (value for value in vars(rules).values() if isinstance(value, Rule)):
        cells = [_as_shown(limit) for limit in (rule.whom, rule.network, rule.campaign)]
        assert f"| {' | '.join(cells)} |".replace("|  |", "| |") in shown, rule.name


def _as_shown(limit: str) -> str:
    one = re.sub(r"per (\d+)", r"in \1", limit.replace("; ", ", ")).replace("per hour", "an hour")
    return one.replace("per ", "a ")


def test_whatever_answers_a_post_without_a_session_is_counted_or_says_why_not(app: Flask) -> None:
    listed = app.extensions["undersigned.public_endpoints"]
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    uncounted = {name for name in posts & listed if not counts(app.view_functions[name])}
    assert uncounted == set(UNCOUNTED)


def counts(view: Callable[..., object]) -> bool:
    """Whether a page calls `limit`, itself or through a function of its module."""
    module = inspect.getmodule(view)
    source = inspect.getsource(view)
    helpers = {name for name in re.findall(r"\b(_\w+)\(", source) if hasattr(module, name)}
    return any("limit(" in text for text in [source, *(inspect.getsource(getattr(module, name)) for name in helpers)])
