"""A form that lost its token, because another tab signed out or in: nothing is done, and nothing typed is lost."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.cases.models import Case
from petitions.core.db import db, refuse_writing, transaction
from tests import factories

LEDE = "A poet whom two courts have heard."


@pytest.fixture
def guarded(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    app = make_app()
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        yield app


@pytest.fixture
def owner(guarded: Flask) -> User:
    return factories.a_user(factories.an_organisation())


@pytest.fixture
def browser(guarded: Flask, owner: User) -> FlaskClient:
    client = guarded.test_client()
    factories.sign_in(client, owner)
    return client


class TestAFormWithoutItsToken:
    def test_comes_back_with_what_was_typed_and_says_what_to_do(self, browser: FlaskClient) -> None:
        answer = browser.post("/en/desk/cases/new", data={"name": "Aru Example", "lede": LEDE, "csrf_token": "old"})
        assert answer.status_code == 400
        assert LEDE in answer.text
        assert "What you wrote is kept: send it once more." in answer.text

    def test_does_nothing(self, browser: FlaskClient) -> None:
        browser.post("/en/desk/cases/new", data={"name": "Aru Example", "csrf_token": "old"})
        assert db.session.query(Case).count() == 0

    def test_can_be_sent_once_more(self, browser: FlaskClient) -> None:
        data = {"name": "Aru Example", "lede": LEDE}
        page = browser.post("/en/desk/cases/new", data={**data, "csrf_token": "old"})
        assert browser.post("/en/desk/cases/new", data={**data, "csrf_token": token(page.text)}).status_code == 303
        assert db.session.query(Case).one().lede == LEDE

    def test_is_never_answered_as_if_it_had_been_done(self, browser: FlaskClient) -> None:
        answer = browser.post("/en/sign-in", data={"address": "ada@ngo.example"})
        assert (answer.status_code, answer.location) == (400, None)
        assert "Nothing was saved." in answer.text

    def test_gives_back_what_was_typed_where_it_has_no_page_of_its_own(self, browser: FlaskClient, owner: User) -> None:
        case = factories.a_case(owner.memberships[0].organisation)
        answer = browser.post(f"/en/desk/cases/{case.id}/unpublish", data={"reason": LEDE * 2, "csrf_token": "o" * 90})
        assert answer.status_code == 400
        assert f">{LEDE * 2}</textarea>" in answer.text
        assert "oooo" not in answer.text

    def test_could_not_even_reach_the_database(self, guarded: Flask) -> None:
        with guarded.test_request_context():
            refuse_writing()
            with pytest.raises(RuntimeError, match="Nothing may be written"), transaction():
                pass


def token(page: str) -> str:
    return page.rsplit('name="csrf_token" type="hidden" value="', maxsplit=1)[-1].split('"', maxsplit=1)[0]
