"""Who may do what with an invitation, what a consent says, and when a signature is stale. Pure."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from petitions.campaigns.instruments import Instrument
from petitions.campaigns.states import CampaignState
from petitions.signing.states import SignatureState

LONGEST_NAME = 120
# What is typed is kept in a cookie while a code is mailed, and a browser keeps 4,096 bytes of one.
LONGEST_COMMENT = 600
# Marks that some scripts need inside a name: without them Persian and Indic names fall apart.
JOINERS = frozenset("\u200c\u200d")


class Phase(StrEnum):
    """What a letter is to those who are asked to sign it."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Held(StrEnum):
    """What signature a person has under a letter."""

    NONE = "none"
    IN_FORCE = "in_force"
    STALE = "stale"
    SET_ASIDE = "set_aside"


CONFIRMED = frozenset({Held.IN_FORCE, Held.STALE})
"""Somebody signed and stands by it, whether or not the text has changed since."""


class UnusableName(ValueError):
    """The words can't be printed as they were typed."""


def phase(
    state: str, instrument: Instrument, *, late_is_over: bool = False, deadline_has_passed: bool = False
) -> Phase:
    """What a campaign of this state is to those who are asked to sign; ``late_is_over`` once the late list closed.

    The deadline closes signing by itself, whether or not anybody, or the worker, has closed the list since. Late names
    have a last day of their own.
    """
    if state == CampaignState.COLLECTING and deadline_has_passed:
        return Phase.CLOSED
    if state == CampaignState.DISPATCHED and instrument.late_signing and not late_is_over:
        return Phase.OPEN
    return {
        CampaignState.COLLECTING: Phase.OPEN,
        CampaignState.CLOSED: Phase.CLOSED,
        CampaignState.DISPATCHED: Phase.SENT,
        CampaignState.CONCLUDED: Phase.SENT,
        CampaignState.WITHDRAWN: Phase.WITHDRAWN,
    }.get(CampaignState(state), Phase.PAUSED)


def may_sign(phase: Phase, held: Held) -> bool:
    """Whether a signature, or its renewal, can be given."""
    return phase == Phase.OPEN and held in {Held.NONE, Held.STALE}


def may_decline(phase: Phase, held: Held) -> bool:
    """Whether declining says anything: nothing is signed yet, or what was signed is no longer the text."""
    return phase in {Phase.OPEN, Phase.PAUSED} and held in {Held.NONE, Held.STALE}


def may_withdraw(state: str, held: Held, instrument: Instrument) -> bool:
    """Whether the name can be taken back, by the instrument's own rule."""
    dispatched = state in {CampaignState.DISPATCHED, CampaignState.CONCLUDED}
    gone = state == CampaignState.WITHDRAWN
    return held in CONFIRMED and not gone and instrument.may_withdraw(dispatched=dispatched)


def is_stale(state: str, version_id: UUID, open_version_id: UUID | None) -> bool:
    """A signature is stale when it is confirmed on a version that is no longer the one open."""
    return state == SignatureState.CONFIRMED and version_id != open_version_id


def printed_name(typed: str, longest: int = LONGEST_NAME) -> str:
    """The name, or the line below it, as it will be printed: NFC, single spaces.

    Raises `UnusableName` when it is empty, longer than so many characters, has no letter, or holds characters that
    nobody can see.
    """
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if not 0 < len(name) <= longest or not any(map(str.isalpha, name)):
        raise UnusableName(name)
    if any(unicodedata.category(c).startswith("C") and c not in JOINERS for c in name):
        raise UnusableName(name)
    return name


@dataclass(frozen=True)
class Signed:
    """What a signatory agreed to, and as whom. ``consents`` holds the wording's hash of each consent given.

    ``evidence`` is what a signature on paper or by telephone rests on (`by_hand.evidence.in_statement`), else empty.
    """

    campaign: UUID
    version: str
    edition: int
    name: str
    capacity: str
    delegation: str
    group: str
    consents: Mapping[str, str]
    language: str
    at: datetime
    proved_by: str = "code"
    prepared_by: str = ""
    display: str = "public"
    evidence: Mapping[str, str] = field(default_factory=dict)


def statement_of_consent(signed: Signed) -> dict[str, Any]:
    """The statement that a consent leaf commits to."""
    return {
        "type": "consent",
        "campaign": str(signed.campaign),
        "version": signed.version,
        "edition": signed.edition,
        "name": signed.name,
        "capacity": signed.capacity,
        "delegation": signed.delegation,
        "group": signed.group,
        "consents": dict(signed.consents),
        "language": signed.language,
        "display": signed.display,
        "proved_by": signed.proved_by,
        "prepared_by": signed.prepared_by,
        "evidence": dict(signed.evidence),
        "signed_at": signed.at.isoformat(timespec="microseconds"),
    }


def statement_of_withdrawal(campaign: UUID, version: str, edition: int, consent: str, at: datetime) -> dict[str, Any]:
    """The statement that a withdrawal commits to; ``consent`` is the commitment that is taken back."""
    return {
        "type": "withdraw",
        "campaign": str(campaign),
        "version": version,
        "edition": edition,
        "consent": consent,
        "withdrawn_at": at.isoformat(timespec="microseconds"),
    }
