"""What the browser of somebody outside knows, in its signed cookie: which requests were opened by their links."""

from uuid import UUID

from flask import session

from petitions.core.tokens import new_link_token

KEPT = 20


def remember(request_id: UUID) -> None:
    """Let this browser read the text that the request is about."""
    session.setdefault("browser", new_link_token())
    known = [one for one in session.get("approvals", []) if one != str(request_id)]
    session["approvals"] = [*known, str(request_id)][-KEPT:]


def knows(request_id: UUID) -> bool:
    """Whether the request was opened by its link in this browser."""
    return str(request_id) in session.get("approvals", [])


def browser() -> str:
    """The secret by which a code is bound to this browser."""
    return str(session.get("browser", ""))


def note_asked(request_id: UUID, *, asked: bool) -> None:
    """Keep that a code was asked for, or that it is of no use any more."""
    session["approval_asked"] = str(request_id) if asked else ""


def has_asked(request_id: UUID) -> bool:
    """Whether a code was asked for in this browser."""
    return bool(session.get("approval_asked") == str(request_id))
