"""What one browser knows, in its signed cookie: which letters it opened, and how far it has come.

The token stays out of it, and the server keeps no record of who opened what.
"""

from typing import Any
from uuid import UUID

from flask import session

from petitions.core.tokens import new_link_token

KEPT = 20


def remember(invitation_id: UUID) -> None:
    """Let this browser read the letter of this invitation."""
    begin()
    letters = [known for known in session.get("letters", []) if known != str(invitation_id)]
    session["letters"] = [*letters, str(invitation_id)][-KEPT:]


def begin() -> None:
    """Give this browser the secret by which codes are bound to it, if it has none."""
    session.setdefault("browser", new_link_token())


def knows(invitation_id: UUID) -> bool:
    """Whether the letter was opened by its link in this browser."""
    return str(invitation_id) in session.get("letters", [])


def remember_passkey(passkey_id: UUID) -> None:
    """Let this browser see, and remove, this passkey."""
    session["passkeys"] = [*session.get("passkeys", []), str(passkey_id)][-KEPT:]


def knows_passkey(passkey_id: UUID) -> bool:
    """Whether the passkey was enrolled in this browser, or its mailed link was opened here."""
    return str(passkey_id) in session.get("passkeys", [])


def remember_receipt(signature_id: UUID) -> None:
    """This browser came by the link of this signature's receipt, which only the registered mailbox has."""
    receipts = [known for known in session.get("receipts", []) if known != str(signature_id)]
    session["receipts"] = [*receipts, str(signature_id)][-KEPT:]


def proves(signature_id: UUID) -> bool:
    """Whether the link of this signature's receipt was opened in this browser; it proves for no other signature."""
    return str(signature_id) in session.get("receipts", [])


def remember_own(invitation_id: UUID) -> None:
    """This browser has shown that it is the signatory's: by a code, a touch, My letters, or the link of a receipt."""
    own = [known for known in session.get("own", []) if known != str(invitation_id)]
    session["own"] = [*own, str(invitation_id)][-KEPT:]


def is_own(invitation_id: UUID) -> bool:
    """Whether more is shown here than to whoever holds the link of an invitation: what was signed, and how."""
    return str(invitation_id) in session.get("own", [])


def browser() -> str:
    """The secret by which a code is bound to this browser."""
    return str(session.get("browser", ""))


def note(invitation_id: UUID, **facts: Any) -> None:
    """Keep how far this browser has come with one letter; only one letter at a time is under way."""
    under_way = session.get("under_way", {})
    kept = under_way.get("facts", {}) if under_way.get("id") == str(invitation_id) else {}
    session["under_way"] = {"id": str(invitation_id), "facts": {**kept, **facts}}


def noted(invitation_id: UUID, fact: str) -> Any:
    """What was kept, or None."""
    under_way = session.get("under_way", {})
    return under_way.get("facts", {}).get(fact) if under_way.get("id") == str(invitation_id) else None


def proved(invitation_id: UUID) -> UUID | None:
    """The signature that was confirmed in this browser last, with a mailed code, if it is of this letter."""
    signature_id = noted(invitation_id, "proved")
    return UUID(signature_id) if signature_id else None


def forget(invitation_id: UUID) -> None:
    """The answer is given: nothing is under way any more."""
    if session.get("under_way", {}).get("id") == str(invitation_id):
        session.pop("under_way")
