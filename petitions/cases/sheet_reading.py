"""Reads a fact sheet. Whatever is wrong is found in one go, each thing with its line and key."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from petitions.cases.rules import Profile
from petitions.cases.sheet import Entry, Section, Sheet, Slot, in_order
from petitions.cases.sheet_kinds import Say, known_keys, scalar
from petitions.cases.sheet_sections import PROFILE
from petitions.core.yaml_lines import MOST_BYTES, Fault, Faulty, Items, Node, Scalar, parse

FORMAT_KEY = "fact sheet"
FORMAT = "1"
MOST_ENTRIES = 2_000
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


@dataclass
class _Report:
    """What is wrong so far."""

    faults: list[Fault] = field(default_factory=list)

    def under(self, key: str) -> Say:
        """A way to say what is wrong under a key."""
        return lambda node, message: self.faults.append(Fault(node.line, key, message))


def read(text: str, sections: Sequence[Section], most: int = MOST_BYTES) -> Sheet:
    """The sheet that a text of so many bytes at most holds. Raises `Faulty` with everything that is wrong with it."""
    root, report = parse(text, most), _Report()
    say = report.under("")
    nodes = known_keys(root, (FORMAT_KEY, "profile", *(section.name for section in sections)), say)
    if FORMAT_KEY not in nodes or scalar(nodes[FORMAT_KEY], say).strip() != FORMAT:
        say(Scalar(1, ""), _("Begin the sheet with “fact sheet: 1”, so that it is known how to read it."))
    profile = _profile(nodes.get("profile"), report)
    entries = {section.name: _entries(nodes.get(section.name), section, report) for section in sections}
    for section in sections:
        _check_references(section, entries, report)
    if report.faults:
        raise Faulty(report.faults)
    return Sheet(profile, entries)


def _profile(node: Node | None, report: _Report) -> Profile:
    if node is None:
        report.under("profile")(Scalar(1, ""), _("The profile is missing. It needs at least a name."))
        return Profile("")
    nodes = known_keys(node, [field.key for field in PROFILE], report.under("profile"))
    return Profile(**_values(node, nodes, PROFILE, "profile", report))


def _entries(node: Node | None, section: Section, report: _Report) -> tuple[Entry, ...]:
    if node is None or node == Scalar(node.line, ""):
        return ()
    say = report.under(section.name)
    if not isinstance(node, Items):
        say(node, _("Write a list here, each entry beginning with a dash."))
        return ()
    if len(node.nodes) > MOST_ENTRIES:
        say(node, _("These are more than %(most)d entries.", most=MOST_ENTRIES))
        return ()
    return tuple(_entry(inner, section, report) for inner in node.nodes)


def _entry(node: Node, section: Section, report: _Report) -> Entry:
    known = ["key", *(field.key for field in section.fields), *(ref.key for ref in section.references)]
    nodes = known_keys(node, known, report.under(section.name))
    key = _key(node, nodes, section, report)
    place = f"{section.name}, {key}" if key else section.name
    before = len(report.faults)
    facts = section.facts(**_values(node, nodes, section.fields, place, report))
    refers = {ref.name: _text(nodes, ref.key, report) for ref in section.references}
    refers = {name: other for name, other in refers.items() if other}
    noteless = [ref for ref in section.references if ref.note and getattr(facts, ref.note) and ref.name not in refers]
    for ref in noteless:
        report.under(ref.key)(node, _("A note on a relation needs the relation itself."))
    sentence = None if len(report.faults) > before else section.problem(facts)
    if sentence:
        report.under(place)(node, sentence)
    return Entry(key, facts, refers, node.line)


def _key(node: Node, nodes: Mapping[str, Node], section: Section, report: _Report) -> str:
    key = _text(nodes, "key", report)
    if not _KEY.fullmatch(key):
        message = _("Give the entry a key of small letters, digits and hyphens, such as “first-appeal”.")
        report.under(section.name)(nodes.get("key", node), message)
    return key


def _text(nodes: Mapping[str, Node], key: str, report: _Report) -> str:
    return scalar(nodes[key], report.under(key)).strip() if key in nodes else ""


def _values(
    node: Node, nodes: Mapping[str, Node], fields: Sequence[Slot], place: str, report: _Report
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in fields:
        say = report.under(f"{place}, {one.key}")
        before = len(report.faults)
        values[one.name] = one.kind.read(nodes[one.key], say) if one.key in nodes else one.kind.empty
        if one.required and not values[one.name] and len(report.faults) == before:
            say(nodes.get(one.key, node), _("This can’t be left out: %(label)s.", label=one.label))
    return values


def _check_references(section: Section, entries: Mapping[str, Sequence[Entry]], report: _Report) -> None:
    own = entries[section.name]
    seen: set[str] = set()
    for entry in own:
        if entry.key in seen:
            message = _("Another entry of this section has the same key.")
            report.under(f"{section.name}, {entry.key}")(Scalar(entry.line, ""), message)
        seen.add(entry.key)
    for ref in section.references:
        there = {entry.key for entry in entries[ref.section]}
        for entry in own:
            other = entry.refers.get(ref.name, "")
            if other and other not in there:
                message = _("There is no “%(key)s” in the section “%(section)s”.", key=other[:80], section=ref.section)
                report.under(f"{section.name}, {entry.key}, {ref.key}")(Scalar(entry.line, ""), message)
        if ref.section == section.name:
            _check_circle(section, ref.key, ref.name, own, report)


def _check_circle(section: Section, key: str, name: str, own: Sequence[Entry], report: _Report) -> None:
    ordered = {entry.key for entry in in_order(own, name)}
    for entry in own:
        if entry.key not in ordered:
            message = _("This runs in a circle: an entry can’t lead back to itself.")
            report.under(f"{section.name}, {entry.key}, {key}")(Scalar(entry.line, ""), message)
