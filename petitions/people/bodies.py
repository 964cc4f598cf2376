"""The bodies whose members may sign: their domains, member states and political groups, as dated data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from petitions.people.spelling import fold

_HERE = Path(__file__).parent
_TEN_YEARS = 3653
# Names and codes in which bodies print a state otherwise than ISO and CLDR do.
_OTHER_NAMES = {
    "el": "GR",
    "uk": "GB",
    "czech republic": "CZ",
    "slovak republic": "SK",
    "republic of moldova": "MD",
    "turkey": "TR",
    "bosnia and herzegovina": "BA",
    "the netherlands": "NL",
    "russian federation": "RU",
}

_NO_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())


@dataclass(frozen=True, slots=True)
class Group:
    """A political group. `first_day` and `last_day` are None when no date is known; `note` says what is known instead.

    Without `seats` it is printed like a group, though no member sits in it.
    """

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    ungrouped: bool = False
    seats: bool = True
    note: str = ""

    def existed(self, on: date) -> bool:
        """Whether the group existed that day, as far as its dates are known."""
        return (self.first_day or on) <= on <= (self.last_day or on)


@dataclass(frozen=True, slots=True)
class Delegation:
    """A member state, by ISO code, from its first day to its last, both included; None where no day is known.

    Where the days are not `verified`, `note` says what is in doubt. `printed` is the body's own name for the state
    where CLDR has another.
    """

    state: str
    first_day: date | None = None
    last_day: date | None = None
    verified: bool = True
    note: str = ""
    printed: str = ""

    def existed(self, on: date) -> bool:
        """Whether the state was a member that day, as far as its dates are known."""
        return (self.first_day or on) <= on <= (self.last_day or on)


@dataclass(frozen=True, slots=True)
class Body:
    """An assembly. Where `domains` is empty its register gives no addresses.

    `printed_groups` holds whatever is printed as a group; `groups` only those in which members sit.
    One that `is_open` stands for many parliaments: any state is one of its own, and any label printed is a group.
    """

    id: str
    name: str
    capacity: str
    domains: tuple[str, ...]
    delegations: tuple[Delegation, ...]
    printed_groups: tuple[Group, ...]
    is_open: bool = False

    @property
    def states(self) -> frozenset[str]:
        """The ISO codes of the states that have not left."""
        if self.is_open:
            return world()
        return frozenset(delegation.state for delegation in self.delegations if delegation.last_day is None)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups in which members sit or sat, the newest first."""
        return tuple(group for group in self.printed_groups if group.seats)

    def has_state(self, country: str, on: date) -> bool:
        """Whether the ISO code is that of a member state on that day, its first and last included."""
        if self.is_open:
            return country in world()
        return any(delegation.state == country and delegation.existed(on) for delegation in self.delegations)

    def prints(self, state: str) -> str:
        """The state as the body's own lists name it, in English."""
        own = (delegation.printed for delegation in self.delegations if delegation.state == state)
        return next(filter(None, own), country_name(state))

    def group(self, printed: str, on: date) -> Group | None:
        """The group meant by a code, label or alias, if it existed that day."""
        if self.is_open:
            return Group(printed, printed, ungrouped=not printed)
        wanted = _plain(printed)
        return next((group for group in self.printed_groups if group.existed(on) and wanted in _names(group)), None)

    def recent_groups(self, on: date) -> tuple[Group, ...]:
        """The groups that existed in the ten years up to that day, each code once, under its newest label."""
        recent = [group for group in self.groups if (group.last_day or on).toordinal() > on.toordinal() - _TEN_YEARS]
        return tuple({group.code: group for group in reversed(recent)}.values())[::-1]


@lru_cache(maxsize=1)
def bodies() -> Mapping[str, Body]:
    """All bodies by id."""
    groups, delegations = _load("groups.yaml"), _load("delegations.yaml")
    return {
        entry["id"]: _body(entry, delegations.get(entry["id"], []), groups.get(entry["id"], []))
        for entry in _load("bodies.yaml")
    }


def group_codes(body: str, printed: str) -> frozenset[str]:
    """The codes of all groups that a body ever had under this code, label or alias."""
    if body in bodies() and bodies()[body].is_open:
        return frozenset({printed})
    groups = bodies()[body].groups if body in bodies() else ()
    wanted = _plain(printed)
    return frozenset(group.code for group in groups if wanted in _names(group))


@lru_cache(maxsize=4096)
def country_name(code: str, language: str = "en") -> str:
    """The country's name in CLDR's words; the code itself when CLDR has none."""
    return str(Locale.parse(language).territories.get(code.upper(), code.upper()))


@lru_cache(maxsize=1024)
def country_code(printed: str) -> str | None:
    """The ISO 3166-1 code of a country printed as code or English name; None when it is neither."""
    wanted = fold(printed)
    if wanted in _OTHER_NAMES:
        return _OTHER_NAMES[wanted]
    return wanted.upper() if wanted.upper() in _countries().values() else _countries().get(wanted)


@lru_cache(maxsize=1)
def world() -> frozenset[str]:
    """The ISO codes of all countries; CLDR's unions, placeholders and outlying parts are none."""
    return frozenset(_countries().values()) - _NO_COUNTRIES


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    names = Locale.parse("en").territories
    return {fold(name): code for code, name in names.items() if len(code) == 2 and code.isalpha()}


def _load(name: str) -> Any:
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))


def _body(entry: Mapping[str, Any], delegations: list[dict[str, Any]], groups: list[dict[str, Any]]) -> Body:
    return Body(
        id=entry["id"],
        name=entry["name"],
        capacity=entry["capacity"],
        domains=tuple(entry["domains"]),
        delegations=tuple(_delegation(delegation) for delegation in delegations),
        printed_groups=tuple(_group(group) for group in groups),
        is_open=entry.get("open", False),
    )


def _delegation(entry: Mapping[str, Any]) -> Delegation:
    return Delegation(
        state=entry["state"],
        first_day=entry.get("from"),
        last_day=entry.get("until"),
        verified=not entry.get("unverified", False),
        note=entry.get("note", ""),
        printed=entry.get("printed", ""),
    )


def _group(entry: Mapping[str, Any]) -> Group:
    return Group(
        code=entry["code"],
        label=entry["label"],
        aliases=tuple(entry.get("aliases", ())),
        first_day=entry.get("from"),
        last_day=entry.get("until"),
        ungrouped=entry.get("ungrouped", False),
        seats=entry.get("seats", True),
        note=entry.get("note", ""),
    )


@lru_cache(maxsize=1024)
def _names(group: Group) -> frozenset[str]:
    """Every name of a group, spelling apart."""
    return frozenset(map(_plain, (group.code, group.label, *group.aliases)))


def _plain(printed: str) -> str:
    """Spelling apart: case, curly apostrophes, `group` before or after, `in the European Parliament`."""
    words = fold(printed.replace("&", " and ")).replace("in the european parliament", "").split()
    return " ".join(word for word in words if word not in {"group", "of", "the"})
