"""Whose word counts for where a request comes from: a proxy's that the settings trust, and nobody else's."""

from collections.abc import Callable

import pytest
from flask import Flask

from petitions.core.limits.rules import SIGN_IN

PAGE = "/en/sign-in"
EACH = int(SIGN_IN.network.split()[0])
TRIES = EACH + 10


def let_through(app: Flask, claim: Callable[[int], str], behind: str = "10.0.0.1") -> int:
    """How many requests with such a header are let through, each with an address of its own."""
    through = 0
    with app.app_context():
        for number in range(TRIES):
            answer = app.test_client().post(
                PAGE,
                data={"address": f"{number}@inbox.example"},
                headers={"X-Forwarded-For": claim(number)},
                environ_base={"REMOTE_ADDR": behind},
            )
            through += answer.status_code == 303
    return through


def alone(number: int) -> str:
    """Another network each time."""
    return f"203.0.{number}.7"


def claimed(number: int) -> str:
    """Another network each time, said by the client; the proxy before us adds the one it sees."""
    return f"203.0.{number}.7, 198.51.100.9"


def seen(number: int) -> str:
    """The same claim each time, and another network seen by the proxy before us."""
    return f"192.0.2.1, 203.0.{number}.7"


def test_a_forged_header_makes_nobody_somebody_else(make_app: Callable[..., Flask]) -> None:
    assert let_through(make_app(ABUSE_CHECKS="on"), alone) == EACH


def test_behind_one_proxy_the_last_hop_counts(make_app: Callable[..., Flask]) -> None:
    assert let_through(make_app(ABUSE_CHECKS="on", TRUSTED_PROXIES="1"), seen) == TRIES


def test_behind_one_proxy_what_the_client_says_of_itself_counts_for_nothing(make_app: Callable[..., Flask]) -> None:
    assert let_through(make_app(ABUSE_CHECKS="on", TRUSTED_PROXIES="1"), claimed) == EACH


def test_behind_two_proxies_the_hop_before_the_last_counts(make_app: Callable[..., Flask]) -> None:
    assert let_through(make_app(ABUSE_CHECKS="on", TRUSTED_PROXIES="2"), claimed) == TRIES


@pytest.mark.parametrize("claim", ["", "unknown", "1.2.3.4.5", "'; --", "\u0663" * 5, "x" * 5_000])
def test_nonsense_from_a_trusted_proxy_is_one_network(make_app: Callable[..., Flask], claim: str) -> None:
    app = make_app(ABUSE_CHECKS="on", TRUSTED_PROXIES="1")
    assert let_through(app, lambda _number: claim.encode().decode("latin-1"), behind="192.0.2.5") == EACH


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded"])
def test_other_headers_of_proxies_change_nothing_unless_one_is_trusted(
    make_app: Callable[..., Flask], header: str
) -> None:
    app = make_app()
    value = {"X-Forwarded-Proto": "https", "Forwarded": "for=203.0.113.7;host=evil.test;proto=https"}
    with app.app_context():
        plain = app.test_client().get(PAGE)
        claimed = app.test_client().get(PAGE, headers={header: value.get(header, "evil.test")})
    assert claimed.status_code == plain.status_code == 200
    assert "evil.test" not in claimed.text
    with app.test_request_context(PAGE, headers={header: value.get(header, "evil.test")}) as context:
        assert (context.request.host, context.request.scheme) == ("localhost", "http")


def test_a_trusted_proxy_names_the_scheme_and_no_host_that_is_not_ours(make_app: Callable[..., Flask]) -> None:
    app = make_app(TRUSTED_PROXIES="1", BASE_URL="https://letters.example")
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "letters.example"}
    with app.app_context():
        assert app.test_client().get(PAGE, headers=told).status_code == 200
        assert app.test_client().get(PAGE, headers={**told, "X-Forwarded-Host": "evil.test"}).status_code == 400


def test_no_mail_and_no_link_is_built_from_what_a_header_says(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        answer = app.test_client().post(
            PAGE, data={"address": "bea@inbox.example"}, headers={"X-Forwarded-Host": "evil.test", "Host": "localhost"}
        )
    assert "evil.test" not in answer.location
