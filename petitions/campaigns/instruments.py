"""Instruments: the rules that a text and its signatories have to meet, read from one data file each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from petitions.campaigns.models import INSTRUMENTS

FOLDER = Path(__file__).parent / "instruments"


class Standing(StrEnum):
    """How well a rule is known."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    HOUSE_RULE = "house_rule"


class Withdrawal(StrEnum):
    """Until when a signatory may take the signature back."""

    ALWAYS = "always"
    UNTIL_DISPATCH = "until_dispatch"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One instrument's rules, with their source, edition and standing (the keys: `instruments/README.md`).

    A minimum of 0 and a limit of None mean that there is none; a text has at least one signatory always.
    """

    id: str
    name: str
    authority: str
    rule: str
    edition: str
    source: str
    standing: Standing
    standings: Mapping[str, Standing]
    bodies: frozenset[str]
    who_may_sign: str
    min_signatories: int
    min_delegations: int
    min_groups: int
    ungrouped: frozenset[str]
    max_words: int | None
    max_questions: int | None
    late_signing: bool
    late_until: str
    withdrawal: Withdrawal
    withdrawal_note: str
    print_format: str
    order: str
    capacity: str
    disclaimer: str
    notes: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.min_signatories < 1:
            raise ValueError(f"{self.id}: a text has at least one signatory")
        unknown = set(self.standings) - set(self.__slots__)
        if unknown:
            raise ValueError(f"{self.id}: standings name unknown keys {sorted(unknown)}")

    def standing_of(self, key: str) -> Standing:
        """How well the rule under this key is known."""
        return self.standings.get(key, self.standing)

    def may_withdraw(self, *, dispatched: bool) -> bool:
        """Whether a signature may be taken back, before or after the dispatch."""
        return self.withdrawal == Withdrawal.ALWAYS or (self.withdrawal == Withdrawal.UNTIL_DISPATCH and not dispatched)


@lru_cache(maxsize=len(INSTRUMENTS))
def load(instrument_id: str) -> Instrument:
    """The rules of one instrument. Raises ``KeyError`` for an id that is none of `models.INSTRUMENTS`."""
    if instrument_id not in INSTRUMENTS:
        raise KeyError(instrument_id)
    return read((FOLDER / f"{instrument_id}.yaml").read_text(encoding="utf-8"))


def read(data: str) -> Instrument:
    """Read one data file. Raises ``TypeError`` for a missing or unknown key, ``ValueError`` for a wrong value."""
    return _instrument(**yaml.safe_load(data))


def all_instruments() -> list[Instrument]:
    """Every instrument, in the order of `models.INSTRUMENTS`."""
    return [load(instrument_id) for instrument_id in INSTRUMENTS]


def _instrument(
    *,
    standing: str,
    standings: dict[str, str],
    withdrawal: str,
    bodies: list[str],
    ungrouped: list[str],
    notes: list[str],
    **rest: Any,
) -> Instrument:
    return Instrument(
        standing=Standing(standing),
        standings=MappingProxyType({key: Standing(value) for key, value in standings.items()}),
        withdrawal=Withdrawal(withdrawal),
        bodies=frozenset(bodies),
        ungrouped=frozenset(ungrouped),
        notes=tuple(notes),
        **rest,
    )
