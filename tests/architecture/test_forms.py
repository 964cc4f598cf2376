"""What every route that takes a form keeps to: no forged form does anything, no input ends in our own failure."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from petitions import wiring
from tests import factories
from tests.architecture.test_routes import writes
from tests.architecture.world import World, address_of, build

# What PostgreSQL can't keep stands in test_forms_service, for both databases.
HOSTILE = (
    "9" * 5_000,
    "\u0665" * 6,
    "\u202e\ufffe\U000e0001",
    "javascript:alert(1)",
    "{{ 7*7 }} {% raw %} %(name)s %s {0.__class__}",
    "9999-12-31",
    "x" * 300_000,
)


# Mail programs post here without a form; the address holds a secret, and tests/signing/unsubscribing look at the rest.
WITHOUT_TOKEN = frozenset({"signing.unsubscribe"})


class Fields(HTMLParser):
    """The names of all fields on a page: those that a reader types, and the values of the others."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.typed: dict[str, str] = {}
        self.given: dict[str, str] = {}
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if tag == "option" and ("selected" in of or self.typed[self.select] == "Words"):
            self.typed[self.select] = of.get("value") or ""
        if tag not in {"input", "textarea", "select"} or not of.get("name"):
            return
        self.select = str(of["name"])
        if of.get("type") in {"checkbox", "radio", "submit"}:
            self.given.setdefault(str(of["name"]), of.get("value") or "y")
        elif of.get("type") == "hidden":
            self.given[str(of["name"])] = of.get("value") or ""
        else:
            self.typed[str(of["name"])] = of.get("value") or "Words"


@pytest.fixture
def world(app: Flask) -> World:
    return build()


def posts(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()))


def done_by_forged_forms(app: Flask, client: FlaskClient, world: World) -> Iterator[str]:
    """Routes that take a form without its token."""
    for rule in posts(app):
        if rule.endpoint in WITHOUT_TOKEN:
            continue
        with writes() as seen:
            answer = client.post(address_of(app, world, rule), data={"reason": "forged", "sure": "y"})
        if answer.status_code != 400 or seen:
            yield f"{rule.endpoint}: {answer.status_code} {seen[:1]}"


def failures(app: Flask, client: FlaskClient, world: World, text: str) -> list[str]:
    """Routes that fail when every field of their page, hidden ones too, holds the text."""
    found = []
    for rule in posts(app):
        address = address_of(app, world, rule)
        page = client.get(address).get_data(as_text=True) if "GET" in (rule.methods or ()) else ""
        fields = Fields(page)
        typed = dict.fromkeys(fields.typed, text)
        hidden = dict.fromkeys(fields.given, text)
        sent: list[dict[str, str]] = []
        for data in ({**fields.given, **typed}, {**hidden, **typed}, {**hidden, **fields.typed}):
            if data in sent:
                continue
            sent.append(data)
            answer = client.post(address, data=data)
            if answer.status_code >= 500:
                found.append(f"{rule.endpoint}: {answer.status_code}")
            factories.sign_in(client, world.owner)
    return found


def test_no_forged_form_does_anything(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        world = build()
        client = app.test_client()
        factories.sign_in(client, world.owner)
        app.config["WTF_CSRF_ENABLED"] = True
        assert list(done_by_forged_forms(app, client, world)) == []


def test_only_the_reviewed_addresses_take_a_form_without_a_token() -> None:
    assert wiring.ONE_CLICK_ENDPOINTS == WITHOUT_TOKEN


def test_a_planted_form_without_a_token_is_caught(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    with app.app_context():
        world = build()
        app.extensions["csrf"].exempt(app.view_functions["cases.unpublish"])
        client = app.test_client()
        factories.sign_in(client, world.owner)
        app.config["WTF_CSRF_ENABLED"] = True
        assert any("cases.unpublish" in found for found in done_by_forged_forms(app, client, world))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_no_input_ends_in_our_own_failure(make_app: Callable[..., Flask], text: str) -> None:
    app = make_app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        world = build()
        client = app.test_client()
        factories.sign_in(client, world.owner)
        assert failures(app, client, world, text) == []


@pytest.mark.parametrize(
    "path", ["/en/cases/%00", "/en/campaigns/a%00b", "/en/i/%00", "/en/desk/campaigns/{}/versions/" + "9" * 5_000]
)
def test_no_address_ends_in_our_own_failure(app: Flask, client: FlaskClient, world: World, path: str) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    factories.sign_in(client, world.owner)
    assert client.get(path.format(world.values["campaign_id"])).status_code == 404
