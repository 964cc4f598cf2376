"""Every answer is a page that a person can read, errors included."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from petitions.core.errors import DomainError


@pytest.fixture
def broken(make_app: Callable[..., Flask]) -> Flask:
    app = make_app()
    app.testing = False

    @app.get("/en/broken")
    def broken() -> str:
        raise ZeroDivisionError

    @app.get("/en/collided")
    def collided() -> str:
        raise IntegrityError("INSERT", {}, Exception("UNIQUE"))

    @app.get("/en/refused")
    def refused() -> str:
        raise DomainError("Two of six have not renewed.")

    app.extensions["undersigned.public_endpoints"] |= {"broken", "refused", "collided"}
    return app


def test_two_at_the_same_moment_are_told_so_and_not_given_a_failure(broken: Flask) -> None:
    answer = broken.test_client().get("/en/collided")
    assert answer.status_code == 409
    assert "at the same moment" in answer.text


def test_a_name_that_is_not_ours_is_refused(broken: Flask) -> None:
    answer = broken.test_client().get("/en/", headers={"Host": "evil.example"})
    assert answer.status_code == 400


def test_our_own_failure_is_admitted_in_words(broken: Flask) -> None:
    answer = broken.test_client().get("/en/broken")
    assert answer.status_code == 500
    assert "<h1" in answer.text


def test_a_refusal_says_what_the_rule_said(broken: Flask) -> None:
    answer = broken.test_client().get("/en/refused")
    assert answer.status_code == 409
    assert "Two of six have not renewed." in answer.text


def test_nothing_is_loaded_from_elsewhere(broken: Flask) -> None:
    policy = broken.test_client().get("/en/refused").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("path", ["/xx/cases", "/en/no-such-page", "/en/cases/%00", "/en/cases/..%2f..%2fetc"])
def test_an_unknown_address_is_a_page_that_says_what_to_do(broken: Flask, path: str) -> None:
    answer = broken.test_client().get(path)
    assert answer.status_code in {303, 404}
