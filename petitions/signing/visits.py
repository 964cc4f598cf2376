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
    _keep("letters", invitation_id)


def begin() -> None:
    """Give this browser the secret by which codes are bound to it, if it has none."""
    session.setdefault("browser", new_link_token())


def knows(invitation_id: UUID) -> bool:
    """Whether the letter was opened by its link in this browser."""
    return _keeps("letters", invitation_id)


def remember_passkey(passkey_id: UUID) -> None:
    """Let this browser see, and remove, this passkey."""
    _keep("passkeys", passkey_id)


def knows_passkey(passkey_id: UUID) -> bool:
    """Whether the passkey was enrolled in this browser, or its mailed link was opened here."""
    return _keeps("passkeys", passkey_id)


def remember_own(*thing_ids: UUID) -> None:
    """This browser has shown that these are its signatory's.

    An invitation by a code, a touch, My letters, or the link of a receipt, which only the registered mailbox has; that
    link shows it of the receipt's own signature too, and of no other.
    """
    for one in thing_ids:
        _keep("own", one)


def is_own(thing_id: UUID) -> bool:
    """Whether more is shown of the invitation than to whoever holds its link; or the signature may be denied here."""
    return _keeps("own", thing_id)


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


def read(invitation_id: UUID) -> UUID | None:
    """The version that this browser was shown last, as the letter."""
    version_id = noted(invitation_id, "read")
    return UUID(version_id) if version_id else None


def proved(invitation_id: UUID) -> UUID | None:
    """The signature that was confirmed in this browser last, with a mailed code, if it is of this letter."""
    signature_id = noted(invitation_id, "proved")
    return UUID(signature_id) if signature_id else None


def forget(invitation_id: UUID) -> None:
    """The answer is given: nothing is under way any more."""
    if session.get("under_way", {}).get("id") == str(invitation_id):
        session.pop("under_way")


def _keep(kind: str, thing_id: UUID) -> None:
    kept = [known for known in session.get(kind, []) if known != str(thing_id)]
    session[kind] = [*kept, str(thing_id)][-KEPT:]


def _keeps(kind: str, thing_id: UUID) -> bool:
    return str(thing_id) in session.get(kind, [])
