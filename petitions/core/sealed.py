"""Columns that only this server can read: AES-256-GCM, with the key's id, bound to their row."""

import base64
import hmac
import os
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self, overload
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

NONCE_BYTES = 12


@dataclass(frozen=True)
class Keyring:
    """Data keys by id, the one that seals new values, and the key of the look-up index."""

    keys: dict[str, bytes]
    current: str
    index_key: bytes

    def seal(self, plain: bytes, bound_to: str) -> bytes:
        """Encrypt, so that the result opens only in the place named by ``bound_to``."""
        nonce = os.urandom(NONCE_BYTES)
        body = AESGCM(self.keys[self.current]).encrypt(nonce, plain, self._context(self.current, bound_to))
        return self.current.encode() + b":" + base64.b64encode(nonce + body)

    def open(self, sealed: bytes, bound_to: str) -> bytes:
        """Decrypt. Raises ``KeyError`` for an unknown key, ``InvalidTag`` for a moved or altered value."""
        key_id, _, body = sealed.partition(b":")
        raw = base64.b64decode(body)
        context = self._context(key_id.decode(), bound_to)
        return AESGCM(self.keys[key_id.decode()]).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context)

    def index(self, plain: str) -> str:
        """The value by which equal addresses are found without being readable (HMAC-SHA-256, hex)."""
        return hmac.new(self.index_key, normalised(plain).encode(), sha256).hexdigest()

    @staticmethod
    def _context(key_id: str, bound_to: str) -> bytes:
        return f"undersigned/1|{key_id}|{bound_to}".encode()


def normalised(address: str) -> str:
    """An address as it is compared: without surrounding space, in lower case."""
    return address.strip().casefold()


def keyring() -> Keyring:
    """The keys of the running application."""
    ring: Keyring = current_app.config["KEYRING"]
    return ring


class Sealed:
    """A readable attribute over a sealed column, and over its index column where there is one.

    Declare the columns ``<name>_sealed: Mapped[bytes]`` and, to look rows up, ``<name>_index: Mapped[str]``.
    An empty column reads as the empty string.
    """

    def __init__(self, *, indexed: bool = False) -> None:
        self.indexed = indexed

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self.name = name
        self._of = f"{owner.__tablename__}.{name}"

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...

    @overload
    def __get__(self, row: object, owner: type) -> str: ...

    def __get__(self, row: Any, owner: type) -> "Self | str":
        if row is None:
            return self
        sealed = getattr(row, f"{self.name}_sealed")
        return keyring().open(sealed, self._place(row.id)).decode() if sealed else ""

    def __set__(self, row: Any, value: str) -> None:
        for column, kept in self.columns(row.id, value).items():
            setattr(row, column, kept)

    def columns(self, row_id: UUID, value: str) -> dict[str, bytes | str | None]:
        """What the columns of this row keep of the value, for a row that is written without becoming an object."""
        sealed = keyring().seal(value.encode(), self._place(row_id)) if value else None
        index = keyring().index(value) if value else None
        return {f"{self.name}_sealed": sealed, **({f"{self.name}_index": index} if self.indexed else {})}

    def _place(self, row_id: UUID) -> str:
        return f"{self._of}|{row_id}"
