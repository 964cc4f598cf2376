"""What every route of the product keeps to, each rule shown to catch a planted fault."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from werkzeug.routing import Rule

from petitions.accounts import signatories
from petitions.accounts.models import Organisation
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.limits.storage import rate_limits
from petitions.core.tokens import new_link_token
from tests import factories
from tests.architecture.world import World, address_of, build

# The reviewed list: what answers without a session, and why that is right.
PUBLIC = {
    "static": "fonts and styles",
    "ops.healthz": "asked by the process tree and by load balancers",
    "public.root": "leads to the first page",
    "public.home": "for anyone",
    "public.cases": "for anyone; published cases only",
    "public.case": "for anyone; published cases only",
    "public.document": "for anyone; what a release shows only",
    "public.recorded_campaign": "for anyone; published cases only",
    "public.campaigns": "for anyone; public campaigns only",
    "public.campaign": "for anyone; public campaigns only",
    "public.letter": "for anyone; only where every printed name may be public",
    "accounts.sign_in": "how a session begins",
    "accounts.code": "how a session begins",
    "accounts.sign_out": "how a session ends",
    "accounts.join": "a link proves the address",
    "accounts.accept": "needs the link's invitation in this browser",
    "approvals.arrive": "a mailed link",
    "approvals.read": "needs the link's request in this browser; to answer, a code from the registered mailbox",
    "public.names": "for anyone; only who agreed to be named on the public page",
    "signing.ask_publicly": "the public form of a petition; mails a code and answers everybody alike",
    "signing.public_code": "needs the form that this browser sent; the code is in the mailbox",
    "signing.public_code_again": "needs the form that this browser sent",
    "signing.call_member": "names of members as rosters tell everybody; mails a code and answers every name alike",
    "signing.call_member_again": "needs the name that this browser chose",
    "signing.call_member_code": "needs the name that this browser chose; the code is in the registered mailbox",
    "signing.call_organisation": "the form of an open call; mails a code and answers everybody alike",
    "signing.call_organisation_again": "needs the form that this browser sent",
    "signing.call_organisation_code": "needs the form that this browser sent; the code is in the mailbox",
    "signing.call_received": "needs the request whose code this browser typed",
    "signing.arrive": "a mailed link",
    "signing.arrive_at_passkey": "a mailed link",
    "signing.arrive_at_receipt": "a mailed link",
    "signing.passkey": "needs the link's passkey in this browser",
    "signing.unsubscribe": "a mailed link; its token stops mail, and nothing else",
    "signing.arrive_to_dispute": "a link of a receipt, which is good for that alone",
    "letters.enter": "how a signatory's session begins; the answer is the same for every address",
    "letters.code": "how a signatory's session begins",
    "letters.challenge_to_enter": "how a signatory's session begins; the answer tells of nobody",
    "letters.enter_by_passkey": "how a signatory's session begins",
    "letters.passkeys": "needs the session of a mailbox",
    "letters.open_passkey": "needs the session of the mailbox that proved the passkey",
    "letters.enrol": "needs the session of the letter's mailbox, begun with a code a moment ago",
    "letters.challenge_to_enrol": "needs the session of the letter's mailbox, begun with a code a moment ago",
    "letters.leave": "how a signatory's session ends",
    "letters.index": "needs the session of a mailbox (letters.blueprint)",
    "letters.delegates": "needs the session of a mailbox (letters.blueprint)",
    "letters.end_delegate": "needs the session of the mailbox that named the delegate",
    "letters.prepare": "needs the session of a delegate's mailbox",
    "letters.several": "needs the session of a mailbox; signs by a code that is mailed there",
    "letters.ask_several": "needs the session of a mailbox",
    "letters.challenge_to_sign_several": "needs the session of a mailbox",
    "letters.touch_several": "needs the session of a mailbox; nobody guesses what a passkey answers",
    "letters.open_letter": "needs the session of a mailbox (letters.blueprint)",
    "mailbox.index": "development only",
    "mailbox.mail": "development only",
    "mailbox.attachment": "development only",
}
ON_FILE = "office@assembly.example"
# A signatory has no account: these need the invitation that a mailed link has put into this browser's session.
OF_SIGNATORIES = frozenset(
    {
        *("letter", "code", "ask", "type_code", "sign", "done", "decline", "withdraw", "ask_to_withdraw"),
        *("one_page", "ask_on_one_page", "sign_on_one_page"),
        *("sign_by_passkey", "challenge_to_sign", "enrol_passkey", "challenge_to_enrol"),
        *("withdraw_by_passkey", "challenge_to_withdraw"),
        *("correct_name", "ask_to_correct", "wish_capacity", "ask_to_wish", "dispute", "ask_to_dispute"),
        *("request_withdrawal", "ask_to_request"),
    }
)


@pytest.fixture
def world(app: Flask) -> World:
    return build()


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """The newest first, so that one that was planted is met at once."""
    for rule in reversed(list(app.url_map.iter_rules())):
        if method in (rule.methods or ()):
            yield rule


def needs_session(rule: Rule) -> bool:
    slice_name, _, _view = rule.endpoint.partition(".")
    of_signatory = slice_name == "signing" and rule.rule.startswith("/<lang>/letters/")
    return rule.endpoint not in PUBLIC and not of_signatory


def answered_without_session(app: Flask, client: FlaskClient, world: World) -> Iterator[str]:
    """Routes off the reviewed list that answer a stranger with anything but the way to sign in."""
    for method in ("GET", "POST"):
        for rule in filter(needs_session, rules(app, method)):
            answer = client.open(address_of(app, world, rule), method=method)
            if answer.status_code != 303 or "/sign-in" not in answer.location:
                yield f"{method} {rule.endpoint}: {answer.status_code}"


def shown_to_another_organisation(app: Flask, client: FlaskClient, world: World) -> Iterator[str]:
    """Routes to one organisation's things that do not answer another's user with 404."""
    for method in ("GET", "POST"):
        for rule in filter(needs_session, rules(app, method)):
            if not any(name.endswith("_id") for name in rule.arguments):
                continue
            answer = client.open(address_of(app, world, rule), method=method)
            if answer.status_code != 404:
                yield f"{method} {rule.endpoint}: {answer.status_code}"


@contextmanager
def writes() -> Iterator[list[str]]:
    """Every statement meanwhile that changes the database, or takes the lock to do so."""
    seen: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:
        if statement.split(maxsplit=1)[0].upper() in {"INSERT", "UPDATE", "DELETE"} or "IMMEDIATE" in statement:
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def gets_that_write_or_fail(app: Flask, client: FlaskClient, world: World) -> Iterator[str]:
    """Routes whose GET or HEAD writes, or ends in our own failure."""
    for rule in rules(app, "GET"):
        for method in ("GET", "HEAD"):
            with writes() as seen:
                answer = client.open(address_of(app, world, rule), method=method)
                answer.close()
            if seen or answer.status_code >= 500:
                yield f"{method} {rule.endpoint}: {answer.status_code} {seen[:1]}"


def test_only_the_reviewed_list_is_public(app: Flask) -> None:
    listed = app.extensions["undersigned.public_endpoints"]
    off_the_list = {name for name in listed - set(PUBLIC) if not name.startswith("signing.")}
    assert off_the_list == set()
    assert {name.partition(".")[2] for name in listed - set(PUBLIC)} <= OF_SIGNATORIES
    assert set(PUBLIC) <= listed


def test_a_stranger_is_led_to_sign_in_everywhere_else(app: Flask, client: FlaskClient, world: World) -> None:
    assert list(answered_without_session(app, client, world)) == []


def test_another_organisations_user_gets_404_on_everything(app: Flask, client: FlaskClient, world: World) -> None:
    factories.sign_in(client, factories.a_user(factories.an_organisation("Other")))
    assert list(shown_to_another_organisation(app, client, world)) == []


def test_a_signatory_is_a_stranger_to_organisers(app: Flask, client: FlaskClient, world: World) -> None:
    with transaction():
        begun = signatories.begun(ON_FILE)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = begun.get_id(), True
    assert list(answered_without_session(app, client, world)) == []


def test_no_get_writes_none_fails_and_none_is_counted(make_app: Callable[..., Flask]) -> None:
    app = make_app(ABUSE_CHECKS="on")
    with app.app_context():
        world = build()
        client = app.test_client()
        factories.sign_in(client, world.owner)
        assert list(gets_that_write_or_fail(app, client, world)) == []
        assert db.session.scalar(select(func.count()).select_from(rate_limits)) == 0


def test_no_page_sends_a_reader_a_cookie_or_depends_on_one(app: Flask, client: FlaskClient, world: World) -> None:
    for rule in rules(app, "GET"):
        if rule.endpoint.startswith("public."):
            headers = client.get(address_of(app, world, rule)).headers
            assert "Set-Cookie" not in headers, rule.endpoint
            assert "Cookie" not in headers.get("Vary", ""), rule.endpoint


def plant(app: Flask, view: Callable[..., str]) -> None:
    """Add a faulty route."""
    app.add_url_rule("/<lang>/desk/campaigns/<uuid:campaign_id>/planted", "planted", view)


def test_a_planted_open_route_is_caught(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    plant(app, lambda campaign_id: f"everything about {campaign_id}")
    with app.app_context():
        world = build()
        assert any("planted" in found for found in _leaks(app, world))
        app.extensions["undersigned.public_endpoints"] |= {"planted"}
        assert any("planted" in found for found in answered_without_session(app, app.test_client(), world))


def _leaks(app: Flask, world: World) -> Iterator[str]:
    client = app.test_client()
    factories.sign_in(client, factories.a_user(factories.an_organisation("Other")))
    return shown_to_another_organisation(app, client, world)


def test_a_planted_get_that_writes_is_caught(make_app: Callable[..., Flask]) -> None:
    app = make_app()

    def planted(campaign_id: object) -> str:
        with transaction() as session:
            session.add(Organisation(name="Planted", slug=new_link_token(), created_at=now()))
        return "written"

    plant(app, planted)
    with app.app_context():
        world = build()
        client = app.test_client()
        factories.sign_in(client, world.owner)
        assert any("planted" in found for found in gets_that_write_or_fail(app, client, world))
