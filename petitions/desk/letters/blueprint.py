"""The blueprint of My letters. Without a session of a mailbox only the way in answers."""

from datetime import datetime

from flask import Blueprint, Response, request, session, url_for
from flask_login import login_user

from petitions.accounts.guard import current_signatory
from petitions.accounts.signatories import SignatorySession
from petitions.core.headers import keep_private
from petitions.core.pages import see
from petitions.desk.letters import queries

blueprint = Blueprint("letters", __name__, url_prefix="/<lang>/my-letters")
blueprint.before_request(keep_private)

WAY_IN = frozenset(
    {
        *("letters.enter", "letters.code", "letters.leave"),
        *("letters.challenge_to_enter", "letters.enter_by_passkey"),
    }
)
# What the signed session keeps: when it was begun with a mailed code. A touch is no reason to enrol the next passkey.
BY_CODE = "by_code"
Page = str | Response


@blueprint.before_request
def require_mailbox() -> Response | None:
    """Deny by default. Where nothing belongs to the address any more, a session of it is over too."""
    if request.endpoint in WAY_IN:
        return None
    mailbox = current_signatory()
    if mailbox is None or not queries.readers_at(mailbox.address_index):
        return see(url_for("letters.enter"))
    return None


def mailbox() -> SignatorySession:
    """The session of the mailbox whose letters are shown."""
    found = current_signatory()
    if found is None:
        raise RuntimeError("A page of My letters was served without a session: see require_mailbox.")
    return found


def start(begun: SignatorySession, *, by_code: bool) -> None:
    """Let the browser in. Nothing from before survives, so that nobody can prepare a session for somebody else."""
    session.clear()
    login_user(begun)
    if by_code:
        session[BY_CODE] = begun.started_at.isoformat()


def typed_code_at() -> datetime | None:
    """When a code from the mailbox began the session in this browser; None where a passkey did."""
    noted = session.get(BY_CODE)
    return datetime.fromisoformat(noted) if noted else None
