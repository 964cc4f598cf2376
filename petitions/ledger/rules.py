"""What a leaf is made of. Pure."""

from hashlib import sha256
from typing import Any

import rfc8785

SALT_BYTES = 32


def canonical_statement(statement: dict[str, Any]) -> bytes:
    """The bytes that are committed to: canonical JSON (RFC 8785)."""
    return rfc8785.dumps(statement)


def commitment(salt: bytes, statement: bytes) -> str:
    """SHA-256 of salt, then canonical statement, in hex. Raises ``ValueError`` for a salt of the wrong length."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"A salt has {SALT_BYTES} bytes.")
    return sha256(salt + statement).hexdigest()
