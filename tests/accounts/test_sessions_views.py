"""A session begins clean, belongs to one browser, and ends when its owner says so."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from petitions.accounts.models import User, UserInvitation
from petitions.core.audit import AuditEvent
from petitions.core.db import db
from tests.accounts.scene import CODE, SIGN_IN, TEAM, ask, enter, is_signed_in
from tests.factories import a_user, an_organisation, sign_in
from tests.support.mailbox import code_for


class TestSessions:
    def test_a_session_prepared_by_somebody_else_is_not_signed_in_with(self, app: Flask, ada: User) -> None:
        victim, attacker = app.test_client(), app.test_client()
        ask(victim, ada.email)
        planted = victim.get_cookie("undersigned")
        assert planted is not None
        enter(victim, code_for(ada.email))
        attacker.set_cookie("undersigned", planted.value)
        assert not is_signed_in(attacker)

    def test_nothing_from_before_survives_signing_in(self, client: FlaskClient, ada: User) -> None:
        ask(client, ada.email)
        with client.session_transaction() as session:
            session["csrf_token"] = session["organisation"] = session["planted"] = "x"
        enter(client, code_for(ada.email))
        with client.session_transaction() as session:
            assert set(session) == {"_user_id", "_fresh"} | ({"_id"} & set(session))

    def test_signing_out_ends_the_session_and_is_written_down(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        assert client.post("/en/sign-out").location == SIGN_IN
        assert not is_signed_in(client)
        assert db.session.scalars(select(AuditEvent.action)).all() == ["session:sign_out"]

    def test_a_link_cannot_sign_anybody_out(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        assert client.get("/en/sign-out").status_code == 405
        assert is_signed_in(client)

    def test_whoever_is_signed_in_already_is_sent_on(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        assert client.get(SIGN_IN).location == "/en/desk/"

    @pytest.mark.parametrize("path", [SIGN_IN, CODE, "/en/sign-out", "/en/join", TEAM + "/invite"])
    def test_a_post_without_the_forgery_token_does_nothing(
        self, make_app: Callable[..., Flask], ada: User, path: str
    ) -> None:
        app = make_app()
        app.config["WTF_CSRF_ENABLED"] = True
        client = app.test_client()
        sign_in(client, ada)
        data = {"address": "ben@ngo.example", "code": "1", "name": "Ben", "roles": "owner"}
        assert client.post(path, data=data).status_code == 400
        assert db.session.scalar(select(func.count()).select_from(UserInvitation)) == 0
        assert is_signed_in(client)

    def test_with_the_token_from_the_page_signing_in_works(self, make_app: Callable[..., Flask], ada: User) -> None:
        app = make_app()
        app.config["WTF_CSRF_ENABLED"] = True
        client = app.test_client()
        token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', client.get(SIGN_IN).text)
        assert token
        assert client.post(SIGN_IN, data={"address": ada.email, "csrf_token": token[1]}).status_code == 303


def test_signing_out_ends_a_copied_cookie_too(app: Flask) -> None:
    ada = a_user(an_organisation())
    here, thief = app.test_client(), app.test_client()
    for browser in (here, thief):
        sign_in(browser, ada)
        assert browser.get("/en/desk/").status_code == 200
    here.post("/en/sign-out")
    assert thief.get("/en/desk/").status_code == 303
