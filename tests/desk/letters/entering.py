"""How a mailbox shows its letters in a browser."""

from flask.testing import FlaskClient

from tests.support.authenticator import Authenticator
from tests.support.mailbox import code_for

HOME = "/en/my-letters/"


def enter(phone: FlaskClient, address: str):
    """Ask for the code, read it in the mailbox, type it; the page that follows."""
    phone.post("/en/my-letters/sign-in", data={"address": address})
    return phone.post("/en/my-letters/code", data={"code": code_for(address)}, follow_redirects=True)


def enter_by_touch(phone: FlaskClient, device: Authenticator):
    """Have the device answer what the way in asks any passkey; the page that follows."""
    asked = phone.post("/en/my-letters/sign-in/passkey/challenge").json
    return phone.post("/en/my-letters/sign-in/passkey", data={"answer": device.signs(asked)}, follow_redirects=True)
