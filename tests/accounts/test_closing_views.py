"""Closing an account, as browsers meet it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.accounts import service
from petitions.accounts.models import Organisation, Role, User
from petitions.core.actor import COMMAND_LINE
from petitions.core.db import db, transaction
from tests.factories import a_user, an_organisation, sign_in

TEAM = "/en/desk/team"


@pytest.fixture
def lantern(app: Flask) -> Organisation:
    return an_organisation()


@pytest.fixture
def ada(lantern: Organisation, client: FlaskClient) -> User:
    """An owner, who sits at the browser."""
    ada = a_user(lantern, Role.OWNER, name="Ada Organiser")
    sign_in(client, ada)
    return ada


@pytest.fixture
def ben(lantern: Organisation) -> User:
    return a_user(lantern, Role.DRAFTER, name="Ben Colleague")


def page_of(user: User, verb: str = "") -> str:
    return f"{TEAM}/{user.id}{verb}"


def is_in(browser: FlaskClient) -> bool:
    return browser.get(TEAM).status_code == 200


def test_closing_an_account_signs_its_bearer_out_at_once(app: Flask, client: FlaskClient, ada: User, ben: User) -> None:
    browser = app.test_client()
    sign_in(browser, ben)
    assert is_in(browser)
    assert "Close the account of Ben Colleague" in client.get(page_of(ben)).text
    assert client.post(page_of(ben, "/disable")).status_code == 303
    assert "Account closed" in client.get(TEAM).text
    assert not is_in(browser)


def test_opening_it_again_brings_no_old_session_back(app: Flask, client: FlaskClient, ada: User, ben: User) -> None:
    browser = app.test_client()
    sign_in(browser, ben)
    client.post(page_of(ben, "/disable"))
    assert "Open the account of Ben Colleague again" in client.get(page_of(ben)).text
    assert client.post(page_of(ben, "/restore")).status_code == 303
    assert "Account closed" not in client.get(TEAM).text
    assert not is_in(browser)
    db.session.expire_all()
    sign_in(browser, ben)
    assert is_in(browser)


def test_an_owner_is_not_offered_to_close_her_own_account(
    client: FlaskClient, ada: User, lantern: Organisation
) -> None:
    a_user(lantern, Role.OWNER)
    assert "Close the account" not in client.get(page_of(ada)).text
    refused = client.post(page_of(ada, "/disable"))
    assert (refused.status_code, "Ask another owner" in refused.text) == (403, True)
    assert is_in(client)


@pytest.mark.parametrize("verb", ["/disable", "/restore"])
def test_only_owners_close_and_open_accounts(client: FlaskClient, ada: User, ben: User, verb: str) -> None:
    sign_in(client, ben)
    refused = client.post(page_of(ada, verb))
    assert (refused.status_code, "Only an owner" in refused.text) == (403, True)


def test_an_account_that_works_elsewhere_too_is_left_to_who_runs_the_server(
    client: FlaskClient, ada: User, ben: User
) -> None:
    with transaction():
        other = service.create_organisation(COMMAND_LINE, "Ostoja")
        service.give_roles(COMMAND_LINE, db.session.get_one(User, ben.id), other.id, [Role.DRAFTER])
    page = client.get(page_of(ben)).text
    assert "only those who run this server" in page
    assert page_of(ben, "/disable") not in page
    assert client.post(page_of(ben, "/disable")).status_code == 403
