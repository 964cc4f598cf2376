"""A device that keeps passkeys, in software: it makes keys and answers challenges as the standard says, or badly."""

import base64
import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes as unpacked
from webauthn.helpers import encode_cbor

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def packed(data: bytes) -> str:
    """Bytes as browsers send them."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Authenticator:
    """One device with one key (ES256, attestation "none") in a browser that is at `origin`."""

    origin: str = "http://localhost:8000"
    host: str = "localhost"
    count: int = 0
    verifies: bool = True
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def makes(self, asked: dict[str, Any]) -> str:
        """Make a key, as the server asks."""
        client = self._client("webauthn.create", asked["challenge"])
        key = len(self.credential_id).to_bytes(2) + self.credential_id + encode_cbor(self._public())
        data = self._data(WITH_KEY) + bytes(16) + key
        made = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(clientDataJSON=client, attestationObject=made)

    def signs(self, asked: dict[str, Any]) -> str:
        """Answer a challenge, as the server asks."""
        self.count += 1
        client, data = self._client("webauthn.get", asked["challenge"]), self._data()
        signature = self.secret.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _public(self) -> dict[int, Any]:
        """The key in COSE: an elliptic curve key for ES256 on P-256."""
        point = self.secret.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}

    def _answer(self, **response: bytes) -> str:
        named = {"id": packed(self.credential_id), "rawId": packed(self.credential_id), "type": "public-key"}
        return json.dumps({**named, "response": {name: packed(data) for name, data in response.items()}})

    @staticmethod
    def client_of(answer: str) -> bytes:
        """The client data in an answer: what the browser says that was asked, and where."""
        return unpacked(json.loads(answer)["response"]["clientDataJSON"])
