"""Verbs of the session in which a signatory looks at the letters of a mailbox."""

from collections.abc import Sequence
from uuid import NAMESPACE_OID, UUID, uuid5

from petitions.accounts import codes, signatories
from petitions.accounts.codes import CodeFor, WrongCode
from petitions.accounts.models import CodePurpose
from petitions.accounts.signatories import SignatorySession
from petitions.core.actor import Actor, ActorKind
from petitions.core.audit import record
from petitions.core.db import db, locked, one_at_a_time
from petitions.core.sealed import keyring
from petitions.desk.letters import queries
from petitions.outbox.mail import Envelope, post
from petitions.signing.passkeys import entering
from petitions.signing.passkeys.proving import Touch

# What such a code is bound to, so that no code that withdraws or confirms lets anybody in, nor this one do those.
MY_LETTERS = uuid5(NAMESPACE_OID, "undersigned: my letters")


def code_to_enter(address: str, browser: str) -> CodeFor:
    """The code that shows the letters of this mailbox in this browser, and does nothing else."""
    return CodeFor(CodePurpose.ANSWER, _subject(keyring().index(address)), browser, MY_LETTERS)


def ask_code(address: str, browser: str) -> None:
    """Mail a code to the address if letters belong to it; nothing tells whether any do.

    Otherwise, and where the newest mail's code works here, the same work is done and undone.
    """
    if _holds_letters(address) and _mail_code(address, browser):
        return
    with db.session.begin_nested() as work:
        _mail_code(address, browser)
        work.rollback()


def enter(address: str, browser: str, digits: str) -> SignatorySession | None:
    """The session that the code begins, used up with it; None when it lets nobody in.

    A wrong try is counted, so the transaction must be committed in either case.
    """
    try:
        right = codes.redeem(code_to_enter(address, browser), digits)
    except WrongCode:
        return None
    names = queries.readers_at(keyring().index(address))
    if not right or not names:
        return None
    begun = signatories.begun(address)
    record(as_actor(names), "session:sign_in", begun)
    return begun


def enter_by_passkey(touch: Touch, nonce: bytes) -> SignatorySession:
    """The session of the mailbox that proved the passkey. Raises `PasskeyRefused`; then nothing is written."""
    address = entering.mailbox_of(touch, nonce)
    begun = signatories.begun(address)
    record(as_actor(queries.names_at(begun.address_index)), "session:sign_in", begun)
    return begun


def leave(session: SignatorySession) -> None:
    """End the session, in every browser that holds a copy of its cookie. Ending twice changes nothing."""
    locked(session)
    if session.ended_at is None:
        signatories.end(session)
        record(as_actor(queries.readers_at(session.address_index)), "session:sign_out", None)


def as_actor(names: Sequence[str]) -> Actor:
    """Whoever reads the mailbox, under the names of those whose mailbox it is."""
    return Actor(ActorKind.SIGNATORY, ", ".join(names))


def _subject(address_index: str) -> UUID:
    return uuid5(NAMESPACE_OID, address_index)


def _holds_letters(address: str) -> bool:
    """Whether letters belong to the address. Many who ask at once ask in turn, and get no more codes than that."""
    index = keyring().index(address)
    one_at_a_time(f"my letters {index}")
    return bool(queries.readers_at(index))


def _mail_code(address: str, browser: str) -> bool:
    issued = codes.issue(code_to_enter(address, browser))
    if issued is None:
        return False
    code, digits = issued
    envelope = Envelope("letters_code", code.id, address, secret=True, expires_at=code.expires_at)
    post("letters_code", envelope, digits=codes.in_groups(digits), is_long=code.is_long)
    record(as_actor(queries.readers_at(keyring().index(address))), "code:request", None)
    return True
