"""Signing in by a mailed code, as browsers meet it: friendly ones and others."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts import codes
from petitions.accounts.models import User
from petitions.core import clock
from petitions.core.db import db, transaction
from tests.accounts.scene import CODE, SIGN_IN, TEAM, ask, enter, is_signed_in
from tests.factories import sign_in
from tests.support.mailbox import code_for, mails_to, text_of


def wrong(digits: str) -> str:
    return f"{(int(digits.replace(' ', '')) + 1) % 10**6:06d}"


def without_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


class TestSigningIn:
    def test_the_mailed_code_signs_in(self, client: FlaskClient, ada: User) -> None:
        assert client.get(SIGN_IN).status_code == 200
        answer = ask(client, ada.email)
        assert (answer.status_code, answer.location) == (303, CODE)
        answer = enter(client, code_for(ada.email))
        assert (answer.status_code, answer.location) == (303, "/en/desk/")
        assert is_signed_in(client)

    def test_the_answer_is_the_same_for_an_address_that_nobody_has(self, app: Flask, ada: User) -> None:
        def answers(address: str) -> list[tuple[Any, ...]]:
            browser = app.test_client()
            pages = [ask(browser, address), browser.get(CODE), enter(browser, "000 000"), ask(browser, address)]
            pages += [enter(browser, "000000") for _ in range(6)] + [ask(browser, address) for _ in range(3)]
            return [(page.status_code, page.location, without_token(page.text.replace(address, ""))) for page in pages]

        assert answers(ada.email) == answers("nobody@ngo.example")
        assert mails_to("nobody@ngo.example") == []

    def test_a_code_works_only_in_the_browser_that_asked(self, app: Flask, ada: User) -> None:
        here, there = app.test_client(), app.test_client()
        ask(here, ada.email)
        digits = code_for(ada.email)
        assert enter(there, digits).location == SIGN_IN
        ask(there, "nobody@ngo.example")
        assert enter(there, digits).status_code == 200
        ask(there, ada.email)
        assert enter(there, digits).status_code == 200
        assert not is_signed_in(there)
        assert enter(here, digits).status_code == 303

    def test_a_code_is_not_good_twice(self, client: FlaskClient, ada: User) -> None:
        ask(client, ada.email)
        digits = code_for(ada.email)
        with client.session_transaction() as session:
            before = dict(session)
        enter(client, digits)
        with client.session_transaction() as session:
            session.clear()
            session.update(before)
        assert enter(client, digits).status_code == 200
        assert not is_signed_in(client)

    def test_a_code_ends_after_ten_minutes(self, client: FlaskClient, ada: User, monkeypatch) -> None:
        ask(client, ada.email)
        late = clock.now() + codes.LIFETIME
        monkeypatch.setattr(codes, "now", lambda: late)
        assert "lets nobody in" in enter(client, code_for(ada.email)).text
        assert not is_signed_in(client)

    def test_five_wrong_tries_end_the_code_and_asking_again_gives_a_new_one(
        self, client: FlaskClient, ada: User
    ) -> None:
        ask(client, ada.email)
        digits = code_for(ada.email)
        for _ in range(5):
            assert enter(client, wrong(digits)).status_code == 200
        assert enter(client, digits).status_code == 200
        ask(client, ada.email)
        assert code_for(ada.email) != digits
        assert enter(client, code_for(ada.email)).status_code == 303

    def test_asking_again_mails_the_same_code_twice_and_then_one_long_code(
        self, client: FlaskClient, ada: User
    ) -> None:
        for _ in range(5):
            assert ask(client, ada.email).status_code == 303
        assert len(mails_to(ada.email)) == 3
        assert len({text_of(mail) for mail in mails_to(ada.email)[:2]}) == 1
        assert len(code_for(ada.email)) == len("123 456 789 012")
        assert enter(client, code_for(ada.email)).status_code == 303

    def test_the_code_stands_in_no_subject(self, client: FlaskClient, ada: User) -> None:
        ask(client, ada.email)
        assert not re.search(r"\d", mails_to(ada.email)[0]["Subject"])

    @pytest.mark.parametrize(
        ("typed", "said"),
        [("", "Write the address"), ("ada", "name@example.org"), ("a@b.example\r\nBcc: x@y.example", "name@example")],
    )
    def test_what_is_no_address_is_said_beside_the_field(self, client: FlaskClient, typed: str, said: str) -> None:
        answer = ask(client, typed)
        assert answer.status_code == 200
        assert said in answer.text

    def test_what_was_typed_is_kept(self, client: FlaskClient) -> None:
        assert 'value="ada at ngo"' in ask(client, "ada at ngo").text

    @pytest.mark.parametrize("digits", ["", "abc", "12345", "9" * 21, "١٢٣٤٥٦", "\x00"])
    def test_no_code_gives_a_server_error(self, client: FlaskClient, ada: User, digits: str) -> None:
        ask(client, ada.email)
        assert enter(client, digits).status_code == 200

    def test_the_code_page_without_an_address_leads_back(self, client: FlaskClient) -> None:
        assert client.get(CODE).location == SIGN_IN

    def test_a_closed_account_is_refused_even_in_a_running_session(self, client: FlaskClient, ada: User) -> None:
        sign_in(client, ada)
        assert is_signed_in(client)
        with transaction():
            db.session.get(User, ada.id).disabled_at = clock.now()
        assert not is_signed_in(client)
        ask(client, ada.email)
        assert mails_to(ada.email) == []

    def test_nothing_is_kept_by_caches(self, client: FlaskClient) -> None:
        assert client.get(SIGN_IN).headers["Cache-Control"] == "no-store"


class TestWhereSigningInLeads:
    def test_back_to_the_page_that_asked_for_it(self, client: FlaskClient, ada: User) -> None:
        asked = client.get(TEAM + "?from=mail").location
        client.post(asked, data={"address": ada.email})
        assert enter(client, code_for(ada.email)).location == TEAM + "?from=mail"

    @pytest.mark.parametrize("target", ["https://attacker.invalid/", "//attacker.invalid", "/\\attacker.invalid"])
    def test_never_to_another_server(self, client: FlaskClient, ada: User, target: str) -> None:
        ask(client, ada.email, next=target)
        assert enter(client, code_for(ada.email)).location == "/en/desk/"
