"""Where a mail comes back to: an address of its own for each message, which nobody else can make up (VERP)."""

import hmac
from base64 import b32decode, b32encode
from binascii import Error
from hashlib import sha256
from uuid import UUID

# In characters; a local part has at most 64 (RFC 5321, 4.5.3.1.1). Servers may change its case: hence base32.
ID, MARK = 26, 16


def return_address(key: bytes, address: str, message_id: UUID) -> str:
    """The address to which this message comes back: that of all bounces, with a detail that says which one it was."""
    name, _, domain = address.rpartition("@")
    return f"{name}+{_base32(message_id.bytes)}{_mark(key, message_id)}@{domain}"


def message_of(key: bytes, address: str, written_to: str) -> UUID | None:
    """The message whose return address this is; None where it is any other address, or a detail that we never made."""
    name, _, domain = address.casefold().rpartition("@")
    before, _, after = written_to.casefold().rpartition("@")
    written, _, detail = before.partition("+")
    if (written, after) != (name, domain) or len(detail) != ID + MARK:
        return None
    try:
        message_id = UUID(bytes=b32decode(detail[:ID].upper() + "=" * (-ID % 8)))
    except (Error, ValueError):
        return None
    told, right = detail[ID:].encode(), _mark(key, message_id).encode()
    return message_id if hmac.compare_digest(told, right) else None


def _mark(key: bytes, message_id: UUID) -> str:
    return _base32(hmac.new(key, message_id.bytes, sha256).digest())[:MARK]


def _base32(content: bytes) -> str:
    return b32encode(content).decode().rstrip("=").lower()
