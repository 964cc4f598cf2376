"""What people do to sign in, on the pages."""

from typing import Any

from flask.testing import FlaskClient

SIGN_IN = "/en/sign-in"
CODE = "/en/sign-in/code"
TEAM = "/en/desk/team"


def ask(client: FlaskClient, address: str, **query: str) -> Any:
    """Ask for a code at this address."""
    return client.post(SIGN_IN, data={"address": address}, query_string=query)


def enter(client: FlaskClient, digits: str) -> Any:
    """Type the digits of the code."""
    return client.post(CODE, data={"code": digits})


def is_signed_in(client: FlaskClient) -> bool:
    """Whether the browser is let in."""
    return client.get(TEAM).status_code == 200
