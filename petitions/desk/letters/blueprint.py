"""The blueprint of My letters. Without a session of a mailbox only the way in answers."""

from flask import Blueprint, Response, request, session, url_for
from flask_login import login_user

from petitions.accounts.guard import current_signatory
from petitions.accounts.signatories import SignatorySession
from petitions.core.headers import keep_private
from petitions.core.pages import see
from petitions.desk.letters import queries

blueprint = Blueprint("letters", __name__, url_prefix="/<lang>/my-letters")
blueprint.before_request(keep_private)

WAY_IN = frozenset({"letters.enter", "letters.code", "letters.leave"})
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


def start(begun: SignatorySession) -> None:
    """Let the browser in. Nothing from before survives, so that nobody can prepare a session for somebody else."""
    session.clear()
    login_user(begun)
