"""Verbs of signing in and out. There are no passwords: a code goes to the registered address."""

from petitions.accounts import codes, queries
from petitions.accounts.codes import CodeFor, WrongCode
from petitions.accounts.models import CodePurpose, User
from petitions.accounts.service import as_actor
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import db, locked
from petitions.outbox.mail import Envelope, post


def ask_code(address: str, browser: str) -> None:
    """Mail a code to the address if it belongs to someone who may sign in; nothing tells whether it does.

    For an unknown address, and where the newest mail's code works here, the same work is done and undone, so that
    not even the time it takes gives the answer away.
    """
    user = queries.user_who_may_sign_in(address, lock=True)
    if user is not None and _mail_code(user, browser):
        return
    with db.session.begin_nested() as work:
        _mail_code(User(name="", email=address), browser)
        work.rollback()


def sign_in(address: str, browser: str, digits: str) -> User | None:
    """The user whom the code lets in, used up with it; None when it lets nobody in.

    A wrong try is counted, so the transaction must be committed in either case. Where there is nobody, or no code to
    be tried, as much is done as for a wrong try.
    """
    user = queries.user_who_may_sign_in(address)
    if user is None:
        codes.pretend(CodePurpose.SIGN_IN, browser, digits)
        return None
    if not _redeemed(user, browser, digits):
        return None
    record(as_actor(user), "session:sign_in", user, user.name)
    return user


def sign_out(actor: Actor) -> None:
    """End every session of the actor, in other browsers too: a cookie that somebody copied must not outlive this."""
    user = db.session.get_one(User, actor.id)
    locked(user)
    user.sign_outs += 1
    record(actor, "session:sign_out", None, actor.label)


def _redeemed(user: User, browser: str, digits: str) -> bool:
    try:
        return codes.redeem(CodeFor(CodePurpose.SIGN_IN, user.id, browser), digits)
    except WrongCode:
        codes.pretend(CodePurpose.SIGN_IN, browser, digits)
        return False


def _mail_code(user: User, browser: str) -> bool:
    issued = codes.issue(CodeFor(CodePurpose.SIGN_IN, user.id, browser))
    if issued is None:
        return False
    code, digits = issued
    envelope = Envelope("code", code.id, user.email, secret=True, expires_at=code.expires_at)
    post("sign_in_code", envelope, digits=codes.in_groups(digits), is_long=code.is_long, name=user.name)
    record(as_actor(user), "code:request", user, user.name)
    return True
