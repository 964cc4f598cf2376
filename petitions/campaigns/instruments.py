"""Instruments: the rules that a text and its signatories have to meet, read from one data file each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

import yaml

from petitions.campaigns.models import INSTRUMENTS

PRINTABLE = frozenset("honorific given_name surname SURNAME name capacity country group".split())
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


class SentBy(StrEnum):
    """How the text leaves."""

    LETTER = "letter"
    LODGING = "lodging"


class Late(StrEnum):
    """Until when a name is still taken after the text has gone."""

    NEVER = "never"
    NEXT_PART_SESSION = "next_part_session"


class Order(StrEnum):
    """In which order signatories are printed."""

    SURNAME = "surname"
    TIME = "time"


class Display(StrEnum):
    """How a signatory may be shown where names are: by name, by initials, or not at all but counted."""

    PUBLIC = "public"
    INITIALS = "initials"
    UNDISCLOSED = "undisclosed"


class Counted(StrEnum):
    """Parts of a text whose words count towards the limit."""

    BODY = "body"
    NOTES = "notes"


class Meaning(StrEnum):
    """What reaching a threshold means."""

    REPLY_DUE = "reply_due"
    MEETING_ASKED = "meeting_asked"


@dataclass(frozen=True, slots=True)
class Threshold:
    """From ``count`` signatures on, something is due from the addressee within so many days."""

    count: int
    meaning: Meaning
    within_days: int


@dataclass(frozen=True, slots=True)
class Quota:
    """At most ``texts`` of one author within any ``months`` months."""

    texts: int
    months: int


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
    roles: frozenset[str]
    who_may_sign: str
    min_signatories: int
    min_delegations: int
    min_groups: int
    thresholds: tuple[Threshold, ...]
    ungrouped: frozenset[str]
    max_words: int | None
    words_in: frozenset[Counted]
    max_questions: int | None
    quota: Quota | None
    cool_down_months: int | None
    sent_by: SentBy
    late: Late
    withdrawal: Withdrawal
    withdrawal_note: str
    print_format: str
    order: Order
    displays: frozenset[Display]
    disclaimer: str
    notes: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.min_signatories < 1:
            raise ValueError(f"{self.id}: a text has at least one signatory")
        if not self.words_in:
            raise ValueError(f"{self.id}: words_in names at least one part of the text")
        counts = [0, *(threshold.count for threshold in self.thresholds)]
        if counts != sorted(set(counts)) or any(threshold.within_days < 1 for threshold in self.thresholds):
            raise ValueError(f"{self.id}: thresholds ascend from 1, each within a day or more")
        if unknown := self.prints - PRINTABLE:
            raise ValueError(f"{self.id}: print_format names unknown parts {sorted(unknown)}")
        if Display.PUBLIC not in self.displays:
            raise ValueError(f"{self.id}: whoever signs may be shown by name")
        if unknown := frozenset(self.standings) - frozenset(self.__slots__):
            raise ValueError(f"{self.id}: standings name unknown keys {sorted(unknown)}")

    def standing_of(self, key: str) -> Standing:
        """How well the rule under this key is known."""
        return self.standings.get(key, self.standing)

    @property
    def is_lodged(self) -> bool:
        """Whether the text is handed in at a table office, on signatures of the members' own, instead of being sent."""
        return self.sent_by == SentBy.LODGING

    @property
    def prints(self) -> frozenset[str]:
        """The parts of a signatory that `print_format` names, by the keys of `PRINTABLE`."""
        return frozenset(name for _before, name, _spec, _conversion in Formatter().parse(self.print_format) if name)

    @property
    def late_signing(self) -> bool:
        """Whether names are taken after the text has gone."""
        return self.late != Late.NEVER

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
    return Instrument(**{key: READERS.get(key, _as_is)(value) for key, value in yaml.safe_load(data).items()})


def all_instruments() -> list[Instrument]:
    """Every instrument, in the order of `models.INSTRUMENTS`."""
    return [load(instrument_id) for instrument_id in INSTRUMENTS]


def _as_is(value: Any) -> Any:
    return value


def _standings(written: dict[str, str]) -> Mapping[str, Standing]:
    return MappingProxyType({key: Standing(value) for key, value in written.items()})


def _thresholds(written: list[dict[str, Any]]) -> tuple[Threshold, ...]:
    return tuple(Threshold(**{**one, "meaning": Meaning(one["meaning"])}) for one in written)


# How the values of these keys are read; those of all others stand as they are written.
READERS: Mapping[str, Callable[[Any], Any]] = {
    "standing": Standing,
    "standings": _standings,
    "thresholds": _thresholds,
    "withdrawal": Withdrawal,
    "sent_by": SentBy,
    "late": Late,
    "order": Order,
    "displays": lambda displays: frozenset(map(Display, displays)),
    "bodies": frozenset,
    "roles": frozenset,
    "ungrouped": frozenset,
    "words_in": lambda parts: frozenset(map(Counted, parts)),
    "quota": lambda quota: Quota(**quota) if quota else None,
    "notes": tuple,
}
