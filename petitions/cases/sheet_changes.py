"""What differs between two fact sheets, as a list that a person can read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from flask_babel import gettext as _

from petitions.cases.sheet import Entry, Section, Sheet, Slot
from petitions.cases.sheet_sections import PROFILE
from petitions.core.text import Part, difference


@dataclass(frozen=True)
class Changed:
    """One value that became another one: what it is, and the words of both with what differs marked."""

    label: str
    parts: list[Part]


@dataclass(frozen=True)
class Change:
    """One entry, or the profile, that was added, changed or removed."""

    op: Literal["added", "changed", "removed"]
    section: str
    label: str
    title: str
    values: list[Changed] = field(default_factory=list)


def changes(before: Sheet | None, after: Sheet, sections: Sequence[Section]) -> list[Change]:
    """All that was done to make the second sheet out of the first; without a first one everything is added."""
    found = list(_profile(before, after))
    for section in sections:
        old = {entry.key: entry for entry in before.of(section.name)} if before else {}
        found.extend(_entries(old, after, before, section))
    return found


def texts(sheet: Sheet, sections: Sequence[Section]) -> Iterator[tuple[str, str, str]]:
    """Every value in words, with the entry that it stands in and its label. A key stands in the address of a page."""
    for name, value in _said(sheet.profile, PROFILE).items():
        yield str(_("Profile")), name, value
    for section in sections:
        for entry in sheet.of(section.name):
            yield entry.title, str(_("Key, in addresses and names of files")), entry.key.replace("-", " ")
            for name, value in _said(entry.facts, section.fields).items():
                yield entry.title, name, value


def _profile(before: Sheet | None, after: Sheet) -> Iterator[Change]:
    old = _said(before.profile, PROFILE) if before else {}
    values = _differing(old, _said(after.profile, PROFILE))
    if values:
        yield Change("changed" if before else "added", "", str(_("Profile")), after.profile.name, values)


def _entries(old: Mapping[str, Entry], after: Sheet, before: Sheet | None, section: Section) -> Iterator[Change]:
    label, new = str(section.label), after.of(section.name)
    for entry in new:
        said = _entry(entry, after, section)
        if entry.key not in old:
            yield Change("added", section.name, label, entry.title, _differing({}, said))
            continue
        values = _differing(_entry(old[entry.key], before or after, section), said)
        if values:
            yield Change("changed", section.name, label, entry.title, values)
    kept = [entry.key for entry in new if entry.key in old]
    for key, entry in old.items():
        if key not in kept:
            yield Change("removed", section.name, label, entry.title)
    if kept != [key for key in old if key in kept]:
        yield Change("changed", section.name, label, str(_("The order of the entries")))


def _entry(entry: Entry, sheet: Sheet, section: Section) -> dict[str, str]:
    said = _said(entry.facts, section.fields)
    for ref in section.references:
        other = sheet.find(ref.section, entry.refers.get(ref.name, ""))
        said[str(ref.label)] = other.title if other else ""
    return said


def _said(facts: Any, fields: Sequence[Slot]) -> dict[str, str]:
    return {str(one.label): one.kind.show(getattr(facts, one.name)) for one in fields}


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[Changed]:
    pairs = [(label, old.get(label, ""), value) for label, value in new.items()]
    return [Changed(label, difference(was, value)) for label, was, value in pairs if was != value]
