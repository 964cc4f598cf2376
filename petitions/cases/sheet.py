"""The fact sheet of a case: what is known of it, as plain data to be written, read, compared and left out in part.

A sheet is a profile and sections of entries. Each entry has a key of its own, by which others refer to it. Which
sections there are, and what stands in them, is said by `Section`; slices above cases add theirs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from petitions.cases.rules import Profile
from petitions.cases.sheet_kinds import Kind
from petitions.core.dates import UncertainDate


@dataclass(frozen=True)
class Slot:
    """One key of an entry: the attribute of the facts that it holds, its kind, and what it is called."""

    key: str
    name: str
    kind: Kind
    label: Any
    required: bool = False


@dataclass(frozen=True)
class Reference:
    """A key by which an entry refers to another one: the attribute, and the section that the other one is in.

    ``known_by`` are the attributes that say how the relation is known; they go when the relation goes. Of references
    that are known by the same, only one can be given.
    """

    key: str
    name: str
    section: str
    label: Any
    known_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One entry: its key, its facts without ids, and the keys that it refers to, by attribute."""

    key: str
    facts: Any
    refers: Mapping[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)

    @property
    def title(self) -> str:
        """What the entry is called."""
        return str(self.facts.title)

    @property
    def when(self) -> UncertainDate:
        """When it was, for entries that have a date."""
        when: UncertainDate = self.facts.when
        return when


def _no_problem(_facts: Any) -> str | None:
    return None


@dataclass(frozen=True)
class Section:
    """A kind of entry: its name, the class of its facts, its keys, and the rule on facts that can't stand together."""

    name: str
    label: Any
    facts: type
    fields: Sequence[Slot]
    references: Sequence[Reference] = ()
    problem: Callable[[Any], str | None] = _no_problem


@dataclass(frozen=True)
class Sheet:
    """Profile, and the entries of each section, in order."""

    profile: Profile
    entries: Mapping[str, tuple[Entry, ...]]

    def of(self, section: str) -> tuple[Entry, ...]:
        """The entries of a section."""
        return self.entries.get(section, ())

    def find(self, section: str, key: str) -> Entry | None:
        """One entry of a section."""
        return next((entry for entry in self.of(section) if entry.key == key), None)


def place(section: str, key: str) -> str:
    """How one entry is named within its whole case."""
    return f"{section}/{key}"


def without(sheet: Sheet, places: frozenset[str], sections: Sequence[Section]) -> Sheet:
    """The sheet without the entries at these places, and without what refers to them."""
    return Sheet(
        sheet.profile,
        {
            section.name: tuple(
                _unreferred(entry, places, section)
                for entry in sheet.of(section.name)
                if place(section.name, entry.key) not in places
            )
            for section in sections
            if section.name in sheet.entries
        },
    )


def public_part(sheet: Sheet, sections: Sequence[Section]) -> Sheet:
    """The sheet without the entries that are kept off the public page."""
    withheld = {
        place(section.name, entry.key)
        for section in sections
        for entry in sheet.of(section.name)
        if entry.facts.is_withheld
    }
    return without(sheet, frozenset(withheld), sections)


def in_order(entries: Sequence[Entry], reference: str) -> Iterator[Entry]:
    """The entries, each after the one among them that it refers to by that attribute, without those in a circle."""
    keys = {entry.key for entry in entries}
    ready: list[Entry] = []
    waiting: dict[str, list[Entry]] = {}
    for entry in entries:
        other = entry.refers.get(reference)
        (waiting.setdefault(other, []) if other in keys else ready).append(entry)
    while ready:
        yield from ready
        ready = [entry for done in ready for entry in waiting.pop(done.key, [])]


def unsaid(facts: type, name: str) -> Any:
    """What stands in facts where nothing is said under this name."""
    return facts.__dataclass_fields__[name].default  # type: ignore[attr-defined]  # facts are dataclasses


def _unreferred(entry: Entry, places: frozenset[str], section: Section) -> Entry:
    gone = [ref for ref in section.references if place(ref.section, entry.refers.get(ref.name, "")) in places]
    if not gone:
        return entry
    names = {ref.name for ref in gone}
    return replace(
        entry,
        facts=replace(entry.facts, **{name: unsaid(section.facts, name) for ref in gone for name in ref.known_by}),
        refers={name: key for name, key in entry.refers.items() if name not in names},
    )
