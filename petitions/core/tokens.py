"""Secrets that travel: random links, of which only the hash is kept, and short codes derived from a row."""

import hmac
import secrets
from hashlib import sha256

from flask import current_app
from itsdangerous import Signer, URLSafeTimedSerializer

LINK_BYTES = 24
CODE_DIGITS = 6


def new_link_token() -> str:
    """A random token of 192 bits for a link; store only its `token_hash`."""
    return secrets.token_urlsafe(LINK_BYTES)


def token_hash(token: str) -> str:
    """The hash under which a link token is kept and found (SHA-256, hex)."""
    return sha256(token.encode()).hexdigest()


def derived_link_token(purpose: str, ref: str) -> str:
    """The link token that belongs to a row (256 bits): always the same one, so that a later mail can carry it again.

    Derived from the secret key and bound to the purpose; store only its `token_hash`.
    """
    signer = Signer(str(current_app.secret_key), salt=f"undersigned/link/{purpose}", digest_method=sha256)
    return signer.get_signature(ref).decode()


def derived_code(purpose: str, ref: str, length: int = CODE_DIGITS) -> str:
    """The code of so many digits that belongs to a row: derived, so that it can be mailed again; stored nowhere."""
    key: bytes = current_app.config["CODE_KEY"]
    digest = hmac.new(key, f"{purpose}|{ref}".encode(), sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**length:0{length}d}"


def derived_key(purpose: str) -> bytes:
    """A key of 256 bits for one purpose, derived from the secret key."""
    return hmac.new(str(current_app.secret_key).encode(), f"undersigned/key/{purpose}".encode(), sha256).digest()


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def signer(purpose: str) -> URLSafeTimedSerializer:
    """A serializer for stateless links, useless for any other purpose than the one named."""
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"undersigned/{purpose}")
