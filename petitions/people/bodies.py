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
    """A political group. `first_day` and `last_day` are None when no date is known."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    ungrouped: bool = False

    def existed(self, on: date) -> bool:
        """Whether the group existed that day, as far as its dates are known."""
        return (self.first_day or on) <= on <= (self.last_day or on)


@dataclass(frozen=True, slots=True)
class Body:
    """An assembly. Where `domains` is empty its register gives no addresses.

    One that `is_open` stands for many parliaments: any state is one of its own, and any label printed is a group.
    """

    id: str
    name: str
    capacity: str
    domains: tuple[str, ...]
    states: frozenset[str]
    left: Mapping[str, date]
    groups: tuple[Group, ...]
    is_open: bool = False

    def has_state(self, country: str, on: date) -> bool:
        """Whether the ISO code is that of a member state on that day (a state that left: until its last day)."""
        if self.is_open:
            return country in world()
        return country in self.states or (country in self.left and on <= self.left[country])

    def group(self, printed: str, on: date) -> Group | None:
        """The group meant by a code, label or alias, if it existed that day."""
        if self.is_open:
            return Group(printed, printed, ungrouped=not printed)
        wanted = _plain(printed)
        return next(
            (g for g in self.groups if g.existed(on) and wanted in map(_plain, (g.code, g.label, *g.aliases))), None
        )


@lru_cache(maxsize=1)
def bodies() -> Mapping[str, Body]:
    """All bodies by id."""
    groups = _load("groups.yaml")
    return {entry["id"]: _body(entry, groups.get(entry["id"], [])) for entry in _load("bodies.yaml")}


def group_codes(body: str, printed: str) -> frozenset[str]:
    """The codes of all groups that a body ever had under this code, label or alias."""
    if body in bodies() and bodies()[body].is_open:
        return frozenset({printed})
    groups = bodies()[body].groups if body in bodies() else ()
    wanted = _plain(printed)
    return frozenset(g.code for g in groups if wanted in map(_plain, (g.code, g.label, *g.aliases)))


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


def _body(entry: Mapping[str, Any], groups: list[dict[str, Any]]) -> Body:
    return Body(
        id=entry["id"],
        name=entry["name"],
        capacity=entry["capacity"],
        domains=tuple(entry["domains"]),
        states=frozenset(entry["states"]),
        left=entry["left"],
        is_open=entry.get("open", False),
        groups=tuple(_group(group) for group in groups),
    )


def _group(entry: Mapping[str, Any]) -> Group:
    return Group(
        code=entry["code"],
        label=entry["label"],
        aliases=tuple(entry.get("aliases", ())),
        first_day=entry.get("from"),
        last_day=entry.get("until"),
        ungrouped=entry.get("ungrouped", False),
    )


def _plain(printed: str) -> str:
    """Spelling apart: case, curly apostrophes, `group` before or after, `in the European Parliament`."""
    words = fold(printed.replace("&", " and ")).replace("in the european parliament", "").split()
    return " ".join(word for word in words if word not in {"group", "of", "the"})
