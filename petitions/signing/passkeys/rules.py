"""What a touch of a passkey is asked for, and for how long it is good. Pure."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import rfc8785

from petitions.ledger.rules import canonical_statement

# So long after a code was typed, to sign or to see one's letters, the same browser may enrol a passkey.
FRESH = timedelta(minutes=15)
# So long a challenge is good: the code's own time, since reading and ticking take as long with either.
GOOD = timedelta(minutes=10)
# When a passkey was asked that never was: so long ago that no answer holds.
NEVER = datetime.fromtimestamp(0, UTC)


def statement_sha256(statement: Mapping[str, Any]) -> str:
    """The SHA-256 of a statement's canonical bytes, in hex."""
    return sha256(canonical_statement(dict(statement))).hexdigest()


def challenge(statements: Sequence[Mapping[str, Any]]) -> bytes:
    """What the authenticator signs: of one statement the SHA-256 of its canonical bytes, those of the ledger.

    Of several it is the SHA-256 of the canonical JSON list of their hashes, in order. A list never reads as a
    statement, which is a JSON object. Raises ``ValueError`` where there is nothing to sign.
    """
    hashes = [statement_sha256(statement) for statement in statements]
    if not hashes:
        raise ValueError("A touch is for one statement at least.")
    return bytes.fromhex(hashes[0]) if len(hashes) == 1 else sha256(rfc8785.dumps(hashes)).digest()


def challenge_to_enter(nonce: bytes) -> bytes:
    """What the authenticator signs to show a mailbox's letters: no statement, and no list of any, reads like this."""
    return sha256(b"undersigned: my letters|" + nonce).digest()


def is_good(made: datetime, on: datetime) -> bool:
    """Whether a challenge made at that moment may still be answered."""
    return on - made <= GOOD


def is_fresh(confirmed: datetime | None, on: datetime) -> bool:
    """Whether a code was typed so recently that its browser may enrol a passkey."""
    return confirmed is not None and on - confirmed <= FRESH


def handle(organisation_id: UUID, person_id: UUID) -> bytes:
    """Under what a device files the passkey: the same for one person at one organisation, and opaque."""
    return sha256(f"passkey|{organisation_id}|{person_id}".encode()).digest()
