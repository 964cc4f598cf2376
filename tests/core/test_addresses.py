"""Addresses in mails are right without a request, and never taken from one."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import BuildError

from petitions.core.addresses import external, mail_address


@pytest.fixture
def served_app(make_app: Callable[..., Flask]) -> Flask:
    app = make_app(BASE_URL="https://undersigned.example/letters")
    app.add_url_rule("/<lang>/i/<token>", "arrive", lambda token: external("arrive", token=token))
    return app


def test_an_address_is_absolute_without_a_request(served_app: Flask) -> None:
    with served_app.app_context():
        assert external("arrive", token="a?b") == "https://undersigned.example/letters/en/i/a%3Fb"


def test_an_address_carries_the_language_that_is_asked_for(served_app: Flask) -> None:
    with served_app.app_context():
        assert external("arrive", token="x", lang="lt").endswith("/lt/i/x")


def test_the_host_of_a_request_is_not_believed(served_app: Flask) -> None:
    with served_app.test_request_context("/en/i/x", headers={"Host": "attacker.invalid"}):
        assert external("arrive", token="x").startswith("https://undersigned.example/")


def test_an_unknown_page_has_no_address(served_app: Flask) -> None:
    with served_app.app_context(), pytest.raises(BuildError):
        external("nowhere")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ada@NGO.Example ", "Ada@ngo.example"),
        ("ada+team@ngo.test", "ada+team@ngo.test"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
    ],
)
def test_a_mail_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert mail_address(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "ada", "ada@localhost", "ada@ngo..example", "a b@ngo.example", "ąda@ngo.example"]
)
def test_what_no_mail_can_reach_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        mail_address(typed)
