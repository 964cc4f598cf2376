"""What a browser is told to ask of a passkey, and whether the answer holds (Web Authentication, W3C).

Nothing is kept here: whoever asks knows the challenge, and keeps what was answered. Passkeys belong to the host of the
public address, and are good at its exact origin only. The one who holds the device has to be verified by it (a finger,
a face, a PIN), each time.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask import current_app
from webauthn.helpers import (
    options_to_json_dict,
    parse_authentication_credential_json,
    parse_authenticator_data,
    parse_client_data_json,
)
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

NAME = "Undersigned"
LONGEST_ANSWER = 16_384
MILLISECONDS = 120_000
VERIFIED = UserVerificationRequirement.REQUIRED


class Fault(StrEnum):
    """Why an answer does not hold."""

    UNREADABLE = "unreadable"
    CHALLENGE = "challenge"
    ORIGIN = "origin"
    UNVERIFIED = "unverified"
    COUNT = "count"
    OTHER = "other"


class Unproven(Exception):
    """The answer of an authenticator does not hold."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Key:
    """A public key as an authenticator made it. ``sign_count``: how often it says that it was used, or 0."""

    credential_id: bytes
    public_key: bytes
    sign_count: int = 0
    transports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose passkey is made: an opaque handle, and the name that the device shows."""

    handle: bytes
    name: str


def host() -> str:
    """The host to which passkeys belong: that of the public address."""
    return str(urlsplit(_base_url()).hostname)


def origin() -> str:
    """The one origin at which they are good."""
    parts = urlsplit(_base_url())
    return f"{parts.scheme}://{parts.netloc}"


def to_enrol(challenge: bytes, bearer: Bearer, known: Collection[Key]) -> dict[str, Any]:
    """What a browser needs to have a passkey made, as JSON; a device that holds a ``known`` one makes no second."""
    options = webauthn.generate_registration_options(
        rp_id=host(),
        rp_name=NAME,
        user_id=bearer.handle,
        user_name=bearer.name,
        challenge=challenge,
        timeout=MILLISECONDS,
        exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=VERIFIED
        ),
    )
    return options_to_json_dict(options)


def to_prove(challenge: bytes, known: Collection[Key]) -> dict[str, Any]:
    """What a browser needs to have one of these passkeys answer the challenge, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=host(),
        challenge=challenge,
        timeout=MILLISECONDS,
        allow_credentials=_descriptors(known),
        user_verification=VERIFIED,
    )
    return options_to_json_dict(options)


def enrolled(answer: str, challenge: bytes) -> Key:
    """The key that an authenticator made when asked. Raises `Unproven`."""
    _short_enough(answer)
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host(),
            expected_origin=origin(),
            require_user_verification=True,
        )
        transports = webauthn.helpers.parse_registration_credential_json(answer).response.transports
    # The answer is a stranger's bytes, and the library meets malformed ones with errors of every kind.
    except Exception as wrong:
        raise Unproven(Fault.OTHER) from wrong
    named = tuple(transport.value for transport in transports or ())
    return Key(made.credential_id, made.credential_public_key, made.sign_count, named)


def read(answer: str) -> AuthenticationCredential:
    """An answer as the browser sent it, not yet believed. Raises `Unproven`."""
    _short_enough(answer)
    try:
        return parse_authentication_credential_json(answer)
    except Exception as wrong:
        raise Unproven(Fault.UNREADABLE) from wrong


def proved(answer: AuthenticationCredential, challenge: bytes, key: Key) -> int:
    """How often the authenticator says that the key was used, once the answer holds. Raises `Unproven`."""
    try:
        held = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=host(),
            expected_origin=origin(),
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except Exception as wrong:
        raise Unproven(_fault(answer, challenge, key)) from wrong
    return held.new_sign_count


def _fault(answer: AuthenticationCredential, challenge: bytes, key: Key) -> Fault:
    """Which of the things that can be wrong is: the library tells it in prose only. Raises `Unproven`."""
    try:
        said = parse_client_data_json(answer.response.client_data_json)
        data = parse_authenticator_data(answer.response.authenticator_data)
    except Exception as malformed:
        raise Unproven(Fault.UNREADABLE) from malformed
    found = (
        (said.challenge != challenge, Fault.CHALLENGE),
        (said.origin != origin(), Fault.ORIGIN),
        (not data.flags.uv, Fault.UNVERIFIED),
        (0 < key.sign_count >= data.sign_count, Fault.COUNT),
    )
    return next((fault for wrong, fault in found if wrong), Fault.OTHER)


def _short_enough(answer: str) -> None:
    if len(answer) > LONGEST_ANSWER:
        raise Unproven(Fault.UNREADABLE)


def _descriptors(known: Collection[Key]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=key.credential_id, transports=_transports(key.transports)) for key in known
    ]


def _transports(named: Sequence[str]) -> list[AuthenticatorTransport]:
    return [AuthenticatorTransport(name) for name in named if name in set(AuthenticatorTransport)]


def _base_url() -> str:
    return str(current_app.config["SETTINGS"].base_url)
