"""Whoever signed out in another tab, or was signed out, loses nothing of what is being written."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts.models import User
from petitions.cases.models import Case
from petitions.core.db import db
from tests.factories import a_case, a_user, an_organisation, sign_in

NEW = "/en/desk/cases/new"
STORY = "Two courts have heard him.\r\n\r\nNeither has answered “why”, and <nobody> & no one asked."


class Fields(HTMLParser):
    """What a page would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if tag == "input" and of.get("name"):
            self.sent[str(of["name"])] = of.get("value") or ""


@pytest.fixture
def guarded(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    app = make_app()
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        yield app


@pytest.fixture
def owner(guarded: Flask) -> User:
    return a_user(an_organisation())


@pytest.fixture
def browser(guarded: Flask) -> FlaskClient:
    return guarded.test_client()


def test_the_page_says_what_to_do_and_shows_what_was_written(browser: FlaskClient) -> None:
    page = browser.post(NEW, data={"name": "Aru Example", "summary": STORY})
    assert page.status_code >= 400
    assert "You are signed out" in page.text
    assert "Two courts have heard him." in page.text
    assert 'href="/en/sign-in"' in page.text


def test_what_the_page_brought_along_hidden_is_sent_again_and_not_shown_as_written(browser: FlaskClient) -> None:
    hash_, signed = "f" * 64, f"{'eyJ2ZXJzaW9u' * 9}.aBc-_9.{'x' * 27}"
    page = browser.post(NEW, data={"name": "Aru", "summary": STORY, "seal": hash_, "proposal": signed, "token": "x"})
    assert "What you wrote</label>" in page.text
    assert Fields(page.text).sent["proposal"] == signed
    assert page.text.count(hash_) == page.text.count(signed) == 1


@pytest.mark.parametrize(
    "typed", ["https://news.example/a/story-that-somebody-tells-of?page=2", "我们请求您让她留下来" * 5]
)
def test_what_was_typed_without_a_space_is_shown_too(browser: FlaskClient, typed: str) -> None:
    assert f">{typed}</textarea>" in browser.post(NEW, data={"summary": typed}).text


def test_what_was_written_is_saved_after_signing_in_again(browser: FlaskClient, owner: User) -> None:
    kept = Fields(browser.post(NEW, data={"name": "Aru Example", "summary": STORY}).text).sent
    with browser.session_transaction() as session:
        session.clear()
    sign_in(browser, owner)
    once_more = browser.post(NEW, data=kept)
    assert "Neither has answered “why”, and &lt;nobody&gt; &amp; no one asked." in once_more.text
    token = Fields(once_more.text).sent["csrf_token"]
    assert browser.post(NEW, data={**kept, "csrf_token": token}).status_code == 303
    assert db.session.query(Case).one().summary.split() == STORY.split()


def test_a_mere_button_leads_to_signing_in(app: Flask, client: FlaskClient) -> None:
    case = a_case(an_organisation())
    assert client.post(f"/en/desk/cases/{case.id}/unpublish").location == "/en/sign-in"
