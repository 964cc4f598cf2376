"""What a member does on the pages of passkeys: a browser without script, with a device that a test plays."""

import re

from flask.testing import FlaskClient

from tests.signing.browsing import text
from tests.support.authenticator import Authenticator


def enrol(phone: FlaskClient, letter: str, label: str = "My phone") -> Authenticator:
    """Ask what is to be made, make it, and send it."""
    made = Authenticator()
    answer = made.makes(phone.post(f"{letter}/passkey/enrol/challenge", data={"label": label}).json)
    done = phone.post(f"{letter}/passkey/enrol", data={"label": label, "answer": answer})
    assert done.status_code == 303, text(done)
    return made


def typed(phone: FlaskClient, letter: str, **fields: str) -> dict[str, str]:
    """What the form of signing holds."""
    version = re.search(r'name="version"[^>]*value="([^"]+)"', phone.get(f"{letter}/passkey").text)[1]
    return {"version": version, "name": "Ona Testė", **fields}


def touch(phone: FlaskClient, letter: str, device: Authenticator, changed: dict[str, str] | None = None, **fields: str):
    """Ask what is to be signed, have the device sign it, and send it; something else where it was `changed`."""
    data = typed(phone, letter, **fields)
    answer = device.signs(phone.post(f"{letter}/passkey/challenge", data=data).json)
    return phone.post(f"{letter}/passkey", data={**data, **(changed or {}), "answer": answer}, follow_redirects=True)
